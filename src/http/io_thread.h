#pragma once

#include <functional>
#include <list>
#include <memory>
#include <thread>

#include "http/asio_types.h"
#include "http/bell.h"
#include "http/connection.h"
#include "http/server_state.h"

namespace drape::http {

/// One thread with its own event loop, its own listening socket on the shared port (SO_REUSEPORT lets the
/// kernel spread the clients) and the connections that it accepted.
class IoThread {
 public:
  IoThread(ServerState& state, const Tcp::endpoint& endpoint);
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;
  /// REQUIRES: stop() was called if start() was.
  ~IoThread() = default;

  void start();
  /// Takes no new connection. Thread safe.
  void stop_accepting();
  /// Wakes the connections that wait for news. Thread safe.
  void end_waits();
  /// Closes the connections that answer nothing. Thread safe.
  void close_idle();
  /// Runs `work` on the thread, after what it does now. Thread safe.
  void post(std::function<void()> work);
  /// Ends the loop and joins the thread; what was still open is cut.
  void stop();

 private:
  Awaitable<void> accept();
  Awaitable<void> serve(Socket socket);
  Awaitable<void> watch();
  void enforce_deadlines(std::size_t count);
  [[nodiscard]] bool make_room();
  void turn_away(Socket socket) const;

  ServerState& state_;
  // Before the context: connections that are still open when it ends take themselves off the list.
  std::list<Connection*> connections_;
  std::list<Connection*>::iterator watched_ = connections_.end();  ///< Whose deadline is looked at next.
  asio::io_context context_{1};
  const std::shared_ptr<LoopDoor> door_ = std::make_shared<LoopDoor>(context_.get_executor());
  Acceptor acceptor_;
  Timer watch_timer_;
  Timer accept_timer_;
  std::thread thread_;
};

/// Opens the listening socket of one thread. Throws boost::system::system_error.
[[nodiscard]] Acceptor open_acceptor(asio::io_context& context, const Tcp::endpoint& endpoint);

}  // namespace drape::http
