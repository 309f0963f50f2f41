#include "http/fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "http/text.h"

namespace drape::http {
namespace {

/// A list longer than this is not looked up item by item.
constexpr std::size_t kItemsLookedUpMax = 100;

/// Index of "field[12]"; none for another name.
std::optional<std::size_t> list_index(std::string_view name, std::string_view field) {
  if (name.size() < field.size() + 3 || !name.starts_with(field)) return std::nullopt;
  const std::string_view suffix = name.substr(field.size());
  if (suffix.front() != '[' || suffix.back() != ']') return std::nullopt;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(suffix.data() + 1, suffix.data() + suffix.size() - 1, index);
  if (error != std::errc() || end != suffix.data() + suffix.size() - 1) return std::nullopt;
  return index;
}

PrimaryKey key_of_real(double real) {
  // As Python's int() does; what does not fit cannot exist.
  const double whole = std::trunc(real);
  const bool fits = whole >= -9.2e18 && whole <= 9.2e18;
  return {fits ? static_cast<std::int64_t>(whole) : 0, python_repr(real)};
}

std::string incorrect_type(const JsonValue& value) {
  return "Incorrect type. Expected pk value, received " + std::string(value.python_type()) + ".";
}

std::string not_a_list(const JsonValue& value) {
  return "Expected a list of items but got type \"" + std::string(value.python_type()) + "\".";
}

}  // namespace

std::string does_not_exist(const PrimaryKey& key) {
  return "Invalid pk \"" + key.shown + "\" - object does not exist.";
}

std::string too_many_characters(std::size_t characters_max) {
  return "Ensure this field has no more than " + std::to_string(characters_max) + " characters.";
}

std::string too_many_elements(std::size_t items_max) {
  return "Ensure this field has no more than " + std::to_string(items_max) + " elements.";
}

tl::expected<PrimaryKey, std::string> to_primary_key(const JsonValue& value) {
  if (value.is_null()) return tl::unexpected(std::string(text::kNull));
  if (const auto* integer = value.as<std::int64_t>()) return PrimaryKey{*integer, std::to_string(*integer)};
  if (const auto* big = value.as<JsonValue::BigInteger>()) return PrimaryKey{0, big->digits};
  if (const auto* real = value.as<double>()) return key_of_real(*real);
  const auto* string = value.as<std::string>();
  if (string == nullptr) return tl::unexpected(incorrect_type(value));
  if (string->empty()) return tl::unexpected(std::string(text::kNull));
  const ParsedInteger parsed = parse_integer(*string);
  if (parsed.kind == IntegerKind::kNone) return tl::unexpected(incorrect_type(value));
  return PrimaryKey{parsed.kind == IntegerKind::kInRange ? parsed.value : 0, *string};
}

bool FieldReader::is_dictionary() {
  const auto* json = std::get_if<JsonValue>(&data_);
  if (json == nullptr || json->as<JsonValue::Dictionary>() != nullptr) return true;
  if (json->is_null()) {
    errors_.add("non_field_errors", text::kNoData);
  } else {
    errors_.add("non_field_errors",
                "Invalid data. Expected a dictionary, but got " + std::string(json->python_type()) + ".");
  }
  return false;
}

const FormField* FieldReader::last_form_field(std::string_view field) const {
  const auto* form = std::get_if<Form>(&data_);
  if (form == nullptr) return nullptr;
  const FormField* last = nullptr;
  for (const FormField& entry : *form) {
    // As in Django, files come after all texts of the same name.
    if (entry.name == field && (last == nullptr || !last->file || entry.file)) last = &entry;
  }
  return last;
}

std::optional<JsonValue> FieldReader::value(std::string_view field) const {
  if (const auto* json = std::get_if<JsonValue>(&data_)) {
    const JsonValue* member = json->member(field);
    return member == nullptr ? std::nullopt : std::optional(*member);
  }
  const FormField* last = last_form_field(field);
  if (last == nullptr) return std::nullopt;
  // A file where an id or a text belongs has no better name in JSON's types.
  return last->file ? JsonValue(JsonValue::Dictionary{}) : JsonValue(last->text);
}

std::optional<JsonValue> FieldReader::list_value(std::string_view field) const {
  const auto* form = std::get_if<Form>(&data_);
  if (form == nullptr) return value(field);
  JsonValue::List list;
  for (const FormField& entry : *form) {
    if (entry.name == field) list.emplace_back(entry.text);
  }
  if (!list.empty()) return JsonValue(std::move(list));
  std::map<std::size_t, std::string> numbered;
  for (const FormField& entry : *form) {
    if (const auto index = list_index(entry.name, field)) numbered[*index] = entry.text;
  }
  if (numbered.empty()) return std::nullopt;
  for (auto& [index, text] : numbered) list.emplace_back(std::move(text));
  return JsonValue(std::move(list));
}

bool FieldReader::has(std::string_view field) const {
  const std::optional<JsonValue> found = list_value(field);
  return found && !found->is_null();
}

std::optional<PrimaryKey> FieldReader::primary_key(std::string_view field) {
  const std::optional<JsonValue> found = value(field);
  if (!found) {
    errors_.add(field, text::kRequired);
    return std::nullopt;
  }
  auto key = to_primary_key(*found);
  if (!key) {
    errors_.add(field, key.error());
    return std::nullopt;
  }
  return *std::move(key);
}

std::optional<JsonValue::List> FieldReader::required_list(std::string_view field, std::size_t items_max) {
  std::optional<JsonValue> found = list_value(field);
  const auto refuse = [&](std::string_view message) {
    errors_.add(field, message);
    return std::nullopt;
  };
  if (!found) return refuse(text::kRequired);
  if (found->is_null()) return refuse(text::kNull);
  auto* list = std::get_if<JsonValue::List>(&found->data());
  if (list == nullptr) return refuse(not_a_list(*found));
  if (list->empty()) return refuse(text::kEmptyList);
  if (list->size() > kItemsLookedUpMax) return refuse(too_many_elements(items_max));
  return std::move(*list);
}

std::optional<FieldReader::KeyList> FieldReader::primary_keys(std::string_view field, std::size_t items_max) {
  const std::optional<JsonValue::List> list = required_list(field, items_max);
  if (!list) return std::nullopt;
  KeyList keys;
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto key = to_primary_key((*list)[i]);
    if (key) {
      keys.emplace_back(i, *std::move(key));
    } else {
      errors_.add_item(field, i, key.error());
    }
  }
  return keys;
}

std::optional<std::vector<std::pair<std::size_t, FieldReader::KeyList>>> FieldReader::key_lists(
    std::string_view field, std::size_t lists_max) {
  const std::optional<JsonValue::List> outer = required_list(field, lists_max);
  if (!outer) return std::nullopt;
  std::vector<std::pair<std::size_t, KeyList>> lists;
  for (std::size_t i = 0; i < outer->size(); ++i) {
    const auto* inner = (*outer)[i].as<JsonValue::List>();
    if (inner == nullptr) {
      errors_.add_item(field, i, not_a_list((*outer)[i]));
      continue;
    }
    if (inner->empty()) errors_.add_item(field, i, text::kEmptyList);
    KeyList keys;
    for (std::size_t k = 0; k < std::min(inner->size(), kItemsLookedUpMax); ++k) {
      auto key = to_primary_key((*inner)[k]);
      if (key) {
        keys.emplace_back(k, *std::move(key));
      } else {
        errors_.add_item(field, i, key.error());
      }
    }
    lists.emplace_back(i, std::move(keys));
  }
  return lists;
}

std::optional<std::string> FieldReader::text(std::string_view field, std::size_t characters_max) {
  const std::optional<JsonValue> found = value(field);
  if (!found || found->is_null()) return std::nullopt;
  std::string read;
  if (const auto* string = found->as<std::string>()) {
    read = *string;
  } else if (const auto* integer = found->as<std::int64_t>()) {
    read = std::to_string(*integer);
  } else if (const auto* big = found->as<JsonValue::BigInteger>()) {
    read = big->digits;
  } else if (const auto* real = found->as<double>()) {
    read = python_repr(*real);
  } else {
    errors_.add(field, text::kNotAString);
    return std::nullopt;
  }
  std::string stripped(strip(read));
  if (code_points(stripped) > characters_max) {
    errors_.add(field, too_many_characters(characters_max));
  }
  if (stripped.find('\0') != std::string::npos) errors_.add(field, text::kNullCharacters);
  if (errors_.has(field)) return std::nullopt;
  return stripped;
}

std::shared_ptr<ReceivedFile> FieldReader::file(std::string_view field) {
  if (const FormField* last = last_form_field(field)) {
    if (last->file) return last->file;
    errors_.add(field, text::kNotAFile);
    return nullptr;
  }
  const std::optional<JsonValue> found = value(field);
  errors_.add(field, !found ? text::kNoFile : found->is_null() ? text::kNull : text::kNotAFile);
  return nullptr;
}

}  // namespace drape::http
