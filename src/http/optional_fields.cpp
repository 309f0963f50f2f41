// The readers of FieldReader for fields that may be left out.
#include <algorithm>
#include <array>
#include <limits>

#include "http/fields.h"
#include "http/text.h"

namespace drape::http {
namespace {

std::string not_a_choice(const JsonValue& value) {
  return std::string("\"").append(python_str(value)).append("\" is not a valid choice.");
}

bool is_choice(const JsonValue& value, std::span<const std::string_view> choices) {
  const auto* text = value.as<std::string>();
  return text != nullptr && std::ranges::find(choices, *text) != choices.end();
}

bool is_empty_text(const JsonValue& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr && text->empty();
}

/// Without ".000" at its end, which the framework forgives.
std::string_view without_zero_fraction(std::string_view text) {
  text = strip(text);
  const std::size_t digits = text.find_last_not_of('0');
  return digits != std::string_view::npos && text[digits] == '.' ? text.substr(0, digits) : text;
}

/// As the framework's IntegerField reads it. None for what is no integer.
std::optional<ParsedInteger> to_integer(const JsonValue& value) {
  if (const auto* integer = value.as<std::int64_t>()) return ParsedInteger{IntegerKind::kInRange, *integer};
  std::string text;
  if (const auto* string = value.as<std::string>()) {
    text = *string;
  } else if (const auto* real = value.as<double>()) {
    text = python_repr(*real);
  } else if (const auto* big = value.as<JsonValue::BigInteger>()) {
    text = big->digits;
  }
  ParsedInteger parsed = parse_integer(without_zero_fraction(text));
  if (parsed.kind == IntegerKind::kNone) return std::nullopt;
  if (parsed.kind == IntegerKind::kTooLarge) {
    parsed.value = strip(text).starts_with('-') ? std::numeric_limits<std::int64_t>::min()
                                                : std::numeric_limits<std::int64_t>::max();
  }
  return parsed;
}

constexpr std::array<std::string_view, 14> kTrueTexts = {"t",    "T",    "y",    "Y",  "yes", "Yes", "YES",
                                                         "true", "True", "TRUE", "on", "On",  "ON",  "1"};
constexpr std::array<std::string_view, 14> kFalseTexts = {
    "f", "F", "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF", "0"};

std::optional<bool> to_boolean(const JsonValue& value) {
  if (const auto* boolean = value.as<bool>()) return *boolean;
  std::string text;
  if (const auto* integer = value.as<std::int64_t>()) text = std::to_string(*integer);
  if (const auto* string = value.as<std::string>()) text = *string;
  if (std::ranges::find(kTrueTexts, text) != kTrueTexts.end()) return true;
  if (std::ranges::find(kFalseTexts, text) != kFalseTexts.end()) return false;
  return std::nullopt;
}

}  // namespace

std::optional<JsonValue> FieldReader::optional_value(std::string_view field, bool may_be_null) {
  std::optional<JsonValue> found = value(field);
  if (!found) return std::nullopt;
  const auto* text = found->as<std::string>();
  if (text != nullptr && text->empty() && std::holds_alternative<Form>(data_)) return std::nullopt;
  if (!found->is_null()) return found;
  if (!may_be_null) errors_.add(field, text::kNull);
  return std::nullopt;
}

std::optional<std::string> FieldReader::choice(std::string_view field,
                                               std::span<const std::string_view> choices) {
  const std::optional<JsonValue> found = optional_value(field, false);
  if (!found) return std::nullopt;
  if (is_choice(*found, choices)) return *found->as<std::string>();
  errors_.add(field, not_a_choice(*found));
  return std::nullopt;
}

std::optional<FieldReader::Choices> FieldReader::choices(std::string_view field,
                                                         std::span<const std::string_view> allowed) {
  const std::optional<JsonValue> found = list_value(field);
  if (!found) return std::nullopt;
  const auto* list = found->as<JsonValue::List>();
  if (list == nullptr) {
    std::optional<std::string> one = choice(field, allowed);
    return one ? std::optional(Choices{{*std::move(one)}, true}) : std::nullopt;
  }
  const bool from_form = std::holds_alternative<Form>(data_);
  if (from_form && std::ranges::all_of(*list, is_empty_text)) return std::nullopt;
  Choices choices;
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (is_choice((*list)[i], allowed)) {
      choices.values.push_back(*(*list)[i].as<std::string>());
    } else {
      errors_.add_item(field, i, (*list)[i].is_null() ? std::string(text::kNull) : not_a_choice((*list)[i]));
    }
  }
  // A form cannot tell a text from a list of one.
  choices.for_all = from_form && choices.values.size() == 1;
  return errors_.has(field) ? std::nullopt : std::optional(std::move(choices));
}

std::optional<std::int64_t> FieldReader::integer(std::string_view field, const IntegerRange& range) {
  const std::optional<JsonValue> found = optional_value(field, range.may_be_null);
  if (!found) return std::nullopt;
  const std::optional<ParsedInteger> integer = to_integer(*found);
  if (!integer) {
    errors_.add(field, text::kNotAnInteger);
  } else if (integer->value > range.max) {
    errors_.add(field, "Ensure this value is less than or equal to " + std::to_string(range.max) + ".");
  } else if (integer->value < range.min) {
    errors_.add(field, "Ensure this value is greater than or equal to " + std::to_string(range.min) + ".");
  } else {
    return integer->value;
  }
  return std::nullopt;
}

std::optional<bool> FieldReader::boolean(std::string_view field) {
  const std::optional<JsonValue> found = optional_value(field, false);
  if (!found) return std::nullopt;
  const std::optional<bool> boolean = to_boolean(*found);
  if (!boolean) errors_.add(field, text::kNotABoolean);
  return boolean;
}

}  // namespace drape::http
