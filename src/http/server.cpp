#include "http/server.h"

#include <algorithm>
#include <boost/system/system_error.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "http/io_thread.h"

namespace drape::http {
namespace {

/// With SO_REUSEPORT a second server on the same port would quietly take half of the clients. A bind without
/// it fails when anybody listens there already. Returns the endpoint with the port filled in.
Tcp::endpoint claim_endpoint(const Tcp::endpoint& wanted) {
  asio::io_context context;
  Acceptor probe(context.get_executor());
  probe.open(wanted.protocol());
  probe.set_option(asio::socket_base::reuse_address(true));
  probe.bind(wanted);
  return probe.local_endpoint();
}

Tcp::endpoint resolve(const std::string& host, std::uint16_t port) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (!error) return {address, port};
  asio::io_context context;
  Tcp::resolver resolver(context);
  return {resolver.resolve(host, "").begin()->endpoint().address(), port};
}

}  // namespace

struct Server::Parts {
  Parts(ServerOptions options_in, Application& application)
      : options(std::move(options_in)), state(options.limits, application, options.blocking_threads) {}

  ServerOptions options;
  ServerState state;
  std::vector<std::unique_ptr<IoThread>> threads;
  std::uint16_t port = 0;
};

Server::Server(ServerOptions options, Application& application)
    : parts_(std::make_unique<Parts>(std::move(options), application)) {}

// The pool's jobs work on the connections of the threads' event loops, and these on the shared state.
Server::~Server() {
  for (const auto& thread : parts_->threads) thread->stop();
  parts_->state.pool.finish();
  parts_->threads.clear();
}

Status Server::start() {
  const ServerOptions& options = parts_->options;
  try {
    const Tcp::endpoint endpoint = claim_endpoint(resolve(options.host, options.port));
    const std::size_t count =
        options.io_threads != 0 ? options.io_threads : std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < count; ++i) {
      parts_->threads.push_back(std::make_unique<IoThread>(parts_->state, endpoint));
    }
    parts_->port = endpoint.port();
  } catch (const boost::system::system_error& error) {
    parts_->threads.clear();
    return fail({ErrorKind::kInternal, "listen_failed", {"Cannot listen."}, {error.code().message()}});
  }
  for (const auto& thread : parts_->threads) thread->start();
  return {};
}

std::uint16_t Server::port() const {
  return parts_->port;
}

bool Server::drain(std::chrono::milliseconds bound) {
  for (const auto& thread : parts_->threads) thread->stop_accepting();
  parts_->state.begin_drain();
  for (const auto& thread : parts_->threads) thread->end_waits();
  const bool all_answered = parts_->state.wait_until_left(bound);
  for (const auto& thread : parts_->threads) thread->close_idle();
  for (const auto& thread : parts_->threads) thread->stop();
  return all_answered;
}

bool Server::draining() const {
  return parts_->state.draining.load();
}
std::size_t Server::connections() const {
  return parts_->state.connections.load();
}

bool Server::responds(std::chrono::milliseconds bound) const {
  // Shared: a thread that hangs now may come to it when nobody waits any more.
  struct Answers {
    std::mutex mutex;
    std::condition_variable came;
    std::size_t missing = 0;
  };
  const auto answers = std::make_shared<Answers>();
  answers->missing = parts_->threads.size();
  for (const auto& thread : parts_->threads) {
    thread->post([answers] {
      const std::lock_guard lock(answers->mutex);
      --answers->missing;
      answers->came.notify_one();
    });
  }
  std::unique_lock lock(answers->mutex);
  return answers->came.wait_for(lock, bound, [&] { return answers->missing == 0; });
}

}  // namespace drape::http
