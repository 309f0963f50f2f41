#include "http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <vector>

namespace drape::http {
namespace {

constexpr std::size_t kV4Begin = 12;
constexpr IpAddress::Bytes kV4Mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

/// The address of an entry of X-Forwarded-For, which may have a port: "192.0.2.1:80", "[2001:db8::1]:80".
std::string_view without_port(std::string_view entry) {
  if (entry.starts_with('[')) return entry.substr(1, entry.find(']') - 1);
  const std::size_t colon = entry.find(':');
  return colon == entry.rfind(':') ? entry.substr(0, colon) : entry;
}

/// All entries of all fields with the name, the last one first.
std::vector<std::string_view> forwarded_for(const RequestHead& head) {
  std::vector<std::string_view> entries;
  for (const HeaderView& field : head.headers) {
    if (!equals_ignoring_case(field.name, "x-forwarded-for")) continue;
    std::string_view rest = field.value;
    for (std::size_t comma = 0; comma != std::string_view::npos;) {
      comma = rest.find(',');
      entries.push_back(without_port(trim(rest.substr(0, comma))));
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  }
  std::ranges::reverse(entries);
  return entries;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string plain(text.substr(0, text.find('%')));
  IpAddress address;
  if (::inet_pton(AF_INET6, plain.c_str(), address.bytes_.data()) == 1) return address;
  address.bytes_ = kV4Mapped;
  if (::inet_pton(AF_INET, plain.c_str(), address.bytes_.data() + kV4Begin) == 1) return address;
  return std::nullopt;
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

std::string_view client_address(const RequestHead& head, std::span<const IpNetwork> proxies) {
  const auto is_proxy = [&](std::string_view text) {
    const std::optional<IpAddress> address = IpAddress::parse(text);
    return address &&
           std::ranges::any_of(proxies, [&](const IpNetwork& network) { return network.contains(*address); });
  };
  std::string_view client = head.remote_address;
  if (proxies.empty() || !is_proxy(client)) return client;
  for (const std::string_view entry : forwarded_for(head)) {
    if (!IpAddress::parse(entry)) break;
    client = entry;
    if (!is_proxy(entry)) break;
  }
  return client;
}

}  // namespace drape::http
