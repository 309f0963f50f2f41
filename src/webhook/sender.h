#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "webhook/url.h"

namespace drape::webhook {

/// One attempt to deliver.
struct Request {
  Url url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  ///< JSON.
};

/// What an attempt came to: a reply, or the class of what went wrong.
struct Outcome {
  std::optional<int> status;  ///< HTTP status, 200..599.
  /// "refused_address", "resolve_failed", "connect_failed", "tls_failed", "timeout", "connection_lost",
  /// "bad_reply", "stopped"; empty when there was a reply.
  std::string error;
  std::optional<std::chrono::seconds> retry_after;  ///< What the reply's Retry-After asks for.
  InternalText reason;                              ///< More about the error.
};

/// Sends webhooks. Thread safe.
class Sender {
 public:
  virtual ~Sender() = default;
  /// Blocks until there is an outcome: a bounded time, or until a stop is requested ("stopped").
  [[nodiscard]] virtual Outcome send(const Request& request, const std::stop_token& stop) const = 0;
};

}  // namespace drape::webhook
