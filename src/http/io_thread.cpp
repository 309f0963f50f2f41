#include "http/io_thread.h"

#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "base/log.h"
#include "http/head_writer.h"

namespace drape::http {
namespace {

/// Deadlines are kept to within this.
constexpr std::chrono::milliseconds kWatchInterval{100};
/// After a failed accept (out of file descriptors): how long to leave the queue alone.
constexpr std::chrono::milliseconds kAcceptPause{50};

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

void IoThread::close_idle() {
  asio::post(context_, [this] {
    for (Connection* connection : connections_) connection->close_when_idle();
  });
}

void IoThread::stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

Awaitable<void> IoThread::accept() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(kTuple);
    if (error == asio::error::operation_aborted || !acceptor_.is_open()) co_return;
    if (error) {
      log::warn("accept_failed", {{"reason", error.message()}});
      accept_timer_.expires_after(kAcceptPause);
      co_await accept_timer_.async_wait(kTuple);
    } else if (state_.connections.load() >= state_.limits.connections_max) {
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
  Connection connection(std::move(socket), state_);
  connections_.insert(&connection);
  struct Registration {
    std::unordered_set<Connection*>& all;
    Connection* connection;
    ~Registration() { all.erase(connection); }
  };
  const Registration registration{connections_, &connection};
  co_await connection.run();
}

Awaitable<void> IoThread::watch() {
  for (;;) {
    watch_timer_.expires_after(kWatchInterval);
    co_await watch_timer_.async_wait(kTuple);
    const auto now = SteadyClock::now();
    for (Connection* connection : connections_) connection->enforce_deadline(now);
  }
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
