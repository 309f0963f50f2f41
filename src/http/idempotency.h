#pragma once

#include <optional>
#include <string_view>
#include <tl/expected.hpp>

#include "http/call.h"
#include "http/fingerprint.h"
#include "http/router.h"

namespace drape::http {

inline constexpr std::size_t kIdempotencyKeyMax = 255;

/// The request's Idempotency-Key: none when it has none; the error is a sentence for the client, when there
/// is more than one, or it is not 1..kIdempotencyKeyMax visible ASCII characters.
[[nodiscard]] tl::expected<std::optional<std::string_view>, std::string_view> idempotency_key(
    const RequestHead& head);

/// A request that its client named.
struct NamedRequest {
  std::string_view key;
  Fingerprint& fingerprint;  ///< Of the body; this adds the rest.
};

/// Runs the route's handler for a request that was not carried out yet, else answers as it was answered then.
/// Only successes are kept: whatever else is answered, nothing was done, and a repetition may do it.
[[nodiscard]] Response answer_once(Call& call, const Route& route, const NamedRequest& request);

}  // namespace drape::http
