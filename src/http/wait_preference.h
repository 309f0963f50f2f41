#pragma once

#include <chrono>
#include <optional>

#include "http/errors.h"
#include "http/message.h"

namespace drape::http {

/// Nobody waits longer for the end of a task; who asks for more gets this.
inline constexpr std::chrono::seconds kWaitMax{60};

/// How long a client wants to wait for the end of a task.
struct WaitPreference {
  std::chrono::seconds time{0};
  /// It said so with a Prefer header (RFC 7240): the reply tells that the wish was granted.
  bool preferred = false;
};

/// `?wait=N`, else the header `Prefer: wait=N`; none: the client does not want to wait. A parameter that is
/// no number of seconds is an error; such a preference is not heeded, as the standard wants it.
[[nodiscard]] std::optional<WaitPreference> read_wait(const RequestHead& head, FieldErrors& errors);

}  // namespace drape::http
