#include "http/conditional.h"

#include <algorithm>
#include <charconv>
#include <ctime>

#include "http/head_writer.h"

namespace drape::http {
namespace {

/// Is the tag in a list like `"a", W/"b"`? Weak comparison: W/ makes no difference.
bool lists_tag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view tag = trim(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  std::tm parts{};
  const std::string terminated(text);
  const char* end = strptime(terminated.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return timegm(&parts);
}

/// A number of the Range header; none when it is empty or anything but digits.
std::optional<std::int64_t> parse_position(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || text.front() == '-') return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

RangeRequest part(std::int64_t first, std::int64_t last, std::int64_t size) {
  if (first >= size) return {RangeKind::kUnsatisfiable, {}};
  return {RangeKind::kPart, {first, std::min(last, size - 1) - first + 1}};
}

}  // namespace

bool is_not_modified(const RequestHead& head, const FileVersion& version) {
  const std::string_view tags = head.header("if-none-match");
  if (!tags.empty()) return trim(tags) == "*" || lists_tag(tags, version.etag);
  const auto since = parse_http_date(head.header("if-modified-since"));
  return since && version.modified_seconds <= *since;
}

RangeRequest requested_range(const RequestHead& head, const FileVersion& version) {
  constexpr std::string_view kUnit = "bytes=";
  const std::string_view header = head.header("range");
  if (head.method != Method::kGet || !header.starts_with(kUnit)) return {};
  const std::string_view condition = head.header("if-range");
  if (!condition.empty() && condition != version.etag && condition != http_date(version.modified_seconds))
    return {};

  const std::string_view range = trim(header.substr(kUnit.size()));
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
  const auto first = parse_position(range.substr(0, dash));
  const auto last = parse_position(range.substr(dash + 1));
  if (first && last) return *first > *last ? RangeRequest{} : part(*first, *last, version.size);
  if (first && dash + 1 == range.size()) return part(*first, version.size - 1, version.size);
  if (!last || dash != 0) return {};
  if (*last == 0) return {RangeKind::kUnsatisfiable, {}};
  return part(std::max<std::int64_t>(0, version.size - *last), version.size - 1, version.size);
}

}  // namespace drape::http
