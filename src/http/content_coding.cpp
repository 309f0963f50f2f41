#include "http/content_coding.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "http/message.h"

namespace drape::http {
namespace {

struct Preference {
  std::string_view coding;
  bool refused = false;
};

/// "q=0", "q=0.0", "q=0.000": not acceptable.
bool refuses(std::string_view weight) {
  if (weight.size() < 3 || (weight.front() != 'q' && weight.front() != 'Q') || weight[1] != '=') return false;
  return weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

/// What is before the first separator, and what is behind it.
std::pair<std::string_view, std::string_view> cut(std::string_view text, char separator) {
  const std::size_t found = text.find(separator);
  if (found == std::string_view::npos) return {text, {}};
  return {text.substr(0, found), text.substr(found + 1)};
}

std::vector<Preference> preferences(std::string_view field) {
  std::vector<Preference> all;
  while (!field.empty()) {
    const auto [item, rest] = cut(field, ',');
    const auto [coding, weight] = cut(item, ';');
    all.push_back({trim(coding), refuses(trim(weight))});
    field = rest;
  }
  return all;
}

}  // namespace

std::string_view choose_coding(std::string_view accept_encoding,
                               std::span<const std::string_view> available) {
  const std::vector<Preference> wanted = preferences(accept_encoding);
  const auto named = [&](std::string_view coding) {
    return std::ranges::find_if(
        wanted, [&](const Preference& one) { return equals_ignoring_case(one.coding, coding); });
  };
  for (const std::string_view coding : available) {
    auto found = named(coding);
    if (found == wanted.end()) found = named("*");
    if (found != wanted.end() && !found->refused) return coding;
  }
  return {};
}

}  // namespace drape::http
