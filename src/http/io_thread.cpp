#include "http/io_thread.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "base/log.h"
#include "http/head_writer.h"

namespace drape::http {
namespace {

/// Deadlines are kept to about this.
constexpr std::chrono::milliseconds kWatchInterval{100};
/// More connections are looked at in slices: all at once, thousands would make a request wait a millisecond.
constexpr std::size_t kWatchedAtOnceMax = 256;
constexpr int kWatchSlices = 10;
/// After a failed accept (out of file descriptors): how long to leave the queue alone.
constexpr std::chrono::milliseconds kAcceptPause{50};

/// Of so many, the oldest connections, one that only waits makes room for a newcomer.
constexpr std::size_t kGivenUpAmong = 256;

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

}  // namespace

Acceptor open_acceptor(asio::io_context& context, const Tcp::endpoint& endpoint) {
  Acceptor acceptor(context.get_executor());
  acceptor.open(endpoint.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.set_option(ReusePort(true));
  acceptor.bind(endpoint);
  acceptor.listen(4096);
  return acceptor;
}

IoThread::IoThread(ServerState& state, const Tcp::endpoint& endpoint)
    : state_(state),
      acceptor_(open_acceptor(context_, endpoint)),
      watch_timer_(context_.get_executor()),
      accept_timer_(context_.get_executor()) {}

void IoThread::start() {
  asio::co_spawn(context_.get_executor(), accept(), asio::detached);
  asio::co_spawn(context_.get_executor(), watch(), asio::detached);
  thread_ = std::thread([this] {
    const auto work = asio::make_work_guard(context_);
    context_.run();
  });
}

void IoThread::stop_accepting() {
  asio::post(context_, [this] {
    boost::system::error_code error;
    acceptor_.close(error);
    accept_timer_.cancel();
  });
}

void IoThread::end_waits() {
  asio::post(context_, [this] {
    for (Connection* connection : connections_) connection->end_wait();
  });
}

void IoThread::close_idle() {
  asio::post(context_, [this] {
    for (Connection* connection : connections_) connection->close_when_idle();
  });
}

void IoThread::post(std::function<void()> work) {
  asio::post(context_, std::move(work));
}

void IoThread::stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
  door_->shut();
}

Awaitable<void> IoThread::accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kTuple);
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) co_return;
    if (error) {
      log::warn("accept_failed", {{"reason", error.message()}});
      accept_timer_.expires_after(kAcceptPause);
      co_await accept_timer_.async_wait(kTuple);
    } else if (state_.connections.load() >= state_.limits.connections_max && !make_room()) {
      turn_away(std::move(socket));
    } else {
      asio::co_spawn(context_.get_executor(), serve(std::move(socket)),
                     [](const std::exception_ptr& failure) {
                       if (failure) log::error("connection_failed", {});
                     });
    }
  }
}

Awaitable<void> IoThread::serve(Socket socket) {
  Connection connection(std::move(socket), state_, door_);
  struct Registration {
    IoThread& thread;
    std::list<Connection*>::iterator place;
    ~Registration() {
      if (thread.watched_ == place) ++thread.watched_;
      thread.connections_.erase(place);
    }
  };
  const Registration registration{*this, connections_.insert(connections_.end(), &connection)};
  co_await connection.run();
}

Awaitable<void> IoThread::watch() {
  for (;;) {
    const bool many = connections_.size() > kWatchedAtOnceMax;
    watch_timer_.expires_after(many ? kWatchInterval / kWatchSlices : kWatchInterval);
    co_await watch_timer_.async_wait(kTuple);
    enforce_deadlines(many ? connections_.size() / kWatchSlices + 1 : connections_.size());
  }
}

void IoThread::enforce_deadlines(std::size_t count) {
  const auto now = SteadyClock::now();
  for (count = std::min(count, connections_.size()); count > 0; --count) {
    if (watched_ == connections_.end()) watched_ = connections_.begin();
    (*watched_)->enforce_deadline(now);
    ++watched_;
  }
}

// Whoever holds connections and does nothing must not keep others out. The oldest are looked at first, and no
// more than a few: newcomers may come in thousands.
bool IoThread::make_room() {
  std::size_t looked_at = 0;
  for (Connection* connection : connections_) {
    if (connection->give_up()) return true;
    if (++looked_at == kGivenUpAmong) return false;
  }
  return false;
}

void IoThread::turn_away(Socket socket) const {
  boost::system::error_code error;
  const std::unique_ptr<Exchange> exchange = state_.application.open({});
  const Response response = exchange->refuse(503, "Too many connections are open.");
  std::string text;
  write_head(text, response, exchange->head().request_id, {.keep_alive = false});
  text += response.body;
  socket.non_blocking(true, error);
  const std::size_t written = socket.write_some(asio::buffer(text), error);
  exchange->sent(response.status, {.bytes_out = response.body.size(), .complete = written == text.size()});
}

}  // namespace drape::http
