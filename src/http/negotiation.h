#pragma once

#include "http/message.h"

namespace drape::http {

/// Whether errors are wanted as RFC 9457: application/problem+json stands in Accept by its own name and is
/// wanted no less than application/json (RFC 9110, 12.5.1). A wildcard is no such wish: existing clients send
/// it and expect what they know.
[[nodiscard]] bool wants_problem(const RequestHead& head);

}  // namespace drape::http
