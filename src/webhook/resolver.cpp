#include "webhook/resolver.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <memory>
#include <system_error>
#include <thread>

namespace drape::webhook {
namespace {

Error failed(std::string code, std::string reason) {
  return {ErrorKind::kBusy, std::move(code), {"The host's name could not be resolved."}, {std::move(reason)}};
}

IpAddress address_of(const addrinfo& info) {
  IpAddress::Bytes bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (info.ai_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, info.ai_addr, sizeof v4);
    std::memcpy(bytes.data() + 12, &v4.sin_addr, 4);
  } else {
    sockaddr_in6 v6{};
    std::memcpy(&v6, info.ai_addr, sizeof v6);
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  }
  return IpAddress(bytes);
}

Result<std::vector<IpAddress>> ask_system(const std::string& name) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int code = ::getaddrinfo(name.c_str(), nullptr, &hints, &list);
  if (code != 0) return fail(failed("resolve_failed", ::gai_strerror(code)));
  const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, ::freeaddrinfo);
  std::vector<IpAddress> addresses;
  for (const addrinfo* info = list; info != nullptr; info = info->ai_next) {
    if (info->ai_family != AF_INET && info->ai_family != AF_INET6) continue;
    const IpAddress address = address_of(*info);
    if (std::ranges::find(addresses, address) == addresses.end()) addresses.push_back(address);
  }
  if (addresses.empty()) return fail(failed("resolve_failed", "no address"));
  return addresses;
}

}  // namespace

// getaddrinfo can neither be given a limit nor be stopped. It gets a thread of its own, which is left to
// itself when it takes too long; resolv.conf(5) bounds how long it lives.
Result<std::vector<IpAddress>> SystemResolver::resolve(const std::string& name,
                                                       std::chrono::milliseconds wait_max) const {
  std::packaged_task<Result<std::vector<IpAddress>>()> task([name] { return ask_system(name); });
  auto answer = task.get_future();
  try {
    std::thread(std::move(task)).detach();
  } catch (const std::system_error& error) {
    return fail(failed("resolve_failed", error.what()));
  }
  if (answer.wait_for(wait_max) != std::future_status::ready) {
    return fail(failed("timeout", "the resolver did not answer in time"));
  }
  return answer.get();
}

}  // namespace drape::webhook
