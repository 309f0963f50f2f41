#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace drape::task {

/// Which page of a list is wanted, newest first.
struct PageRequest {
  std::int64_t number = 1;  ///< From 1.
  bool last = false;        ///< The last page, whatever its number; `number` is then not looked at.
  std::int64_t size = 20;   ///< Items on a page. REQUIRES: > 0.
};

/// One page, with the count of all the items that match. An empty list has a page 1.
template <typename T>
struct Page {
  std::int64_t count = 0;
  std::int64_t number = 1;
  std::int64_t size = 20;
  std::vector<T> items;

  [[nodiscard]] std::int64_t page_count() const {
    return std::max<std::int64_t>(1, (count + size - 1) / size);
  }
};

}  // namespace drape::task
