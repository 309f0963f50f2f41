#include "tflite/flatbuffer.h"

namespace drape::tflite {

namespace {
constexpr std::size_t kVtableHeaderSize = 4;  // Size of the vtable and size of the table, 16 bits each.
}

Table::Table(ByteSource& source, std::size_t position) : source_(&source), position_(position) {
  const auto back = static_cast<std::int64_t>(source.read<std::int32_t>(position));
  const std::int64_t vtable = static_cast<std::int64_t>(position) - back;
  if (vtable < 0) {
    source.reject("a table's field list lies before the file");
    return;
  }
  vtable_ = static_cast<std::size_t>(vtable);
  vtable_size_ = source.read<std::uint16_t>(vtable_);
  if (vtable_size_ < kVtableHeaderSize) {
    source.reject("a table's field list is too short");
    vtable_size_ = 0;
  }
}

std::size_t Table::field_position(int field) const {
  if (source_ == nullptr) return 0;
  const std::size_t entry = kVtableHeaderSize + 2 * static_cast<std::size_t>(field);
  if (entry + 2 > vtable_size_) return 0;
  const auto offset = source_->read<std::uint16_t>(vtable_ + entry);
  return offset == 0 ? 0 : position_ + offset;
}

std::size_t Table::follow(std::size_t position) const {
  return position + source_->read<std::uint32_t>(position);
}

Table Table::table(int field) const {
  const std::size_t position = field_position(field);
  return position == 0 ? Table() : Table(*source_, follow(position));
}

/// Where the length of a vector stands; 0 when the vector is absent.
std::size_t Table::vector_position(int field) const {
  const std::size_t position = field_position(field);
  return position == 0 ? 0 : follow(position);
}

std::span<const std::byte> Table::elements(int field, std::size_t element_size, std::size_t count_max) const {
  const std::size_t position = vector_position(field);
  if (position == 0) return {};
  const std::size_t count = source_->read<std::uint32_t>(position);
  if (count > count_max) {
    source_->reject("a list is longer than any sensible network has");
    return {};
  }
  source_->charge(count * element_size);
  if (!source_->ok()) return {};
  return source_->slice(position + sizeof(std::uint32_t), count * element_size);
}

std::vector<Table> Table::tables(int field, std::size_t count_max) const {
  std::vector<Table> result;
  const std::size_t count = elements(field, sizeof(std::uint32_t), count_max).size() / sizeof(std::uint32_t);
  const std::size_t first = count == 0 ? 0 : vector_position(field) + sizeof(std::uint32_t);
  result.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    result.push_back(Table(*source_, follow(first + i * sizeof(std::uint32_t))));
  }
  return result;
}

std::span<const std::byte> Table::bytes(int field) const {
  const std::size_t position = vector_position(field);
  if (position == 0) return {};
  return source_->slice(position + sizeof(std::uint32_t), source_->read<std::uint32_t>(position));
}

std::string Table::text(int field, std::size_t length_max) const {
  const std::vector<char> characters = scalars<char>(field, length_max);
  return {characters.begin(), characters.end()};
}

}  // namespace drape::tflite
