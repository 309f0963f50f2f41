#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/exchange.h"
#include "http/limits.h"

namespace drape::http {

struct ServerOptions {
  std::string host = "127.0.0.1";  ///< A numeric address, or a name that resolves to one.
  std::uint16_t port = 8080;       ///< 0: any free one, see Server::port.
  std::size_t io_threads = 0;      ///< 0: one for each processor.
  std::size_t blocking_threads = 4;
  Limits limits;
};

/// The HTTP/1.1 server. Use: start, then once drain.
class Server {
 public:
  /// REQUIRES: `application` outlives this.
  Server(ServerOptions options, Application& application);
  /// Cuts what is still open.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens and serves on threads of its own. Fails with "listen_failed" (address in use, not ours,
  /// unknown).
  [[nodiscard]] Status start();
  /// The port that is listened on, after start.
  [[nodiscard]] std::uint16_t port() const;
  /// Takes no new connection, answers 503 to new requests, tells those that wait for news that the time is
  /// up, waits until all under way are answered, then closes everything. False when some were still under way
  /// after `bound`: they are cut.
  bool drain(std::chrono::milliseconds bound);
  [[nodiscard]] bool draining() const;
  [[nodiscard]] std::size_t connections() const;
  /// Whether every thread for connections takes up work within `bound`. REQUIRES: started, not drained.
  [[nodiscard]] bool responds(std::chrono::milliseconds bound) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace drape::http
