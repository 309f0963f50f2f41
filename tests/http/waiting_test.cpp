// The transport's side of waiting: replies that come later, and streams.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/open_files.h"
#include "http/server.h"

namespace drape::http {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

/// What everybody in these tests waits for, and who does. Thread safe.
class Station {
 public:
  explicit Station(std::size_t places = 10'000) : places_(places) {}

  bool enter(const void* who, Awaited::Wake wake) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= places_) return false;
    waiting_[who] = std::move(wake);
    changed_.notify_all();
    return true;
  }
  void leave(const void* who) {
    const std::lock_guard lock(mutex_);
    waiting_.erase(who);
    changed_.notify_all();
  }
  enum class Wakes { kAll, kNobody };
  void publish(std::string news, Wakes wakes = Wakes::kAll) {
    const std::lock_guard lock(mutex_);
    news_.push_back(std::move(news));
    if (wakes == Wakes::kNobody) return;
    for (const auto& [who, wake] : waiting_) wake();
  }
  void publish_last(std::string news) {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    publish(std::move(news));
  }
  /// What was published after the first `seen`; counts on. Second: was that all?
  std::pair<std::string, bool> after(std::size_t& seen) const {
    const std::lock_guard lock(mutex_);
    std::string text;
    for (; seen < news_.size(); ++seen) text += news_[seen];
    return {text, over_};
  }
  void wait_for_waiters(std::size_t count) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(changed_.wait_for(lock, std::chrono::seconds(60), [&] { return waiting_.size() == count; }));
  }

  std::atomic<bool> endless = false;  ///< A stream always has more to say.
  milliseconds patience{hours(1)};    ///< Of later replies.

 private:
  const std::size_t places_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<const void*, Awaited::Wake> waiting_;
  std::vector<std::string> news_;
  bool over_ = false;
};

class StationReply final : public LaterReply {
 public:
  explicit StationReply(Station& station) : station_(station) {}
  ~StationReply() override { station_.leave(this); }
  bool listen(Wake wake) override { return station_.enter(this, std::move(wake)); }
  std::optional<Response> poll(bool last) override {
    const auto [text, over] = station_.after(seen_);
    if (text.empty() && !last) return std::nullopt;
    Response response;
    response.body = text.empty() ? "nothing yet" : text;
    return response;
  }
  [[nodiscard]] milliseconds patience() const override { return station_.patience; }

 private:
  Station& station_;
  std::size_t seen_ = 0;
};

class StationStream final : public LiveSource {
 public:
  explicit StationStream(Station& station) : station_(station) {}
  ~StationStream() override { station_.leave(this); }
  bool listen(Wake wake) override { return station_.enter(this, std::move(wake)); }
  bool next(std::string& out) override {
    if (station_.endless) {
      out.append(64UL << 10, 'x');
      return true;
    }
    const auto [text, over] = station_.after(seen_);
    out += text;
    return !over;
  }
  [[nodiscard]] std::string_view heartbeat() const override { return "tick"; }

 private:
  Station& station_;
  std::size_t seen_ = 0;
};

/// "/later" and "/live" wait at the station; all else is answered at once.
class StationExchange final : public Exchange {
 public:
  StationExchange(RequestHead head, Station& station) : Exchange(std::move(head)), station_(station) {}
  std::optional<Response> admit() override { return std::nullopt; }
  BodySink* body() override { return nullptr; }
  [[nodiscard]] bool blocks() const override { return false; }
  Response answer() override {
    Response response;
    response.content_type = "text/plain";
    if (head().path == "/later") {
      response.later = std::make_unique<StationReply>(station_);
    } else if (head().path == "/live") {
      response.live = std::make_unique<StationStream>(station_);
    } else {
      response.body = "at once";
    }
    return response;
  }
  Response refuse(int status, std::string_view detail) override {
    Response response;
    response.status = status;
    response.body = detail;
    return response;
  }
  void sent(int /*status*/, const Sent& /*sent*/) override {}

 private:
  Station& station_;
};

class StationApplication final : public Application {
 public:
  explicit StationApplication(Station& station) : station_(station) {}
  std::unique_ptr<Exchange> open(RequestHead head) override {
    return std::make_unique<StationExchange>(std::move(head), station_);
  }

 private:
  Station& station_;
};

class Client {
 public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Client& operator=(Client&&) = delete;
  ~Client() { close(); }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  void ask(const std::string& path, const std::string& version = "HTTP/1.1",
           const std::string& method = "GET") {
    const std::string request = method + " " + path + " " + version + "\r\nHost: x\r\n\r\n";
    ASSERT_EQ(::send(fd_, request.data(), request.size(), MSG_NOSIGNAL), std::ssize(request));
  }
  /// Everything up to and with `mark`, which is taken away; "" when the server ended the connection before.
  std::string until(const std::string& mark) {
    for (;;) {
      if (const auto at = received_.find(mark); at != std::string::npos) {
        const std::string text = received_.substr(0, at + mark.size());
        received_.erase(0, text.size());
        return text;
      }
      if (!receive()) return {};
    }
  }
  /// All that comes until the server ends the connection.
  std::string rest() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }
  void half_close() const { ::shutdown(fd_, SHUT_WR); }

 private:
  bool receive() {
    std::array<char, 4096> piece{};
    const ssize_t bytes = ::recv(fd_, piece.data(), piece.size(), 0);
    if (bytes > 0) received_.append(piece.data(), static_cast<std::size_t>(bytes));
    return bytes > 0;
  }

  int fd_;
  std::string received_;
};

class Waiting : public testing::Test {
 protected:
  void start(const Limits& limits = {}) {
    ServerOptions options;
    options.port = 0;
    options.io_threads = 1;
    options.limits = limits;
    server_ = std::make_unique<Server>(options, application_);
    ASSERT_TRUE(server_->start());
  }
  Client ask(const std::string& path, const std::string& version = "HTTP/1.1") {
    Client client(server_->port());
    client.ask(path, version);
    return client;
  }

  Station station_;
  StationApplication application_{station_};
  std::unique_ptr<Server> server_;
};

TEST_F(Waiting, later_reply_goes_out_when_there_is_news_and_holds_no_thread_meanwhile) {
  start();
  Client waiting = ask("/later");
  station_.wait_for_waiters(1);
  EXPECT_NE(ask("/").until("at once"), "") << "the one thread serves others";
  station_.publish("the news");
  EXPECT_NE(waiting.until("the news").find("HTTP/1.1 200 OK\r\n"), std::string::npos);
  station_.wait_for_waiters(0);
  waiting.ask("/");
  EXPECT_NE(waiting.until("at once"), "") << "the connection goes on";
}

TEST_F(Waiting, later_reply_tells_what_there_is_when_its_time_is_over) {
  station_.patience = milliseconds(1);
  start();
  EXPECT_NE(ask("/later").until("nothing yet"), "");
}

TEST_F(Waiting, news_is_noticed_without_being_told) {
  Limits limits;
  limits.recheck_interval = milliseconds(1);
  start(limits);
  Client later = ask("/later");
  Client live = ask("/live");
  station_.wait_for_waiters(2);
  station_.publish("seen", Station::Wakes::kNobody);
  EXPECT_NE(later.until("seen"), "");
  EXPECT_NE(live.until("seen"), "");
}

TEST_F(Waiting, client_that_leaves_frees_its_place) {
  start();
  Client later = ask("/later");
  Client live = ask("/live");
  station_.wait_for_waiters(2);
  later.close();
  station_.wait_for_waiters(1);
  live.close();
  station_.wait_for_waiters(0);
}

TEST_F(Waiting, client_that_has_only_ended_its_side_is_answered_at_once) {
  start();
  Client client = ask("/later");
  station_.wait_for_waiters(1);
  client.half_close();
  EXPECT_NE(client.until("nothing yet"), "");
}

TEST_F(Waiting, next_request_may_come_during_the_wait) {
  start();
  Client client = ask("/later");
  client.ask("/");
  station_.wait_for_waiters(1);
  station_.publish("first");
  EXPECT_NE(client.until("first"), "");
  EXPECT_NE(client.until("at once"), "");
}

TEST_F(Waiting, stream_gives_each_piece_as_a_chunk_when_it_comes) {
  start();
  Client client = ask("/live");
  EXPECT_NE(client.until("\r\n\r\n").find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  station_.publish("one");
  EXPECT_EQ(client.until("3\r\none\r\n"), "3\r\none\r\n");
  station_.publish("a second piece..");
  EXPECT_EQ(client.until("10\r\na second piece..\r\n"), "10\r\na second piece..\r\n");
  station_.publish_last("end");
  EXPECT_EQ(client.until("0\r\n\r\n"), "3\r\nend\r\n0\r\n\r\n");
  client.ask("/");
  EXPECT_NE(client.until("at once"), "") << "the connection goes on";
}

TEST_F(Waiting, stream_to_an_old_client_ends_with_its_connection) {
  start();
  Client client = ask("/live", "HTTP/1.0");
  const std::string head = client.until("\r\n\r\n");
  EXPECT_EQ(head.find("Transfer-Encoding"), std::string::npos) << head;
  EXPECT_EQ(head.find("Content-Length"), std::string::npos) << head;
  station_.publish("one");
  station_.publish_last("two");
  EXPECT_EQ(client.rest(), "onetwo");
}

TEST_F(Waiting, quiet_stream_says_now_and_then_that_it_is_there) {
  Limits limits;
  limits.heartbeat_interval = milliseconds(1);
  start(limits);
  Client client = ask("/live");
  for (int i = 0; i < 3; ++i) EXPECT_NE(client.until("tick"), "");
}

TEST_F(Waiting, head_of_a_stream_can_be_had_alone) {
  start();
  Client client(server_->port());
  client.ask("/live", "HTTP/1.1", "HEAD");
  EXPECT_NE(client.until("\r\n\r\n").find("Transfer-Encoding: chunked\r\n"), std::string::npos);
  station_.wait_for_waiters(0);
  client.ask("/");
  EXPECT_NE(client.until("at once"), "");
}

TEST_F(Waiting, client_that_does_not_read_is_cut_off) {
  Limits limits;
  limits.write_timeout = milliseconds(200);
  start(limits);
  station_.endless = true;
  const Client client = ask("/live");
  station_.wait_for_waiters(1);
  station_.wait_for_waiters(0);
}

TEST_F(Waiting, drain_answers_who_waits_and_ends_streams_at_once) {
  start();
  Client later = ask("/later");
  Client live = ask("/live");
  station_.wait_for_waiters(2);
  EXPECT_TRUE(server_->drain(std::chrono::minutes(5)));
  EXPECT_NE(later.until("nothing yet"), "");
  EXPECT_NE(live.until("0\r\n\r\n"), "");
  EXPECT_EQ(live.rest(), "");
}

TEST_F(Waiting, news_that_comes_after_the_server_has_stopped_does_no_harm) {
  start();
  const Client later = ask("/later");
  const Client live = ask("/live");
  station_.wait_for_waiters(2);
  std::atomic<bool> over = false;
  std::thread publisher([&] {
    while (!over) station_.publish("");
  });
  server_.reset();
  over = true;
  publisher.join();
  station_.wait_for_waiters(0);
}

TEST(WaitingPlaces, who_finds_none_is_not_kept) {
  Station station(0);
  StationApplication application(station);
  ServerOptions options;
  options.port = 0;
  Server server(options, application);
  ASSERT_TRUE(server.start());
  Client later(server.port());
  later.ask("/later");
  EXPECT_NE(later.until("nothing yet"), "");
  Client live(server.port());
  live.ask("/live");
  EXPECT_NE(live.until("Too many clients wait").find("HTTP/1.1 503 "), std::string::npos);
}

TEST_F(Waiting, waiter_takes_less_than_six_kilobytes) {
  constexpr std::size_t kWaiters = 400;
  constexpr std::size_t kBytesMax = 6 << 10;
  mallopt(M_ARENA_MAX, 1);  // mallinfo2 tells of one
  ASSERT_GE(make_room_for_connections(3 * kWaiters), 3 * kWaiters);
  start();
  for (const std::string path : {"/later", "/live"}) {
    std::vector<Client> clients;
    clients.reserve(kWaiters + 1);
    clients.push_back(ask(path));
    station_.wait_for_waiters(1);
    const std::size_t before = mallinfo2().uordblks;
    if (before == 0) GTEST_SKIP() << "this allocator does not tell";
    for (std::size_t i = 0; i < kWaiters; ++i) clients.push_back(ask(path));
    station_.wait_for_waiters(kWaiters + 1);
    EXPECT_NE(ask("/").until("at once"), "");
    const std::size_t bytes = (mallinfo2().uordblks - before) / kWaiters;
    RecordProperty("bytes_of_" + path.substr(1), static_cast<int>(bytes));
    EXPECT_LT(bytes, kBytesMax) << path;
    clients.clear();
    station_.wait_for_waiters(0);
  }
}

}  // namespace
}  // namespace drape::http
