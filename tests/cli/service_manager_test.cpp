#include "cli/service_manager.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>

#include "fakes/temporary_directory.h"

namespace drape::cli {
namespace {

using namespace std::chrono_literals;

/// The manager's end: a datagram socket with a name.
class Mailbox {
 public:
  explicit Mailbox(const std::string& name) : socket_(socket(AF_UNIX, SOCK_DGRAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    if (name.front() == '@') address.sun_path[0] = '\0';
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    bound_ = bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0;
  }
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox() { close(socket_); }

  [[nodiscard]] bool bound() const { return bound_; }
  /// The next message, or "" when there is none.
  std::string take() {
    std::array<char, 512> text{};
    const ssize_t size = recv(socket_, text.data(), text.size(), MSG_DONTWAIT);
    return size < 0 ? std::string() : std::string(text.data(), static_cast<std::size_t>(size));
  }

 private:
  int socket_;
  bool bound_ = false;
};

/// A variable that is set for the length of a test.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) { setenv(name, value.c_str(), 1); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { unsetenv(name_); }

 private:
  const char* name_;
};

TEST(ServiceManager, hears_when_the_server_is_ready_alive_and_stopping) {
  const fakes::TemporaryDirectory place;
  const std::string path = (place.path() / "notify").string();
  Mailbox mailbox(path);
  ASSERT_TRUE(mailbox.bound());
  const ServiceManager manager(path);
  manager.ready("Listening on 127.0.0.1, port 8080");
  EXPECT_EQ(mailbox.take(), "READY=1\nSTATUS=Listening on 127.0.0.1, port 8080");
  manager.alive();
  EXPECT_EQ(mailbox.take(), "WATCHDOG=1");
  manager.stopping("Ending");
  EXPECT_EQ(mailbox.take(), "STOPPING=1\nSTATUS=Ending");
}

TEST(ServiceManager, is_reached_by_an_abstract_name) {
  const std::string name = "@drape-test-" + std::to_string(getpid());
  Mailbox mailbox(name);
  ASSERT_TRUE(mailbox.bound());
  ServiceManager(name).alive();
  EXPECT_EQ(mailbox.take(), "WATCHDOG=1");
}

TEST(ServiceManager, status_cannot_smuggle_in_another_line) {
  const fakes::TemporaryDirectory place;
  const std::string path = (place.path() / "notify").string();
  Mailbox mailbox(path);
  ServiceManager(path).ready("up\nERRNO=5");
  EXPECT_EQ(mailbox.take(), "READY=1\nSTATUS=up ERRNO=5");
}

TEST(ServiceManager, does_nothing_when_there_is_none_or_it_went) {
  ServiceManager("").ready("up");
  ServiceManager("/nowhere/notify").alive();
  ServiceManager(std::string(200, 'x')).alive();
}

TEST(ServiceManager, wants_to_hear_twice_in_its_time) {
  const Variable socket("NOTIFY_SOCKET", "/run/notify");
  const Variable limit("WATCHDOG_USEC", "30000000");
  EXPECT_EQ(ServiceManager::from_environment().watchdog_interval(), 15s);
}

TEST(ServiceManager, does_not_watch_a_child_of_whom_it_watches) {
  const Variable socket("NOTIFY_SOCKET", "/run/notify");
  const Variable limit("WATCHDOG_USEC", "30000000");
  const Variable watched("WATCHDOG_PID", std::to_string(getppid()));
  EXPECT_FALSE(ServiceManager::from_environment().watchdog_interval());
}

TEST(ServiceManager, is_not_there_without_the_variables) {
  EXPECT_FALSE(ServiceManager::from_environment().watchdog_interval());
  const Variable socket("NOTIFY_SOCKET", "/run/notify");
  const Variable limit("WATCHDOG_USEC", "soon");
  EXPECT_FALSE(ServiceManager::from_environment().watchdog_interval());
}

}  // namespace
}  // namespace drape::cli
