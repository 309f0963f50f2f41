#include "http/router.h"

#include <algorithm>
#include <array>
#include <utility>

#include "http/text.h"

namespace drape::http {
namespace {

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  for (;;) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{');
}

bool matches(std::span<const std::string_view> pattern, std::span<const std::string_view> path) {
  return std::ranges::equal(pattern, path, [](std::string_view expected, std::string_view found) {
    return is_parameter(expected) ? !found.empty() : expected == found;
  });
}

/// Methods in the order of the framework.
std::string allow_of(const RoutedPath& path) {
  constexpr std::array<std::pair<Method, std::string_view>, 6> kOrder{{{Method::kGet, "GET"},
                                                                       {Method::kPost, "POST"},
                                                                       {Method::kPut, "PUT"},
                                                                       {Method::kPatch, "PATCH"},
                                                                       {Method::kDelete, "DELETE"},
                                                                       {Method::kHead, "HEAD"}}};
  std::string allow;
  for (const auto& [method, name] : kOrder) {
    if (path.route(method) != nullptr) allow += std::string(name) + ", ";
  }
  return allow + "OPTIONS";
}

}  // namespace

const Route* RoutedPath::route(Method method) const {
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  const auto found = std::ranges::find(routes, wanted, &Route::method);
  return found == routes.end() ? nullptr : *found;
}

task::KeyScope RoutedPath::scope(Method method) const {
  const Route* const wanted = route(method);
  if (wanted != nullptr && wanted->scope) return *wanted->scope;
  const bool looks = method == Method::kGet || method == Method::kHead || method == Method::kOptions;
  return looks ? task::KeyScope::kRead : task::KeyScope::kWrite;
}

Router::Router(std::initializer_list<std::span<const Route>> lists) {
  for (const std::span<const Route> routes : lists) {
    for (const Route& route : routes) add(route);
  }
  for (RoutedPath& path : paths_) path.allow = allow_of(path);
}

void Router::add(const Route& route) {
  auto found = std::ranges::find(paths_, route.pattern, &RoutedPath::pattern);
  if (found == paths_.end()) {
    found = paths_.insert(paths_.end(), {route.pattern, split(route.pattern), {}, {}, route.access});
  }
  found->routes.push_back(&route);
}

Router::Match Router::match(std::string_view path) const {
  if (!path.starts_with('/')) return {};
  std::string decoded;
  if (path.find('%') != std::string_view::npos) {
    decoded = percent_decode(path, false);
    path = decoded;
  }
  const std::vector<std::string_view> segments = split(path);
  for (const RoutedPath& candidate : paths_) {
    if (!matches(candidate.segments, segments)) continue;
    Match match{&candidate, {}};
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (is_parameter(candidate.segments[i])) match.parameter = segments[i];
    }
    return match;
  }
  return {};
}

}  // namespace drape::http
