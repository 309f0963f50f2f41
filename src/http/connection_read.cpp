#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>

#include "http/connection.h"
#include "http/head_scan.h"

// The half of a connection that reads requests.
namespace drape::http {
namespace {

namespace beast = boost::beast;
using BeastError = boost::beast::http::error;

/// A body that nobody wants is read away up to this size, so that the connection stays usable.
constexpr std::uint64_t kDiscardBytesMax = 64UL << 10;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

/// Path and query of a request target; an absolute one (GET http://host/path) loses its front.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t path = target.find('/', scheme.size());
    if (target.size() == scheme.size() || path == scheme.size()) return target;  // no host: leads nowhere
    return path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target;
}

}  // namespace

// What waits for its client or for news holds no buffer: there may be thousands. What has been parsed is the
// parser's.
void Connection::release_buffer() {
  if (buffer_.size() != 0) return;  // pipelined
  buffer_.clear();
  buffer_.shrink_to_fit();
}

Awaitable<bool> Connection::wait_for_request() {
  parser_.reset();
  if (buffer_.size() != 0) co_return true;  // pipelined
  release_buffer();
  enter(Phase::kIdle, state_.limits.idle_timeout);
  const auto [error] = co_await socket_.async_wait(Socket::wait_read, kTuple);
  co_return !error;
}

Awaitable<Connection::Error> Connection::read_head() {
  const auto unscanned = [this](std::size_t scanned) {
    const auto bytes = buffer_.cdata();
    return std::string_view(static_cast<const char*>(bytes.data()), bytes.size()).substr(scanned);
  };
  HeadScan scan;
  std::size_t scanned = 0;
  for (;;) {
    scan.feed(unscanned(scanned));
    if (scan.bytes() > state_.limits.header_bytes_max) co_return BeastError::header_limit;
    if (scan.folded()) co_return BeastError::bad_value;
    Error error;
    if (buffer_.size() != 0) buffer_.consume(parser_->put(buffer_.data(), error));
    if (parser_->is_header_done()) co_return Error{};
    if (error && error != BeastError::need_more) co_return error;
    scanned = buffer_.size();
    const auto [result, bytes] = co_await socket_.async_read_some(buffer_.prepare(kHeadPieceBytes), kTuple);
    buffer_.commit(bytes);
    if (result) co_return result;
  }
}

Awaitable<std::optional<Response>> Connection::read_body(Exchange& exchange, Sent& sent) {
  BodySink* sink = exchange.body();
  if (sink == nullptr) co_return std::nullopt;
  if (expects_continue()) {
    continue_sent_ = true;
    if (!co_await write("HTTP/1.1 100 Continue\r\n\r\n")) {
      Response gone = exchange.refuse(408, "The client went away.");
      gone.close = true;
      co_return gone;
    }
  }
  co_return co_await read_pieces(exchange, *sink, sent);
}

Awaitable<std::optional<Response>> Connection::read_pieces(Exchange& exchange, BodySink& sink, Sent& sent) {
  const auto begin = SteadyClock::now();
  std::string piece;
  while (!parser_->is_done()) {
    const auto earned = std::chrono::milliseconds(sent.bytes_in * 1000 / state_.limits.body_rate_min);
    phase_ = Phase::kBody;
    deadline_ = begin + state_.limits.body_grace + earned;
    Error error;
    const std::size_t bytes = co_await read_some_body(piece, error);
    if (error) {
      Response refusal = timed_out_ ? exchange.refuse(408, "The request's body did not arrive in time.")
                                    : exchange.refuse(400, "The request's body is malformed or incomplete.");
      timed_out_ = false;
      refusal.close = true;
      co_return refusal;
    }
    sent.bytes_in += bytes;
    if (bytes == 0) continue;
    bool go_on = true;
    deadline_ = SteadyClock::now() + kForever;
    if (sink.blocks()) {
      co_await off_thread([&] { go_on = sink.take(piece); });
    } else {
      go_on = sink.take(piece);
    }
    if (!go_on) co_return std::nullopt;
  }
  deadline_ = SteadyClock::now() + kForever;
  if (sink.blocks()) {
    co_await off_thread([&] { sink.end(); });
  } else {
    sink.end();
  }
  co_return std::nullopt;
}

// Reads up to one piece of the body. A short body leaves with what has come so far; that costs nothing.
Awaitable<std::size_t> Connection::read_some_body(std::string& piece, Error& error) {
  const auto length = parser_->content_length_remaining();
  const std::size_t wanted = length ? std::min<std::uint64_t>(*length, kBodyPieceBytes) : kBodyPieceBytes;
  piece.resize(std::max<std::size_t>(wanted, 1));
  buffer_.reserve(wanted);
  auto& body = parser_->get().body();
  body.data = piece.data();
  body.size = piece.size();
  body.more = true;
  const auto [result, bytes] = co_await beast::http::async_read(socket_, buffer_, *parser_, kTuple);
  error = result == BeastError::need_buffer ? Error{} : result;
  piece.resize(piece.size() - body.size);
  co_return piece.size();
}

// What is left of a body that was not read: away with it when it is small, else the connection has to go.
Awaitable<bool> Connection::finish_body() {
  enter(Phase::kDiscard, state_.limits.header_timeout);
  std::string piece;
  std::uint64_t discarded = 0;
  while (!parser_->is_done()) {
    Error error;
    discarded += co_await read_some_body(piece, error);
    if (error || discarded > kDiscardBytesMax) co_return false;
  }
  co_return true;
}

RequestHead Connection::make_head() const {
  const auto& message = parser_->get();
  RequestHead head;
  head.method_text = view(message.method_string());
  head.method = to_method(head.method_text);
  const std::string_view target = origin_form(view(message.target()));
  const std::string_view without_fragment = target.substr(0, target.find('#'));
  const std::size_t question = without_fragment.find('?');
  head.path = without_fragment.substr(0, question);
  if (question != std::string_view::npos) head.query = without_fragment.substr(question + 1);
  head.remote_address = remote_address_;
  head.headers.reserve(16);
  for (const auto& field : message) head.headers.push_back({view(field.name_string()), view(field.value())});
  return head;
}

// What Beast lets pass and this server does not, because servers disagree on it and that is how one request
// is smuggled inside another (RFC 9112, 3.2, 6.1 and 6.3).
std::string_view Connection::head_defect() const {
  const auto& message = parser_->get();
  using Field = beast::http::field;
  if (message.count(Field::host) > 1) return "More than one Host header.";
  if (message.version() >= 11 && message.count(Field::host) == 0) return "The Host header is missing.";
  const std::string_view length = view(message[Field::content_length]);
  if (message.count(Field::content_length) > 1 || length.find(',') != std::string_view::npos) {
    return "More than one Content-Length.";
  }
  const auto coding = message.find(Field::transfer_encoding);
  if (coding != message.end() && !equals_ignoring_case(view(coding->value()), "chunked")) {
    return "This Transfer-Encoding is not supported.";
  }
  if (coding != message.end() && message.version() < 11) return "Transfer-Encoding needs HTTP/1.1.";
  return {};
}

bool Connection::expects_continue() const {
  const auto& message = parser_->get();
  return !continue_sent_ && message.version() >= 11 &&
         equals_ignoring_case(view(message[beast::http::field::expect]), "100-continue");
}

bool Connection::body_left_is_small() const {
  if (expects_continue()) return false;
  const auto length = parser_->content_length_remaining();
  return length && *length <= kDiscardBytesMax;
}

}  // namespace drape::http
