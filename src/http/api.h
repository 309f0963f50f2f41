#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "http/authentication_throttle.h"
#include "http/call.h"
#include "http/client_address.h"
#include "http/exchange.h"
#include "http/rate_limiter.h"
#include "http/router.h"

namespace drape::http {

/// Which web pages may use the server.
struct CorsOptions {
  /// Origins that may call the API and read pictures; "*": all; empty: none. A key is needed all the same,
  /// and no cookie is ever looked at, so that "*" gives nothing away.
  std::vector<std::string> origins{"*"};
};

/// Every operation of the server. The OpenAPI document describes the same set.
[[nodiscard]] std::span<const Route> all_routes();

/// The pages for people: the console and the documentation, with their files. No operations: the OpenAPI
/// document does not list them, and no reply of theirs depends on who asks.
[[nodiscard]] std::span<const Route> console_routes();

/// The Try-On API v2 with what belongs to it: signed pictures, health, metrics, the OpenAPI document.
class Api final : public Application {
 public:
  struct Options {
    Limits limits;
    CorsOptions cors;
    /// Who may say in X-Forwarded-For whom a request comes from; empty: nobody.
    std::vector<IpNetwork> trusted_proxies;
    bool console = true;  ///< Serve console_routes() too; without them their paths are unknown ones.
  };
  /// REQUIRES: all outlive this.
  Api(service::Services& services, const Links& links, ServerMetrics& metrics, Options options);

  [[nodiscard]] std::unique_ptr<Exchange> open(RequestHead head) override;

 private:
  ApiContext context_;
  CorsOptions cors_;
  std::vector<IpNetwork> trusted_proxies_;
  AuthenticationThrottle throttle_;
  Router router_;
  RateLimiter limiter_;
};

}  // namespace drape::http
