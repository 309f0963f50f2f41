#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "webhook/address_rules.h"
#include "webhook/resolver.h"
#include "webhook/sender.h"

namespace drape::webhook {

/// What is taken of a reply, headers and body each. The connection is closed on a receiver that sends more.
inline constexpr std::size_t kReplyBytesMax = 65'536;

struct SenderOptions {
  AddressRules rules;
  std::chrono::milliseconds connect_timeout{5'000};  ///< For name, connection and TLS.
  std::chrono::milliseconds timeout{15'000};         ///< For all of it.
  std::string ca_file;     ///< PEM file of the authorities that are trusted; empty: the system's.
  std::string user_agent;  ///< "Drape/1.0"
};

/// Sends over the network, so that no server-side request can be forged: a name is resolved once, every one
/// of its addresses has to be allowed, and only those addresses are connected to. TLS is verified against the
/// name; redirects are not followed; proxies, user names and other settings of the environment do not count.
/// REQUIRES: `resolver` outlives it.
[[nodiscard]] std::unique_ptr<Sender> make_curl_sender(SenderOptions options, const Resolver& resolver);

}  // namespace drape::webhook
