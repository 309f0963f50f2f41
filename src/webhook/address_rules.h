#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/ip_address.h"
#include "webhook/url.h"

namespace drape::webhook {

/// Why a webhook must not be sent somewhere.
enum class Refusal {
  kNotAUrl,    ///< parse_url() does not take it.
  kNotSecure,  ///< http, where only https is allowed.
  kPort,       ///< A port of another service: under 1024 and neither 80 nor 443.
  kAddress,    ///< Not an address of the public Internet.
};

/// A sentence for whoever gave the URL.
[[nodiscard]] std::string_view message(Refusal refusal);

/// What an address is for, when it is not for hosts of the public Internet ("private", "loopback", ...); none
/// for global unicast addresses. By the IANA special-purpose registries (RFC 6890), read strictly: networks
/// whose addresses embed another address (IPv4-mapped, 6to4, NAT64, Teredo) count as special as a whole.
[[nodiscard]] std::optional<std::string_view> special_purpose(const IpAddress& address);

/// Where webhooks may be sent: to the public Internet, and to the networks that the operator names. Thread
/// safe.
class AddressRules {
 public:
  struct Options {
    bool http_allowed = false;
    std::vector<IpNetwork> allowed_networks;
  };
  AddressRules() = default;
  explicit AddressRules(Options options) : options_(std::move(options)) {}

  /// Judges what can be judged without asking the DNS: the form, the scheme, the port, and the host when it
  /// is an address or a name of this machine (localhost, RFC 6761). Fills `url` in when there is no refusal.
  [[nodiscard]] std::optional<Refusal> check(std::string_view text, Url& url) const;

  /// May a webhook be sent to this address?
  [[nodiscard]] bool allows(const IpAddress& address) const;

 private:
  [[nodiscard]] std::optional<Refusal> check_host(const Url& url) const;

  Options options_;
};

}  // namespace drape::webhook
