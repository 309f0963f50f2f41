#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace drape {

/// An IPv4 or IPv6 address. An IPv4 address that came through an IPv6 socket (::ffff:192.0.2.1) is the same
/// address.
class IpAddress {
 public:
  static constexpr int kBits = 128;
  using Bytes = std::array<std::uint8_t, kBits / 8>;

  IpAddress() = default;
  /// An IPv4 address stands in the last four bytes, behind ten of 0 and two of 255.
  explicit IpAddress(const Bytes& bytes) : bytes_(bytes) {}

  /// "192.0.2.1", "2001:db8::1", "fe80::1%eth0"; none for anything else.
  [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);

  /// As parse() reads it.
  [[nodiscard]] std::string text() const;

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

}  // namespace drape
