#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace drape::http {

/// Where a request's body goes while it arrives.
class BodySink {
 public:
  virtual ~BodySink() = default;
  /// Takes the next piece. False: nothing more is wanted, answer at once (the sink knows why).
  [[nodiscard]] virtual bool take(std::string_view piece) = 0;
  /// The body is complete.
  virtual void end() = 0;
  /// take() and end() write to the disk: the transport calls them off its own threads.
  [[nodiscard]] virtual bool blocks() const = 0;
};

/// What became of an answered request.
struct Sent {
  std::uint64_t bytes_in = 0;   ///< Of the body.
  std::uint64_t bytes_out = 0;  ///< Of the body.
  bool complete = false;        ///< The reply went out as a whole.
  double waited = 0;            ///< Seconds that went by in waiting for news (http/later.h).
};

/// One request while it is answered. The transport calls, in this order: admit; unless that answered already,
/// the body's sink and then answer; resume as often as it likes when that gave a later reply; at any point
/// refuse instead; sent at the end. Never two calls at once, but not all from the same thread.
class Exchange {
 public:
  explicit Exchange(RequestHead head) : head_(std::move(head)) {}
  virtual ~Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  [[nodiscard]] const RequestHead& head() const { return head_; }

  /// Decides from the head alone: an answer, or nothing to go on with the body. Does not block for long.
  [[nodiscard]] virtual std::optional<Response> admit() = 0;
  /// Where the body goes; null: a body is not wanted.
  [[nodiscard]] virtual BodySink* body() = 0;
  /// answer() may take long: the transport calls it off its own threads.
  [[nodiscard]] virtual bool blocks() const = 0;
  [[nodiscard]] virtual Response answer() = 0;
  /// The reply that answer() put off, when it is there; there is one when it is the last time. Does not block
  /// for long.
  [[nodiscard]] virtual std::optional<Response> resume(LaterReply& later, bool last) {
    return later.poll(last);
  }
  /// The transport cannot go on with the request (time-out, malformed body, draining, ...).
  [[nodiscard]] virtual Response refuse(int status, std::string_view detail) = 0;
  virtual void sent(int status, const Sent& sent) = 0;

 private:
  RequestHead head_;
};

/// What stands behind the transport. Thread safe.
class Application {
 public:
  virtual ~Application() = default;
  [[nodiscard]] virtual std::unique_ptr<Exchange> open(RequestHead head) = 0;
};

}  // namespace drape::http
