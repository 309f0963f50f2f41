#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace drape::tflite {

static_assert(std::endian::native == std::endian::little, "FlatBuffers are little-endian and read in place");

/// Bytes of a file that nobody vouches for. A read outside of them yields zero and marks the source as
/// malformed: code that parses can go straight on and ask `ok()` once before it believes what it read.
/// Not thread safe.
class ByteSource {
 public:
  explicit ByteSource(std::span<const std::byte> bytes)
      : bytes_(bytes), copies_left_(kCopiesPerByteMax * bytes.size()) {}

  template <typename T>
  requires std::is_arithmetic_v<T>
  [[nodiscard]] T read(std::size_t offset) {
    T value{};
    const std::span<const std::byte> raw = slice(offset, sizeof(T));
    if (!raw.empty()) std::memcpy(&value, raw.data(), sizeof(T));
    return value;
  }

  /// `size` bytes from `offset`; empty, and malformed, when they are not all there.
  [[nodiscard]] std::span<const std::byte> slice(std::size_t offset, std::size_t size) {
    if (offset > bytes_.size() || size > bytes_.size() - offset) {
      reject("an offset leads out of the file");
      return {};
    }
    return bytes_.subspan(offset, size);
  }

  /// Accounts for `size` bytes copied out of the file. Lists of an honest file hardly overlap; a file whose
  /// lists overlap to unfold into gigabytes is malformed.
  void charge(std::size_t size) {
    if (size > copies_left_) {
      reject("the lists of the file overlap");
      copies_left_ = 0;
      return;
    }
    copies_left_ -= size;
  }

  /// Marks the source as malformed. The first reason is kept.
  void reject(std::string_view why) {
    if (reason_.empty()) reason_ = why;
  }

  [[nodiscard]] bool ok() const { return reason_.empty(); }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  static constexpr std::size_t kCopiesPerByteMax = 4;

  std::span<const std::byte> bytes_;
  std::size_t copies_left_;
  std::string reason_;
};

/// A table of a FlatBuffer (the format of https://flatbuffers.dev/internals). Fields that are absent, and all
/// fields of an absent table, read as their default. Borrows the source.
class Table {
 public:
  /// The absent table.
  Table() = default;

  /// The table that the first word of the file points to.
  [[nodiscard]] static Table root(ByteSource& source) { return Table(source, source.read<std::uint32_t>(0)); }

  [[nodiscard]] bool present() const { return source_ != nullptr; }

  template <typename T>
  [[nodiscard]] T scalar(int field, T fallback = T{}) const {
    const std::size_t position = field_position(field);
    return position == 0 ? fallback : source_->read<T>(position);
  }

  [[nodiscard]] Table table(int field) const;

  /// A vector of tables. More than `count_max` of them make the source malformed, as below.
  [[nodiscard]] std::vector<Table> tables(int field, std::size_t count_max) const;

  template <typename T>
  [[nodiscard]] std::vector<T> scalars(int field, std::size_t count_max) const {
    const std::span<const std::byte> raw = elements(field, sizeof(T), count_max);
    std::vector<T> values(raw.size() / sizeof(T));
    if (!raw.empty()) std::memcpy(values.data(), raw.data(), raw.size());
    return values;
  }

  /// A vector of bytes, in place.
  [[nodiscard]] std::span<const std::byte> bytes(int field) const;

  [[nodiscard]] std::string text(int field, std::size_t length_max) const;

 private:
  Table(ByteSource& source, std::size_t position);

  /// 0 when the field is absent: no field can lie at the start of the file.
  [[nodiscard]] std::size_t field_position(int field) const;
  /// What the relative offset stored at `position` points to.
  [[nodiscard]] std::size_t follow(std::size_t position) const;
  /// The elements of a vector in place, charged for; empty when it is absent or malformed.
  [[nodiscard]] std::span<const std::byte> elements(int field, std::size_t element_size,
                                                    std::size_t count_max) const;
  [[nodiscard]] std::size_t vector_position(int field) const;

  ByteSource* source_ = nullptr;
  std::size_t position_ = 0;
  std::size_t vtable_ = 0;
  std::size_t vtable_size_ = 0;
};

}  // namespace drape::tflite
