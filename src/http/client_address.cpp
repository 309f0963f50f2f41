#include "http/client_address.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace drape::http {
namespace {

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
