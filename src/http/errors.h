#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/json.h"
#include "http/message.h"

namespace drape::http {

/// The sentences of the API's errors, word by word as Django REST Framework has them.
namespace text {
inline constexpr std::string_view kNotFound = "Not found.";
inline constexpr std::string_view kNoCredentials = "Authentication credentials were not provided.";
inline constexpr std::string_view kWrongCredentials = "Incorrect authentication credentials.";
inline constexpr std::string_view kForbidden = "You do not have permission to perform this action.";
inline constexpr std::string_view kInternal = "Internal server error.";
inline constexpr std::string_view kRequired = "This field is required.";
inline constexpr std::string_view kNull = "This field may not be null.";
inline constexpr std::string_view kBlank = "This field may not be blank.";
inline constexpr std::string_view kNoFile = "No file was submitted.";
inline constexpr std::string_view kNotAFile =
    "The submitted data was not a file. Check the encoding type on the form.";
inline constexpr std::string_view kNotAString = "Not a valid string.";
inline constexpr std::string_view kNotAnInteger = "A valid integer is required.";
inline constexpr std::string_view kNotABoolean = "Must be a valid boolean.";
inline constexpr std::string_view kEmptyList = "This list may not be empty.";
inline constexpr std::string_view kNullCharacters = "Null characters are not allowed.";
inline constexpr std::string_view kNoData = "No data provided";
inline constexpr std::string_view kInvalidPage = "Invalid page.";
inline constexpr std::string_view kInvalidChoice =
    "Select a valid choice. That choice is not one of the available choices.";
inline constexpr std::string_view kNotANumber = "Enter a number.";
inline constexpr std::string_view kRepliedAndDeleted =
    "This request was carried out before, and the image that it was about has been deleted since.";
}  // namespace text

/// What is wrong with the fields of a request: {"field":["message"]}, for items of a list
/// {"field":{"0":["message"]}}.
class FieldErrors {
 public:
  FieldErrors() = default;
  /// These fields come first and in this order, whichever is found wrong first.
  FieldErrors(std::initializer_list<std::string_view> order);

  void add(std::string_view field, std::string_view message);
  void add_item(std::string_view field, std::size_t index, std::string_view message);
  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool has(std::string_view field) const;
  [[nodiscard]] Json json() const;
  /// "The request has errors in its fields: garment_image_ids, image."
  [[nodiscard]] std::string summary() const;

 private:
  struct Entry {
    std::string field;
    std::vector<std::string> messages;
    std::map<std::size_t, std::vector<std::string>> items;
    [[nodiscard]] bool clean() const { return messages.empty() && items.empty(); }
  };
  Entry& entry(std::string_view field);

  std::vector<Entry> fields_;
};

/// {"detail": "..."}; for who asked for it (http/negotiation.h) the same as a problem (RFC 9457). Its type is
/// about:blank, since the status says what kind of problem it is; `instance` is the request's id.
[[nodiscard]] Response error_response(const RequestHead& head, int status, std::string_view detail);
/// 400 with the fields' messages, or the same as a problem with them under `errors`.
[[nodiscard]] Response error_response(const RequestHead& head, const FieldErrors& errors);

/// The status for a kind of failure of the services.
[[nodiscard]] int status_of(ErrorKind kind);

/// Reply 429 or 503 with Retry-After.
[[nodiscard]] Response throttled_response(const RequestHead& head, int wait_seconds);
[[nodiscard]] Response unavailable_response(const RequestHead& head, std::string_view detail);

}  // namespace drape::http
