#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/asio_types.h"
#include "http/bell.h"
#include "http/server_state.h"

namespace drape::http {

/// One client's connection: reads requests, hands them to the application, writes the replies, one after the
/// other. Lives on one io thread; only the jobs that it posts to the blocking pool run elsewhere.
class Connection {
 public:
  /// `door`: into the loop that the socket belongs to.
  Connection(Socket socket, ServerState& state, std::shared_ptr<LoopDoor> door);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// Serves until the connection ends. Does not throw.
  Awaitable<void> run();

  /// Breaks off what takes too long. Called regularly on the connection's thread.
  void enforce_deadline(SteadyClock::time_point now);
  /// Ends a wait for news as if its time were up.
  void end_wait();
  /// Ends the connection unless a request is being answered.
  void close_when_idle();
  /// Ends the connection if all that it does is wait for its client: between two requests, in the middle of a
  /// head, for the rest of a body that nobody wants. False when it does more, or was ended already.
  bool give_up();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;
  using Error = boost::beast::error_code;
  enum class Phase { kIdle, kHead, kBody, kAnswer, kWait, kWrite, kDiscard, kLinger };
  class Waiting;

  static constexpr std::size_t kHeadPieceBytes = 4096;
  /// Bodies are read in pieces of this size; with less, an upload costs several times the system calls.
  static constexpr std::size_t kBodyPieceBytes = 256UL << 10;
  static constexpr std::chrono::milliseconds kForever = std::chrono::hours(24 * 365);

  Awaitable<bool> serve_one();
  void release_buffer();
  Awaitable<bool> wait_for_request();
  Awaitable<Error> read_head();
  Awaitable<Response> respond(Exchange& exchange, Sent& sent);
  Awaitable<std::optional<Response>> read_body(Exchange& exchange, Sent& sent);
  Awaitable<std::optional<Response>> read_pieces(Exchange& exchange, BodySink& sink, Sent& sent);
  Awaitable<std::size_t> read_some_body(std::string& piece, Error& error);
  Awaitable<bool> finish_body();
  Awaitable<Response> await_reply(Exchange& exchange, std::unique_ptr<LaterReply> later, Sent& sent);
  Awaitable<bool> finish(Exchange& exchange, Response response, Sent& sent);
  Awaitable<bool> send(const RequestHead& head, Response& response, Sent& sent);
  Awaitable<bool> send_source(Response& response, Sent& sent);
  Awaitable<bool> send_live(LiveSource& live, bool chunked, Sent& sent);
  Awaitable<bool> write(std::string_view text);
  Awaitable<bool> refuse_head(Error error);
  Awaitable<void> linger();
  Awaitable<void> off_thread(std::function<void()> job);

  [[nodiscard]] RequestHead make_head() const;
  [[nodiscard]] std::string_view head_defect() const;
  [[nodiscard]] bool body_left_is_small() const;
  [[nodiscard]] bool expects_continue() const;
  void enter(Phase phase, std::chrono::milliseconds allowed);

  Socket socket_;
  ServerState& state_;
  const std::shared_ptr<LoopDoor> door_;
  Waiting* waiting_ = nullptr;  ///< The present wait.
  std::string remote_address_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Phase phase_ = Phase::kIdle;
  SteadyClock::time_point deadline_;
  bool timed_out_ = false;
  bool continue_sent_ = false;
};

/// A wait for news: the connection has a bell as long as this lives.
class Connection::Waiting {
 public:
  explicit Waiting(Connection& connection)
      : connection_(connection), bell_(std::make_shared<Bell>(connection.door_, connection.socket_)) {
    connection_.waiting_ = this;
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() {
    connection_.waiting_ = nullptr;
    bell_->muffle();
  }

  [[nodiscard]] Awaited::Wake wake() const {
    return [bell = bell_] { bell->ring(); };
  }
  void end() { bell_->ring_here(); }
  /// Until there may be news, or that time has come, or about. False when the client has left.
  Awaitable<bool> until(SteadyClock::time_point time, Sent& sent);

 private:
  Connection& connection_;
  const std::shared_ptr<Bell> bell_;
};

}  // namespace drape::http
