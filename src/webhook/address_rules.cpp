#include "webhook/address_rules.h"

#include <algorithm>
#include <array>

namespace drape::webhook {
namespace {

constexpr int kFirstFreePort = 1'024;

struct Special {
  std::string_view network;
  std::string_view purpose;
};

// The first one that fits names the purpose.
constexpr std::array kSpecial{
    Special{"0.0.0.0/8", "this network"},
    Special{"10.0.0.0/8", "private"},
    Special{"100.64.0.0/10", "carrier-grade NAT"},
    Special{"127.0.0.0/8", "loopback"},
    Special{"169.254.0.0/16", "link-local"},
    Special{"172.16.0.0/12", "private"},
    Special{"192.0.0.0/24", "protocol assignments"},
    Special{"192.0.2.0/24", "documentation"},
    Special{"192.31.196.0/24", "AS112"},
    Special{"192.52.193.0/24", "multicast relay"},
    Special{"192.88.99.0/24", "6to4 relay"},
    Special{"192.168.0.0/16", "private"},
    Special{"192.175.48.0/24", "AS112"},
    Special{"198.18.0.0/15", "benchmarking"},
    Special{"198.51.100.0/24", "documentation"},
    Special{"203.0.113.0/24", "documentation"},
    Special{"224.0.0.0/4", "multicast"},
    Special{"240.0.0.0/4", "reserved"},
    Special{"::/128", "unspecified"},
    Special{"::1/128", "loopback"},
    Special{"64:ff9b::/96", "NAT64"},
    Special{"64:ff9b:1::/48", "NAT64"},
    Special{"100::/64", "discard"},
    Special{"2001::/32", "Teredo"},
    Special{"2001::/23", "protocol assignments"},
    Special{"2001:db8::/32", "documentation"},
    Special{"2002::/16", "6to4"},
    Special{"2620:4f:8000::/48", "AS112"},
    Special{"3fff::/20", "documentation"},
    Special{"fc00::/7", "unique local"},
    Special{"fe80::/10", "link-local"},
    Special{"fec0::/10", "site-local"},
    Special{"ff00::/8", "multicast"},
};

struct SpecialNetwork {
  IpNetwork network;
  std::string_view purpose;
};

const std::vector<SpecialNetwork>& special_networks() {
  static const std::vector<SpecialNetwork> networks = [] {
    std::vector<SpecialNetwork> parsed;
    for (const Special& special : kSpecial) {
      parsed.push_back({IpNetwork::parse(special.network).value(), special.purpose});
    }
    return parsed;
  }();
  return networks;
}

/// All that was ever given out as global unicast.
const IpNetwork& global_v6() {
  static const IpNetwork network = IpNetwork::parse("2000::/3").value();
  return network;
}

bool is_localhost(std::string_view name) {
  return name == "localhost" || name.ends_with(".localhost");
}

}  // namespace

std::string_view message(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNotAUrl:
      return "Enter a valid URL.";
    case Refusal::kNotSecure:
      return "The URL must begin with https://.";
    case Refusal::kPort:
      return "The port must be 443, 80 or at least 1024.";
    case Refusal::kAddress:
      return "The URL must not lead into a private or reserved network.";
  }
  return {};
}

std::optional<std::string_view> special_purpose(const IpAddress& address) {
  for (const auto& [network, purpose] : special_networks()) {
    if (network.contains(address)) return purpose;
  }
  if (address.is_v4() || global_v6().contains(address)) return std::nullopt;
  return "reserved";
}

std::optional<Refusal> AddressRules::check(std::string_view text, Url& url) const {
  std::optional<Url> parsed = parse_url(text);
  if (!parsed) return Refusal::kNotAUrl;
  if (!parsed->secure && !options_.http_allowed) return Refusal::kNotSecure;
  if (parsed->port < kFirstFreePort && parsed->port != 443 && parsed->port != 80) return Refusal::kPort;
  if (const std::optional<Refusal> refusal = check_host(*parsed)) return refusal;
  url = *std::move(parsed);
  return std::nullopt;
}

std::optional<Refusal> AddressRules::check_host(const Url& url) const {
  if (url.address) return allows(*url.address) ? std::nullopt : std::optional(Refusal::kAddress);
  if (!is_localhost(url.host)) return std::nullopt;
  const bool allowed =
      allows(IpAddress::parse("127.0.0.1").value()) || allows(IpAddress::parse("::1").value());
  return allowed ? std::nullopt : std::optional(Refusal::kAddress);
}

bool AddressRules::allows(const IpAddress& address) const {
  const auto contains = [&](const IpNetwork& network) { return network.contains(address); };
  return std::ranges::any_of(options_.allowed_networks, contains) || !special_purpose(address);
}

}  // namespace drape::webhook
