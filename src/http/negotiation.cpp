#include "http/negotiation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace drape::http {
namespace {

/// Takes what stands before the separator off the front, and the separator with it; one within quotes does
/// not count.
std::string_view cut(std::string_view& text, char separator) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < text.size() && (quoted || text[end] != separator); ++end) {
    if (text[end] == '\\' && quoted)
      ++end;
    else if (text[end] == '"')
      quoted = !quoted;
  }
  end = std::min(end, text.size());
  const std::string_view front = trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return front;
}

/// Thousandths of a weight ("0.8" -> 800); none when it is no weight.
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int thousandths = text[0] == '1' ? 1000 : 0;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int scale = 100;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return std::nullopt;
    thousandths += scale * (digit - '0');
    scale /= 10;
  }
  return thousandths > 1000 ? std::nullopt : std::optional(thousandths);
}

/// The weight among a range's parameters; what is no weight makes the range unwanted.
int weight_of(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = cut(parameters, ';');
    const std::string_view name = cut(value, '=');
    if (equals_ignoring_case(name, "q")) return parse_weight(trim(value)).value_or(0);
  }
  return 1000;
}

/// What Accept says of one media type, by the range that names it most closely.
struct Wish {
  std::array<std::string_view, 3> ranges;  ///< From the widest to the type itself.
  int closeness = -1;                      ///< Index of the closest range that was found.
  int weight = 0;

  void see(std::string_view range, int range_weight) {
    for (int i = 0; i < static_cast<int>(ranges.size()); ++i) {
      if (i < closeness || !equals_ignoring_case(range, ranges[static_cast<std::size_t>(i)])) continue;
      closeness = i;
      weight = range_weight;
    }
  }
  [[nodiscard]] bool by_name() const { return closeness == static_cast<int>(ranges.size()) - 1; }
};

}  // namespace

bool wants_problem(const RequestHead& head) {
  Wish problem{{"*/*", "application/*", "application/problem+json"}};
  Wish json{{"*/*", "application/*", "application/json"}};
  for (const HeaderView& field : head.headers) {
    if (!equals_ignoring_case(field.name, "accept")) continue;
    std::string_view list = field.value;
    while (!list.empty()) {
      std::string_view parameters = cut(list, ',');
      const std::string_view range = cut(parameters, ';');
      const int weight = weight_of(parameters);
      problem.see(range, weight);
      json.see(range, weight);
    }
  }
  return problem.by_name() && problem.weight > 0 && problem.weight >= json.weight;
}

}  // namespace drape::http
