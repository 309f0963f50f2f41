#include "onnx/wire.h"

#include <optional>

namespace drape::onnx {

namespace {

enum WireType { kVarint = 0, kFixed64 = 1, kLengthDelimited = 2, kFixed32 = 5 };
constexpr unsigned kNumberShift = 3;  // A tag holds the field's number above its wire type.
constexpr std::uint64_t kTypeMask = 7;
constexpr unsigned kGroupBits = 7;  // A varint's byte: seven bits, and whether more follow.
constexpr std::uint64_t kGroupMask = 0x7F;
constexpr std::uint64_t kMoreFollows = 0x80;
constexpr unsigned kVarintBits = 64;

/// Takes pieces off the front of a text; a piece that is not there is nothing.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const { return rest_; }

  std::optional<std::uint64_t> varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < kVarintBits && !rest_.empty(); shift += kGroupBits) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= (byte & kGroupMask) << shift;
      if (byte < kMoreFollows) return value;
    }
    return std::nullopt;
  }
  std::optional<std::string_view> take(std::uint64_t size) {
    if (size > rest_.size()) return std::nullopt;
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return piece;
  }

 private:
  std::string_view rest_;
};

/// The field that begins here, or nothing when it is broken.
std::optional<Field> read_field(Scanner& scanner) {
  const std::string_view before = scanner.rest();
  const auto tag = scanner.varint();
  if (!tag || *tag >> kNumberShift == 0) return std::nullopt;
  Field field;
  field.number = static_cast<int>(*tag >> kNumberShift);
  switch (static_cast<WireType>(*tag & kTypeMask)) {
    case kVarint: {
      const auto value = scanner.varint();
      if (!value) return std::nullopt;
      field.integer = *value;
      break;
    }
    case kFixed64:
      if (!scanner.take(sizeof(std::uint64_t))) return std::nullopt;
      break;
    case kFixed32:
      if (!scanner.take(sizeof(std::uint32_t))) return std::nullopt;
      break;
    case kLengthDelimited: {
      const auto size = scanner.varint();
      const auto piece = size ? scanner.take(*size) : std::nullopt;
      if (!piece) return std::nullopt;
      field.bytes = *piece;
      break;
    }
    default:
      return std::nullopt;
  }
  field.encoded = before.substr(0, before.size() - scanner.rest().size());
  return field;
}

}  // namespace

Result<std::vector<Field>> read_fields(std::string_view message) {
  std::vector<Field> fields;
  Scanner scanner(message);
  while (!scanner.at_end()) {
    const auto field = read_field(scanner);
    if (!field) return fail(Error::invalid("model_broken", "The file is not a whole ONNX network."));
    fields.push_back(*field);
  }
  return fields;
}

std::string_view text_of(std::span<const Field> fields, int number) {
  for (const Field& field : fields) {
    if (field.number == number) return field.bytes;
  }
  return {};
}

std::vector<std::int64_t> integers_of(std::span<const Field> fields, int number) {
  std::vector<std::int64_t> values;
  for (const Field& field : fields) {
    if (field.number != number) continue;
    if (field.bytes.empty()) {
      values.push_back(static_cast<std::int64_t>(field.integer));
      continue;
    }
    Scanner packed(field.bytes);
    while (const auto value = packed.varint()) values.push_back(static_cast<std::int64_t>(*value));
  }
  return values;
}

Message& Message::integer(int field, std::int64_t value) {
  append_varint(static_cast<std::uint64_t>(field) << kNumberShift);
  append_varint(static_cast<std::uint64_t>(value));
  return *this;
}

Message& Message::bytes(int field, std::string_view value) {
  append_varint(static_cast<std::uint64_t>(field) << kNumberShift | kLengthDelimited);
  append_varint(value.size());
  encoded_ += value;
  return *this;
}

void Message::append_varint(std::uint64_t value) {
  for (; value >= kMoreFollows; value >>= kGroupBits) {
    encoded_ += static_cast<char>((value & kGroupMask) | kMoreFollows);
  }
  encoded_ += static_cast<char>(value);
}

}  // namespace drape::onnx
