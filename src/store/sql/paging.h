#pragma once

#include <algorithm>
#include <cstdint>

#include "base/result.h"
#include "task/page.h"

namespace drape::store::sql {

/// The empty page of a list with `count` items, its number settled. Fails with kNotFound "invalid_page".
template <typename T>
Result<task::Page<T>> settle_page(const task::PageRequest& request, std::int64_t count) {
  task::Page<T> page{count, request.number, std::max<std::int64_t>(1, request.size), {}};
  if (request.last) page.number = page.page_count();
  if (page.number < 1 || page.number > page.page_count()) {
    return fail({ErrorKind::kNotFound, "invalid_page", {"Invalid page."}, {}});
  }
  return page;
}

/// How many items stand before the page. REQUIRES: settle_page gave it.
template <typename T>
std::int64_t offset_of(const task::Page<T>& page) {
  return (page.number - 1) * page.size;
}

}  // namespace drape::store::sql
