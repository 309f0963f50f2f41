#include "http/task_filters.h"

#include <charconv>
#include <cmath>

namespace drape::http {
namespace {

/// `garment_images` (NumberFilter): any number will do; one that is no id matches nothing.
void read_garment_filter(std::string_view text, TaskQuery& query, FieldErrors& errors) {
  text = strip(text);
  if (text.empty()) return;
  double number = 0;
  const std::string_view unsigned_text = text.starts_with('+') ? text.substr(1) : text;
  const auto [end, error] =
      std::from_chars(unsigned_text.data(), unsigned_text.data() + unsigned_text.size(), number);
  const bool is_number = error != std::errc::invalid_argument &&
                         end == unsigned_text.data() + unsigned_text.size() &&
                         unsigned_text.find_first_of("nN") == std::string_view::npos;
  if (!is_number) {
    errors.add("garment_images", text::kNotANumber);
    return;
  }
  ParsedInteger integer = parse_integer(text);
  if (integer.kind == IntegerKind::kNone && number == std::trunc(number) && std::abs(number) < 9e18) {
    integer = {IntegerKind::kInRange, static_cast<std::int64_t>(number)};  // 88.0 and 8.8e1 are 88 too
  }
  query.filter.garment_image =
      task::GarmentImageId::from(integer.kind == IntegerKind::kInRange ? integer.value : 0);
  query.nothing = query.nothing || !query.filter.garment_image;
}

/// `tryon_person_image` (ModelChoiceFilter): has to be one of the account's own.
Status read_person_filter(const Call& call, std::string_view text, TaskQuery& query, FieldErrors& errors) {
  if (text.empty()) return {};
  const ParsedInteger integer = parse_integer(text);
  const auto id = task::PersonImageId::from(integer.kind == IntegerKind::kInRange ? integer.value : 0);
  if (id) {
    const auto image = call.services().person_images().find(call.account(), *id);
    if (image) {
      query.filter.person_image = *id;
      return {};
    }
    if (image.error().kind != ErrorKind::kNotFound) return fail(image.error());
  }
  errors.add("tryon_person_image", text::kInvalidChoice);
  return {};
}

void read_status_filter(std::string_view text, TaskQuery& query, FieldErrors& errors) {
  if (text.empty()) return;
  query.filter.status = task::task_status_from(text);
  if (!query.filter.status) errors.add("status", text::kInvalidChoice);
}

}  // namespace

Status read_filters(const Call& call, TaskQuery& query, FieldErrors& errors) {
  const QueryParameters parameters = call.query();
  read_garment_filter(parameters.last("garment_images").value_or(""), query, errors);
  Status read = read_person_filter(call, parameters.last("tryon_person_image").value_or(""), query, errors);
  if (!read) return read;
  read_status_filter(parameters.last("status").value_or(""), query, errors);
  return {};
}

}  // namespace drape::http
