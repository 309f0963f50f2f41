#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/errors.h"
#include "http/request_data.h"

namespace drape::http {

/// An id as a client wrote it.
struct PrimaryKey {
  std::int64_t value = 0;  ///< 0 or negative: cannot exist (nor can one that does not fit 64 bits).
  std::string shown;       ///< The text for messages.
};

/// "Invalid pk \"99\" - object does not exist."
[[nodiscard]] std::string does_not_exist(const PrimaryKey& key);

/// Reads the fields of a body with the rules and messages of Django REST Framework's serializer fields. What
/// is wrong goes into the errors; the functions then return none.
class FieldReader {
 public:
  /// REQUIRES: both outlive this.
  FieldReader(RequestData& data, FieldErrors& errors) : data_(data), errors_(errors) {}

  /// Is the body a dictionary at all? To be asked first.
  [[nodiscard]] bool is_dictionary();

  /// A required id (PrimaryKeyRelatedField).
  [[nodiscard]] std::optional<PrimaryKey> primary_key(std::string_view field);

  /// Position in the list and id.
  using KeyList = std::vector<std::pair<std::size_t, PrimaryKey>>;
  /// A required list of at least one id (ListField of PrimaryKeyRelatedField). Good items come back even when
  /// others are wrong. A list over `items_max` is measured by the caller after it has looked the items up, as
  /// the framework does; only one that is absurdly long is refused here.
  [[nodiscard]] std::optional<KeyList> primary_keys(std::string_view field, std::size_t items_max);

  /// A required list of at least one list of ids, each of at least one. What is wrong with an item of the
  /// outer list is told under its place there. As above, good ones come back, and only absurd lengths are
  /// refused here.
  [[nodiscard]] std::optional<std::vector<std::pair<std::size_t, KeyList>>> key_lists(std::string_view field,
                                                                                      std::size_t lists_max);

  /// Is there such a field, with a value that is not null?
  [[nodiscard]] bool has(std::string_view field) const;

  /// An optional text without white space at its ends, of at most `characters_max` (CharField, may be blank
  /// or null). None when it is missing, null or wrong.
  [[nodiscard]] std::optional<std::string> text(std::string_view field, std::size_t characters_max);

  /// One of some texts (ChoiceField). None when it is missing or wrong.
  [[nodiscard]] std::optional<std::string> choice(std::string_view field,
                                                  std::span<const std::string_view> choices);

  /// A choice for each of several things: one for all of them, or a list with one for each.
  struct Choices {
    std::vector<std::string> values;
    bool for_all = false;  ///< There is one value, and it is meant for all.
  };
  /// None when it is missing or wrong. A list is not measured here.
  [[nodiscard]] std::optional<Choices> choices(std::string_view field,
                                               std::span<const std::string_view> allowed);

  struct IntegerRange {
    std::int64_t min = 0;
    std::int64_t max = 0;
    bool may_be_null = false;
  };
  /// An integer (IntegerField). None when it is missing, null or wrong.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view field, const IntegerRange& range);

  /// Yes or no (BooleanField). None when it is missing or wrong.
  [[nodiscard]] std::optional<bool> boolean(std::string_view field);

  /// A required file (FileField).
  [[nodiscard]] std::shared_ptr<ReceivedFile> file(std::string_view field);

 private:
  [[nodiscard]] const FormField* last_form_field(std::string_view field) const;
  /// The value as JSON: a form's texts are strings. None: missing. A file gives none as well.
  [[nodiscard]] std::optional<JsonValue> value(std::string_view field) const;
  [[nodiscard]] std::optional<JsonValue> list_value(std::string_view field) const;
  [[nodiscard]] std::optional<JsonValue::List> required_list(std::string_view field, std::size_t items_max);
  /// The value of a field that may be left out, which an empty text of a form means as well. Null is an error
  /// unless it may be; none then, too.
  [[nodiscard]] std::optional<JsonValue> optional_value(std::string_view field, bool may_be_null);

  RequestData& data_;
  FieldErrors& errors_;
};

/// Reads one id; on failure the message.
[[nodiscard]] tl::expected<PrimaryKey, std::string> to_primary_key(const JsonValue& value);

/// "Ensure this field has no more than 255 characters."
[[nodiscard]] std::string too_many_characters(std::size_t characters_max);
/// "Ensure this field has no more than 6 elements."
[[nodiscard]] std::string too_many_elements(std::size_t items_max);

}  // namespace drape::http
