#pragma once

#include <span>
#include <string_view>

#include "base/ip_address.h"
#include "http/message.h"

namespace drape::http {

/// Whom a request comes from. That is the other end of the connection; when it is one of `proxies`, it is
/// whom X-Forwarded-For names, read from its end: the first address that is no proxy of ours. What stands
/// before that was written by the client and is not believed. A view into `head`.
[[nodiscard]] std::string_view client_address(const RequestHead& head, std::span<const IpNetwork> proxies);

}  // namespace drape::http
