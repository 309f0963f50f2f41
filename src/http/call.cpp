#include "http/call.h"

#include "base/log.h"

namespace drape::http {

Response Call::reply(const Json& json) {
  Response response;
  response.body = to_text(json);
  return response;
}

Response Call::error(const Error& error) const {
  const int status = status_of(error.kind);
  if (status == 500) {
    log::error(
        "request_failed",
        {{"request_id", head_.request_id}, {"code", error.code}, {"reason", error.internal_text.value}});
    return error_response(head_, 500, text::kInternal);
  }
  if (status == 503) {
    log::warn(
        "request_turned_away",
        {{"request_id", head_.request_id}, {"code", error.code}, {"reason", error.internal_text.value}});
    return unavailable_response(head_, error.public_text.value);
  }
  return error_response(head_, status, error.public_text.value);
}

Response Call::no_match(std::string_view object) const {
  return error(404, "No " + std::string(object) + " matches the given query.");
}

Response Call::gone() const {
  return error(410, text::kRepliedAndDeleted);
}

}  // namespace drape::http
