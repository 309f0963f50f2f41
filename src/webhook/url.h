#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ip_address.h"

namespace drape::webhook {

/// A URL that a webhook can be sent to, in parts. Only what every reader of URLs understands in the same way
/// is accepted, so that the host that was checked is the host that is connected to.
struct Url {
  bool secure = true;                ///< https; else http.
  std::string host;                  ///< Lower case; an IPv6 address without its brackets.
  std::optional<IpAddress> address;  ///< Set when the host is an address and no name.
  std::uint16_t port = 443;
  std::string target = "/";  ///< Path and query.

  /// "https://shop.example:443/hook?id=7": the port always stands there.
  [[nodiscard]] std::string text() const;
  /// "shop.example:443", as it stands in the URL.
  [[nodiscard]] std::string authority() const;
};

/// Reads an absolute http or https URL. None for whatever is no such URL, or one that readers may take for
/// different things: user names, fragments, white space, control and non-ASCII characters, backslashes, names
/// with a dot at their end, numbers for addresses that are not four plain decimals (0177.0.0.1, 2130706433,
/// 0x7f.1), zones and IPv4 addresses inside brackets.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

}  // namespace drape::webhook
