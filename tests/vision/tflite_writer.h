#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace drape::tflite {

/// A FlatBuffer table to be written, for tests: small networks, whole or deliberately wrong.
class TableToWrite {
 public:
  template <typename T>
  TableToWrite& scalar(int field, T value) {
    scalars_[field] = bytes_of(&value, 1);
    return *this;
  }
  TableToWrite& table(int field, TableToWrite value) {
    tables_[field] = {std::move(value)};
    return *this;
  }
  TableToWrite& tables(int field, std::vector<TableToWrite> values) {
    table_vectors_[field] = std::move(values);
    return *this;
  }
  template <typename T>
  TableToWrite& vector(int field, const std::vector<T>& values) {
    vectors_[field] = {values.size(), bytes_of(values.data(), values.size())};
    return *this;
  }
  TableToWrite& text(int field, std::string_view value) {
    return vector(field, std::vector<char>(value.begin(), value.end()));
  }

  /// The finished file with the identifier of TFLite.
  [[nodiscard]] std::vector<std::byte> file() const;

 private:
  using Bytes = std::vector<std::byte>;

  template <typename T>
  static Bytes bytes_of(const T* values, std::size_t count) {
    Bytes bytes(count * sizeof(T));
    if (count > 0) std::memcpy(bytes.data(), values, bytes.size());
    return bytes;
  }
  /// Appends the table and all that it points to; returns where the table begins.
  std::size_t append_to(Bytes& file) const;

  std::map<int, Bytes> scalars_;
  std::map<int, std::vector<TableToWrite>> tables_;
  std::map<int, std::vector<TableToWrite>> table_vectors_;
  std::map<int, std::pair<std::size_t, Bytes>> vectors_;
};

}  // namespace drape::tflite
