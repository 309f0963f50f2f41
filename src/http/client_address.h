#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/message.h"

namespace drape::http {

/// An IPv4 or IPv6 address. An IPv4 address that came through an IPv6 socket (::ffff:192.0.2.1) is the same
/// address.
class IpAddress {
 public:
  static constexpr int kBits = 128;
  using Bytes = std::array<std::uint8_t, kBits / 8>;

  /// "192.0.2.1", "2001:db8::1", "fe80::1%eth0"; none for anything else.
  [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);

  [[nodiscard]] bool is_v4() const;
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  /// The address with all but the first `bits` set to zero. IPv4 addresses begin at bit 96.
  [[nodiscard]] IpAddress prefix(int bits) const;
  /// What one subscriber of a network has: an IPv4 address, or the first 64 bits of an IPv6 address, since
  /// everybody is given at least so many of those (RFC 6177).
  [[nodiscard]] IpAddress subscriber() const { return is_v4() ? *this : prefix(kBits / 2); }

  auto operator<=>(const IpAddress&) const = default;

 private:
  Bytes bytes_{};
};

struct IpAddressHash {
  [[nodiscard]] std::size_t operator()(const IpAddress& address) const;
};

/// Addresses with the same first bits: "10.0.0.0/8", "2001:db8::/32", or one address.
class IpNetwork {
 public:
  [[nodiscard]] static std::optional<IpNetwork> parse(std::string_view text);
  [[nodiscard]] bool contains(const IpAddress& address) const;

 private:
  IpAddress first_;
  int bits_ = IpAddress::kBits;
};

/// Whom a request comes from. That is the other end of the connection; when it is one of `proxies`, it is
/// whom X-Forwarded-For names, read from its end: the first address that is no proxy of ours. What stands
/// before that was written by the client and is not believed. A view into `head`.
[[nodiscard]] std::string_view client_address(const RequestHead& head, std::span<const IpNetwork> proxies);

}  // namespace drape::http
