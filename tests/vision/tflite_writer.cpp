#include "tflite_writer.h"

#include <set>

namespace drape::tflite {

namespace {

using Bytes = std::vector<std::byte>;

template <typename T>
void put(Bytes& file, std::size_t at, T value) {
  std::memcpy(file.data() + at, &value, sizeof(T));
}

template <typename T>
void append(Bytes& file, T value) {
  file.resize(file.size() + sizeof(T));
  put(file, file.size() - sizeof(T), value);
}

/// Makes the offset stored at `from` point to `to`, which lies behind it.
void point(Bytes& file, std::size_t from, std::size_t to) {
  put(file, from, static_cast<std::uint32_t>(to - from));
}

}  // namespace

std::vector<std::byte> TableToWrite::file() const {
  Bytes file(8);
  std::memcpy(file.data() + 4, "TFL3", 4);
  const std::size_t root = append_to(file);
  point(file, 0, root);
  return file;
}

std::size_t TableToWrite::append_to(Bytes& file) const {
  std::set<int> fields;
  for (const auto& [field, value] : scalars_) fields.insert(field);
  for (const auto& [field, value] : tables_) fields.insert(field);
  for (const auto& [field, value] : table_vectors_) fields.insert(field);
  for (const auto& [field, value] : vectors_) fields.insert(field);
  constexpr std::size_t kSlot = 8;  // Room for any scalar or offset.
  const std::size_t field_count = fields.empty() ? 0 : static_cast<std::size_t>(*fields.rbegin()) + 1;
  const std::size_t vtable = file.size();
  append(file, static_cast<std::uint16_t>(4 + 2 * field_count));
  append(file, static_cast<std::uint16_t>(4 + kSlot * fields.size()));
  file.resize(file.size() + 2 * field_count);
  const std::size_t table = file.size();
  append(file, static_cast<std::int32_t>(table - vtable));
  std::map<int, std::size_t> slots;
  for (const int field : fields) {
    slots[field] = file.size();
    put(file, vtable + 4 + 2 * static_cast<std::size_t>(field),
        static_cast<std::uint16_t>(file.size() - table));
    file.resize(file.size() + kSlot);
  }
  for (const auto& [field, value] : scalars_)
    std::memcpy(file.data() + slots[field], value.data(), value.size());
  for (const auto& [field, value] : vectors_) {
    point(file, slots[field], file.size());
    append(file, static_cast<std::uint32_t>(value.first));
    file.insert(file.end(), value.second.begin(), value.second.end());
  }
  for (const auto& [field, value] : tables_) {
    const std::size_t child = value.front().append_to(file);
    point(file, slots[field], child);
  }
  for (const auto& [field, values] : table_vectors_) {
    point(file, slots[field], file.size());
    append(file, static_cast<std::uint32_t>(values.size()));
    const std::size_t first = file.size();
    file.resize(file.size() + 4 * values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::size_t child = values[i].append_to(file);
      point(file, first + 4 * i, child);
    }
  }
  return table;
}

}  // namespace drape::tflite
