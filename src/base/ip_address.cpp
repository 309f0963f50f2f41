#include "base/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>

namespace drape {
namespace {

constexpr std::size_t kV4Begin = 12;
constexpr IpAddress::Bytes kV4Mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string plain(text.substr(0, text.find('%')));
  IpAddress address;
  if (::inet_pton(AF_INET6, plain.c_str(), address.bytes_.data()) == 1) return address;
  address.bytes_ = kV4Mapped;
  if (::inet_pton(AF_INET, plain.c_str(), address.bytes_.data() + kV4Begin) == 1) return address;
  return std::nullopt;
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  const bool v4 = is_v4();
  ::inet_ntop(v4 ? AF_INET : AF_INET6, bytes_.data() + (v4 ? kV4Begin : 0), buffer.data(), buffer.size());
  return buffer.data();
}

bool IpAddress::is_v4() const {
  return std::equal(bytes_.begin(), bytes_.begin() + kV4Begin, kV4Mapped.begin());
}

IpAddress IpAddress::prefix(int bits) const {
  IpAddress result = *this;
  for (std::size_t i = 0; i < result.bytes_.size(); ++i) {
    const int kept = std::clamp(bits - static_cast<int>(i) * 8, 0, 8);
    result.bytes_[i] = static_cast<std::uint8_t>(result.bytes_[i] & (0xFF00U >> static_cast<unsigned>(kept)));
  }
  return result;
}

std::size_t IpAddressHash::operator()(const IpAddress& address) const {
  const auto& bytes = address.bytes();
  return std::hash<std::string_view>()({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  IpNetwork network;
  if (slash != std::string_view::npos) {
    const std::string_view length = text.substr(slash + 1);
    const int bits_max = address->is_v4() ? 32 : IpAddress::kBits;
    int bits = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
    const bool whole = error == std::errc() && end == length.data() + length.size();
    if (!whole || bits < 0 || bits > bits_max) return std::nullopt;
    network.bits_ = IpAddress::kBits - bits_max + bits;
  }
  network.first_ = address->prefix(network.bits_);
  return network;
}

bool IpNetwork::contains(const IpAddress& address) const {
  return address.prefix(bits_) == first_;
}

}  // namespace drape
