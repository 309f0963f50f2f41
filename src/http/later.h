#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace drape::http {

struct Response;

/// Something that a connection waits for without occupying a thread. The transport calls everything but the
/// wake-up on the connection's own thread, one after the other, so nothing here may take long.
class Awaited {
 public:
  Awaited() = default;
  virtual ~Awaited() = default;
  Awaited(const Awaited&) = delete;
  Awaited& operator=(const Awaited&) = delete;

  /// Any thread may call it, as often as it likes, and it never blocks for long.
  using Wake = std::function<void()>;
  /// Called once, before all else: from now on, as long as this lives, `wake` is called when there may be
  /// news. False when too many wait already: nobody will be woken.
  [[nodiscard]] virtual bool listen(Wake wake) = 0;
};

/// A reply that is not there yet.
class LaterReply : public Awaited {
 public:
  /// The reply, when it is there. `last`: the time is up (the patience is over, the server drains, the client
  /// has ended its side): a reply all the same. Also asked now and then without a wake-up.
  [[nodiscard]] virtual std::optional<Response> poll(bool last) = 0;
  /// How long to wait, about.
  [[nodiscard]] virtual std::chrono::milliseconds patience() const = 0;
};

/// A body that goes on as long as there is news, and whose length nobody knows.
class LiveSource : public Awaited {
 public:
  /// Adds what is new to `out`, if there is anything. False: that was the end. Also asked now and then
  /// without a wake-up.
  [[nodiscard]] virtual bool next(std::string& out) = 0;
  /// What is sent when there was no news for a while: it says nothing, and keeps proxies from giving up.
  [[nodiscard]] virtual std::string_view heartbeat() const = 0;
};

}  // namespace drape::http
