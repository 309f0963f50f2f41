#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/ip_address.h"
#include "base/result.h"

namespace drape::webhook {

/// Finds the addresses of a name. Thread safe.
class Resolver {
 public:
  virtual ~Resolver() = default;
  /// All addresses of the name, at least one, in the order in which to try them. Blocks for at most
  /// `wait_max`. Fails with kBusy "resolve_failed" or "timeout".
  [[nodiscard]] virtual Result<std::vector<IpAddress>> resolve(const std::string& name,
                                                               std::chrono::milliseconds wait_max) const = 0;
};

/// The system's resolver (getaddrinfo), which knows /etc/hosts as well as the DNS.
class SystemResolver final : public Resolver {
 public:
  [[nodiscard]] Result<std::vector<IpAddress>> resolve(const std::string& name,
                                                       std::chrono::milliseconds wait_max) const override;
};

}  // namespace drape::webhook
