#include "http/wait_preference.h"

#include <algorithm>
#include <string_view>

#include "http/text.h"

namespace drape::http {
namespace {

constexpr std::string_view kWait = "wait";

/// Takes the text up to the next `end` that is not inside quotes off `text`.
std::string_view take_until(std::string_view& text, char end) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < text.size() && (quoted || text[at] != end); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (quoted && text[at] == '\\') ++at;
  }
  at = std::min(at, text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

/// The value of the preference `wait` that comes first, in one header or several.
std::optional<std::string_view> preferred_wait(const RequestHead& head) {
  for (const HeaderView& field : head.headers) {
    if (!equals_ignoring_case(field.name, "prefer")) continue;
    std::string_view list = field.value;
    while (!list.empty()) {
      std::string_view preference = take_until(list, ',');
      std::string_view value = take_until(preference, ';');  // what follows are parameters of it
      const std::string_view name = trim(take_until(value, '='));
      if (equals_ignoring_case(name, kWait)) return without_quotes(trim(value));
    }
  }
  return std::nullopt;
}

/// REQUIRES: not negative.
std::chrono::seconds bounded(const ParsedInteger& seconds) {
  if (seconds.kind == IntegerKind::kTooLarge) return kWaitMax;
  return std::min(std::chrono::seconds(seconds.value), kWaitMax);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<WaitPreference> read_wait(const RequestHead& head, FieldErrors& errors) {
  const QueryParameters query(head.query);
  if (const auto text = query.last(kWait)) {
    const ParsedInteger seconds = parse_integer(*text);
    const bool negative =
        seconds.kind == IntegerKind::kTooLarge ? strip(*text).starts_with('-') : seconds.value < 0;
    if (seconds.kind == IntegerKind::kNone) {
      errors.add(kWait, text::kNotAnInteger);
    } else if (negative) {
      errors.add(kWait, "Ensure this value is greater than or equal to 0.");
    } else {
      return WaitPreference{bounded(seconds), false};
    }
    return std::nullopt;
  }
  const std::optional<std::string_view> wait = preferred_wait(head);
  if (!wait || !is_digits(*wait)) return std::nullopt;
  return WaitPreference{bounded(parse_integer(*wait)), true};
}

}  // namespace drape::http
