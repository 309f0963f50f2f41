#include "cli/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "base/log.h"

namespace drape::cli {
namespace {

std::string variable(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::string() : std::string(text);
}

std::optional<std::int64_t> positive(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && number > 0 ? std::optional(number) : std::nullopt;
}

/// A line of a message may hold no line break.
std::string line(std::string_view text) {
  std::string result(text);
  std::replace(result.begin(), result.end(), '\n', ' ');
  return result;
}

}  // namespace

ServiceManager ServiceManager::from_environment() {
  const auto limit = positive(variable("WATCHDOG_USEC"));
  const std::string watched = variable("WATCHDOG_PID");
  const bool ours = watched.empty() || watched == std::to_string(getpid());
  std::optional<std::chrono::microseconds> watchdog;
  if (limit && ours) watchdog = std::chrono::microseconds(*limit);
  return ServiceManager(variable("NOTIFY_SOCKET"), watchdog);
}

void ServiceManager::ready(std::string_view status) const {
  tell("READY=1\nSTATUS=" + line(status));
}

void ServiceManager::stopping(std::string_view status) const {
  tell("STOPPING=1\nSTATUS=" + line(status));
}

void ServiceManager::alive() const {
  tell("WATCHDOG=1");
}

std::optional<std::chrono::microseconds> ServiceManager::watchdog_interval() const {
  if (socket_.empty() || !watchdog_) return std::nullopt;
  return *watchdog_ / 2;
}

void ServiceManager::tell(const std::string& message) const {
  sockaddr_un address{};
  if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  if (socket_.front() == '@') address.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());

  const int sender = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const auto* to = reinterpret_cast<const sockaddr*>(&address);
  const bool sent =
      sender >= 0 && sendto(sender, message.data(), message.size(), MSG_NOSIGNAL, to, size) >= 0;
  if (!sent) log::warn("service_manager_not_told", {{"reason", std::strerror(errno)}});
  if (sender >= 0) close(sender);
}

}  // namespace drape::cli
