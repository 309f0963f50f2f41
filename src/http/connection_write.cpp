#include <algorithm>
#include <array>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <charconv>
#include <utility>

#include "http/connection.h"
#include "http/head_writer.h"

// The half of a connection that writes replies.
namespace drape::http {
namespace {

using BeastError = boost::beast::http::error;

/// A reply up to this size goes out in one piece with its head.
constexpr std::size_t kInlineBodyBytesMax = 16UL << 10;
/// How long a client may go on sending after the last reply before the connection is cut.
constexpr std::chrono::milliseconds kLingerTime{3000};
constexpr std::string_view kLastChunk = "0\r\n\r\n";

std::string as_chunk(std::string_view data) {
  std::array<char, 16> size{};
  const auto written = std::to_chars(size.data(), size.data() + size.size(), data.size(), 16);
  std::string chunk(size.data(), written.ptr);
  chunk += "\r\n";
  chunk += data;
  chunk += "\r\n";
  return chunk;
}

}  // namespace

// The reply goes out, and the exchange learns what became of it. False when the connection has to end.
Awaitable<bool> Connection::finish(Exchange& exchange, Response response, Sent& sent) {
  std::optional<Waiting> waiting;
  if (response.live && exchange.head().method != Method::kHead) {
    waiting.emplace(*this);
    if (!response.live->listen(waiting->wake())) {
      response = exchange.refuse(503, "Too many clients wait for events. Try again in a moment.");
    }
  }
  const bool keep = co_await send(exchange.head(), response, sent);
  exchange.sent(response.status, sent);
  co_return keep;
}

Awaitable<bool> Connection::send(const RequestHead& head, Response& response, Sent& sent) {
  HeadOptions options;
  options.live = response.live != nullptr;
  options.http_1_0 = parser_->get().version() < 11;
  options.keep_alive = !response.close && parser_->keep_alive() && !state_.draining.load() &&
                       (parser_->is_done() || body_left_is_small()) && !(options.live && options.http_1_0);
  std::string text;
  write_head(text, response, head.request_id, options);
  const bool with_body = head.method != Method::kHead && !has_no_body(response.status);
  const bool whole = !response.source && !response.live;
  const bool in_one = with_body && whole && response.body.size() <= kInlineBodyBytesMax;
  if (in_one) text += response.body;

  enter(Phase::kWrite, state_.limits.write_timeout);
  bool written = co_await write(text);
  if (written && with_body && !in_one) {
    if (response.live) {
      written = co_await send_live(*response.live, !options.http_1_0, sent);
    } else {
      written = response.source ? co_await send_source(response, sent) : co_await write(response.body);
    }
  }
  if (written && with_body && whole) sent.bytes_out = response.body.size();
  sent.complete = written;
  co_return written&& options.keep_alive;
}

// Ends when the source does, when the server drains, and when the client leaves or does not read. REQUIRES: a
// wait is on. True when the source came to its end.
Awaitable<bool> Connection::send_live(LiveSource& live, bool chunked, Sent& sent) {
  bool more = true;
  std::string news;
  auto spoken = SteadyClock::now();
  while (more) {
    news.clear();
    more = live.next(news);
    const auto now = SteadyClock::now();
    const auto next_word = spoken + state_.limits.heartbeat_interval;
    if (more && news.empty() && now >= next_word) news = live.heartbeat();
    if (!news.empty()) {
      sent.bytes_out += news.size();
      if (chunked) news = as_chunk(news);
      enter(Phase::kWrite, state_.limits.write_timeout);
      if (!co_await write(news)) co_return false;
      spoken = now;
      continue;
    }
    if (!more || state_.draining.load()) break;
    if (!co_await waiting_->until(std::min(now + state_.limits.recheck_interval, next_word), sent)) {
      co_return false;
    }
  }
  enter(Phase::kWrite, state_.limits.write_timeout);
  if (chunked && !co_await write(kLastChunk)) co_return false;
  co_return !more;
}

Awaitable<bool> Connection::send_source(Response& response, Sent& sent) {
  std::string piece;
  for (;;) {
    bool good = true;
    enter(Phase::kWrite, kForever);
    co_await off_thread([&] { good = response.source->next(piece); });
    if (!good) co_return false;
    if (piece.empty()) co_return sent.bytes_out == response.source_bytes;
    enter(Phase::kWrite, state_.limits.write_timeout);
    if (!co_await write(piece)) co_return false;
    sent.bytes_out += piece.size();
  }
}

Awaitable<bool> Connection::write(std::string_view text) {
  const auto [error, bytes] =
      co_await asio::async_write(socket_, asio::buffer(text.data(), text.size()), kTuple);
  co_return !error;
}

// The head was not one: says why, as far as the client may be interested, and ends the connection.
Awaitable<bool> Connection::refuse_head(Error error) {
  const bool late = std::exchange(timed_out_, false);
  if (!late && error.category() != boost::beast::http::make_error_code(BeastError::bad_method).category())
    co_return false;
  if (error == BeastError::end_of_stream || error == BeastError::partial_message) co_return false;
  const std::unique_ptr<Exchange> exchange = state_.application.open(make_head());
  Response refusal =
      late ? exchange->refuse(408, "The request's head did not arrive in time.")
      : error == BeastError::header_limit
          ? exchange->refuse(431, "The request's head is larger than the limit of " +
                                      std::to_string(state_.limits.header_bytes_max) + " bytes.")
          : exchange->refuse(400, "The request is not valid HTTP.");
  refusal.close = true;
  Sent sent;
  co_await finish(*exchange, std::move(refusal), sent);
  co_return false;
}

// Closing a socket with unread data resets the connection, and the client may lose the last reply. So: no
// more from us, then read until the client has finished too, within a bound.
Awaitable<void> Connection::linger() {
  Error error;
  if (phase_ != Phase::kWrite && phase_ != Phase::kBody && phase_ != Phase::kDiscard) co_return;
  socket_.shutdown(Socket::shutdown_send, error);
  if (error) co_return;
  enter(Phase::kLinger, kLingerTime);
  timed_out_ = false;
  std::array<char, 16384> scrap{};
  for (;;) {
    const auto [result, bytes] = co_await socket_.async_read_some(asio::buffer(scrap), kTuple);
    if (result) co_return;
  }
}

}  // namespace drape::http
