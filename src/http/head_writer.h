#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace drape::http {

/// What decides about the connection's fields in a reply's head.
struct HeadOptions {
  bool keep_alive = true;
  bool http_1_0 = false;
  bool live = false;  ///< Nobody knows the body's length: in chunks, or to HTTP/1.0 until the end.
};

/// Appends status line and header fields of a reply, up to and with the empty line. A field value with a
/// control character is left out: nothing that a client sent can add a line to a head.
void write_head(std::string& out, const Response& response, std::string_view request_id,
                const HeadOptions& options);

/// A reply with this status has no body, whatever the request was.
[[nodiscard]] bool has_no_body(int status);

/// "Sun, 06 Nov 1994 08:49:37 GMT" for seconds since 1970.
[[nodiscard]] std::string http_date(std::int64_t seconds);

}  // namespace drape::http
