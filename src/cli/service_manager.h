#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace drape::cli {

/// Tells the service manager that started the program (systemd, Type=notify) how it is doing: the protocol of
/// sd_notify(3), a datagram to the socket that NOTIFY_SOCKET names. Without one every message goes nowhere.
class ServiceManager {
 public:
  /// Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
  static ServiceManager from_environment();

  /// For tests: a socket's path ("@name": abstract) and the time in which the manager wants to hear of it.
  explicit ServiceManager(std::string socket, std::optional<std::chrono::microseconds> watchdog = {})
      : socket_(std::move(socket)), watchdog_(watchdog) {}

  /// The server answers; `status` is shown to the operator.
  void ready(std::string_view status) const;
  /// The server ends by itself.
  void stopping(std::string_view status) const;
  /// Still alive. Without this for watchdog_interval() twice over, the manager ends the program.
  void alive() const;

  /// How often to call alive(); nothing: nobody listens for it.
  [[nodiscard]] std::optional<std::chrono::microseconds> watchdog_interval() const;

 private:
  void tell(const std::string& message) const;

  std::string socket_;  ///< Empty: nobody to tell.
  std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace drape::cli
