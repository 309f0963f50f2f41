#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/json.h"
#include "http/limits.h"
#include "http/text.h"
#include "task/page.h"

namespace drape::http {

/// Reads `page` and `page_size`. None: the page cannot exist ("Invalid page."). A bad page size counts as not
/// given, one over the maximum as the maximum.
[[nodiscard]] std::optional<task::PageRequest> parse_page(const QueryParameters& query, const Limits& limits);

/// Where a list is found: origin ("https://host"), path, and the parameters of the request.
struct ListAddress {
  std::string origin;
  std::string_view path;
  const QueryParameters& query;
};

/// The list's address with another page number; page 1 as none. Parameters sorted by name, as the framework
/// writes them.
[[nodiscard]] std::string page_link(const ListAddress& address, std::int64_t number);

/// {"count", "next", "previous", "results"}
template <typename T>
[[nodiscard]] Json page_json(const task::Page<T>& page, const ListAddress& address, Json results) {
  Json json;
  json["count"] = page.count;
  json["next"] = page.number < page.page_count() ? Json(page_link(address, page.number + 1)) : Json();
  json["previous"] = page.number > 1 ? Json(page_link(address, page.number - 1)) : Json();
  json["results"] = std::move(results);
  return json;
}

}  // namespace drape::http
