#include "http/pagination.h"

#include <algorithm>
#include <map>
#include <vector>

namespace drape::http {

std::optional<task::PageRequest> parse_page(const QueryParameters& query, const Limits& limits) {
  task::PageRequest page;
  page.size = limits.page_size_default;
  const ParsedInteger size = parse_integer(query.last("page_size").value_or(""));
  if (size.kind == IntegerKind::kTooLarge && !strip(*query.last("page_size")).starts_with('-')) {
    page.size = limits.page_size_max;
  } else if (size.kind == IntegerKind::kInRange && size.value > 0) {
    page.size = std::min(size.value, limits.page_size_max);
  }

  const std::string_view number = query.last("page").value_or("");
  if (number.empty()) return page;
  if (number == "last") {
    page.last = true;
    return page;
  }
  const ParsedInteger parsed = parse_integer(number);
  if (parsed.kind != IntegerKind::kInRange || parsed.value < 1) return std::nullopt;
  page.number = parsed.value;
  return page;
}

std::string page_link(const ListAddress& address, std::int64_t number) {
  std::map<std::string_view, std::vector<std::string>> parameters;
  for (const auto& [name, value] : address.query.all()) parameters[name].push_back(value);
  parameters.erase("page");
  if (number > 1) parameters["page"] = {std::to_string(number)};
  std::string link = address.origin;
  link += address.path;
  if (!address.path.ends_with('/')) link += '/';
  char separator = '?';
  for (const auto& [name, values] : parameters) {
    for (const std::string& value : values) {
      link += separator;
      link += encode_query_component(name);
      link += '=';
      link += encode_query_component(value);
      separator = '&';
    }
  }
  return link;
}

}  // namespace drape::http
