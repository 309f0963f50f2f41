#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/clock.h"
#include "task/content_hash.h"
#include "task/picture.h"

namespace drape::store::sql {

// Between the domain's types and what stands in columns. A column that holds what no version of the program
// writes is a defect of the database: std::runtime_error, which ends as kInternal.

inline std::int64_t to_column(Timestamp time) {
  return time.time_since_epoch().count();
}

inline Timestamp timestamp_from(std::int64_t column) {
  return Timestamp(std::chrono::microseconds(column));
}

inline std::int64_t to_microseconds(std::chrono::milliseconds duration) {
  return std::chrono::microseconds(duration).count();
}

template <typename T>
T required(const std::optional<T>& value, const std::string& column) {
  if (!value) throw std::runtime_error("unexpected value in the database: " + column);
  return *value;
}

/// Codes are plain words, kept in one column with spaces between them.
inline std::string join_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

inline std::vector<std::string> split_words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// The columns of one stored picture.
struct PictureColumns {
  std::string hash;
  std::string format;
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::int64_t bytes = 0;

  static PictureColumns of(const task::StoredPicture& picture) {
    return {picture.hash.hex(), std::string(task::to_string(picture.format)), picture.width, picture.height,
            picture.bytes};
  }
  [[nodiscard]] task::StoredPicture picture() const {
    return {required(task::ContentHash::from_hex(hash), hash),
            required(task::picture_format_from(format), format), static_cast<int>(width),
            static_cast<int>(height), bytes};
  }
};

}  // namespace drape::store::sql
