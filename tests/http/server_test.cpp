#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "http/open_files.h"

namespace drape::http {
namespace {

/// Answers every request with an empty object.
class QuickExchange final : public Exchange {
 public:
  using Exchange::Exchange;
  [[nodiscard]] std::optional<Response> admit() override {
    Response response;
    response.body = "{}";
    return response;
  }
  [[nodiscard]] BodySink* body() override { return nullptr; }
  [[nodiscard]] bool blocks() const override { return false; }
  [[nodiscard]] Response answer() override { return {}; }
  [[nodiscard]] Response refuse(int status, std::string_view /*detail*/) override {
    Response response;
    response.status = status;
    return response;
  }
  void sent(int /*status*/, const Sent& /*sent*/) override {}
};

class QuickApplication final : public Application {
 public:
  [[nodiscard]] std::unique_ptr<Exchange> open(RequestHead head) override {
    return std::make_unique<QuickExchange>(std::move(head));
  }
};

/// A client's end of a connection, without a byte on the heap.
class PlainSocket {
 public:
  explicit PlainSocket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  PlainSocket(PlainSocket&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), connected_(other.connected_) {}
  PlainSocket& operator=(PlainSocket&&) = delete;
  ~PlainSocket() {
    if (fd_ >= 0) ::close(fd_);
  }
  /// One request and its reply.
  bool ask() {
    constexpr std::string_view kRequest = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    if (!connected_ || ::send(fd_, kRequest.data(), kRequest.size(), 0) < 0) return false;
    std::array<char, 1024> reply{};
    return ::recv(fd_, reply.data(), reply.size(), 0) > 0;
  }

 private:
  int fd_;
  bool connected_ = false;
};

TEST(Server, idle_connection_takes_less_than_four_kilobytes) {
  constexpr std::size_t kConnections = 400;
  constexpr std::size_t kBytesMax = 4096;
  mallopt(M_ARENA_MAX, 1);  // mallinfo2 tells of one
  ASSERT_GE(make_room_for_connections(2 * kConnections), 2 * kConnections);
  QuickApplication application;
  ServerOptions options;
  options.port = 0;
  options.io_threads = 1;
  Server server(options, application);
  ASSERT_TRUE(server.start());
  std::vector<PlainSocket> clients;
  clients.reserve(kConnections + 1);
  clients.emplace_back(server.port());
  ASSERT_TRUE(clients.back().ask());
  const std::size_t before = mallinfo2().uordblks;
  if (before == 0) GTEST_SKIP() << "this allocator does not tell";
  for (std::size_t i = 0; i < kConnections; ++i) {
    clients.emplace_back(server.port());
    ASSERT_TRUE(clients.back().ask());
  }
  // The reply of the last comes from the one thread that has put the others to rest.
  const std::size_t bytes = (mallinfo2().uordblks - before) / kConnections;
  RecordProperty("bytes", static_cast<int>(bytes));
  EXPECT_LT(bytes, kBytesMax);
  EXPECT_EQ(server.connections(), kConnections + 1);
}

/// Holds up the thread that asks it until it is let go.
class StuckApplication final : public Application {
 public:
  [[nodiscard]] std::unique_ptr<Exchange> open(RequestHead head) override {
    entered_.count_down();
    release_.wait();
    return quick_.open(std::move(head));
  }
  void wait_until_stuck() { entered_.wait(); }
  void let_go() { release_.count_down(); }

 private:
  QuickApplication quick_;
  std::latch entered_{1};
  std::latch release_{1};
};

TEST(Server, says_whether_its_threads_respond) {
  StuckApplication application;
  ServerOptions options;
  options.port = 0;
  options.io_threads = 1;
  Server server(options, application);
  ASSERT_TRUE(server.start());
  EXPECT_TRUE(server.responds(std::chrono::seconds(30)));
  std::thread client([&] { PlainSocket(server.port()).ask(); });
  application.wait_until_stuck();
  EXPECT_FALSE(server.responds(std::chrono::milliseconds(20)));
  application.let_go();
  client.join();
  EXPECT_TRUE(server.responds(std::chrono::seconds(30)));
}

TEST(OpenFiles, leave_room_for_the_rest_of_the_program) {
  EXPECT_EQ(make_room_for_connections(1), 1U);
  constexpr std::size_t kMoreThanAnySystemHas = std::size_t{1} << 40U;
  EXPECT_LT(make_room_for_connections(kMoreThanAnySystemHas), kMoreThanAnySystemHas);
}

}  // namespace
}  // namespace drape::http
