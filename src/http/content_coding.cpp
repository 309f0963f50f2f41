#include "http/content_coding.h"

#include <algorithm>
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

std::vector<Preference> preferences(std::string_view field) {
  std::vector<Preference> all;
  while (!field.empty()) {
    const std::size_t comma = std::min(field.find(','), field.size());
    const std::string_view item = field.substr(0, comma);
    field.remove_prefix(std::min(comma + 1, field.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view weight = item.substr(std::min(semicolon + 1, item.size()));
    all.push_back({trim(item.substr(0, semicolon)), refuses(trim(weight))});
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
