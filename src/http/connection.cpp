#include "http/connection.h"

#include <array>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <utility>

#include "http/head_scan.h"
#include "http/head_writer.h"

namespace drape::http {
namespace {

namespace beast = boost::beast;
using BeastError = boost::beast::http::error;

constexpr std::size_t kHeadPieceBytes = 4096;
/// Bodies are read in pieces of this size; with less, an upload costs several times the system calls.
constexpr std::size_t kBodyPieceBytes = 256UL << 10;
/// A body that nobody wants is read away up to this size, so that the connection stays usable.
constexpr std::uint64_t kDiscardBytesMax = 64UL << 10;
/// A reply up to this size goes out in one piece with its head.
constexpr std::size_t kInlineBodyBytesMax = 16UL << 10;
/// How long a client may go on sending after the last reply before the connection is cut.
constexpr std::chrono::milliseconds kLingerTime{3000};
constexpr std::chrono::milliseconds kForever = std::chrono::hours(24 * 365);

/// Counts a request as being answered for as long as this lives.
struct Inside {
  ServerState& state;
  ~Inside() { state.leave(); }
};

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

/// Path and query of a request target; an absolute one (GET http://host/path) loses its front.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t path = target.find('/', scheme.size());
    return path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target;
}

}  // namespace

// The buffer's bound holds for what the parser must have as a whole: the head, and between the pieces of a
// body the lines of its chunks and its trailer, which Beast would collect without end.
Connection::Connection(Socket socket, ServerState& state)
    : socket_(std::move(socket)),
      state_(state),
      buffer_(kBodyPieceBytes + kHeadPieceBytes + state.limits.header_bytes_max) {
  state_.connections.fetch_add(1);
  Error error;
  socket_.set_option(Tcp::no_delay(true), error);
  const auto endpoint = socket_.remote_endpoint(error);
  if (!error) remote_address_ = endpoint.address().to_string();
}

Connection::~Connection() {
  state_.connections.fetch_sub(1);
}

void Connection::enter(Phase phase, std::chrono::milliseconds allowed) {
  phase_ = phase;
  deadline_ = SteadyClock::now() + allowed;
}

void Connection::enforce_deadline(SteadyClock::time_point now) {
  if (now < deadline_ || timed_out_) return;
  timed_out_ = true;
  Error error;
  socket_.cancel(error);
}

void Connection::close_when_idle() {
  if (phase_ != Phase::kIdle && phase_ != Phase::kHead && phase_ != Phase::kLinger) return;
  Error error;
  socket_.close(error);
}

bool Connection::give_up() {
  const bool waits = phase_ == Phase::kIdle || phase_ == Phase::kHead || phase_ == Phase::kDiscard ||
                     phase_ == Phase::kLinger;
  if (!waits || !socket_.is_open()) return false;
  Error error;
  socket_.close(error);
  return true;
}

Awaitable<void> Connection::run() {
  while (co_await serve_one()) {
  }
  co_await linger();
  Error error;
  socket_.close(error);
}

// An idle connection holds no buffer: there may be thousands.
Awaitable<bool> Connection::wait_for_request() {
  parser_.reset();
  if (buffer_.size() != 0) co_return true;  // pipelined
  buffer_.clear();
  buffer_.shrink_to_fit();
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

Awaitable<bool> Connection::serve_one() {
  if (!co_await wait_for_request()) co_return false;
  enter(Phase::kHead, state_.limits.header_timeout);
  continue_sent_ = false;
  parser_.emplace();
  parser_->header_limit(state_.limits.header_bytes_max + kHeadPieceBytes);  // HeadScan is exact
  parser_->body_limit(boost::none);
  if (const Error error = co_await read_head(); error) co_return co_await refuse_head(error);

  enter(Phase::kAnswer, kForever);
  const std::unique_ptr<Exchange> exchange = state_.application.open(make_head());
  Sent sent;
  if (!state_.enter()) {
    Response refusal = exchange->refuse(503, "The server is shutting down.");
    refusal.close = true;
    co_await send(std::move(refusal), exchange->head(), sent);
    exchange->sent(503, sent);
    co_return false;
  }
  const Inside inside{state_};
  Response response = co_await respond(*exchange, sent);
  const int status = response.status;
  const bool keep = co_await send(std::move(response), exchange->head(), sent);
  exchange->sent(status, sent);
  co_return keep&& co_await finish_body();
}

Awaitable<Response> Connection::respond(Exchange& exchange, Sent& sent) {
  if (const std::string_view defect = head_defect(); !defect.empty()) {
    Response refusal = exchange.refuse(400, defect);
    refusal.close = true;
    co_return refusal;
  }
  if (std::optional<Response> early = exchange.admit()) co_return std::move(*early);
  if (exchange.blocks() && state_.pool.waiting() >= state_.limits.blocking_jobs_max) {
    co_return exchange.refuse(503, "The server is overloaded. Try again in a moment.");
  }
  if (std::optional<Response> refusal = co_await read_body(exchange, sent)) co_return std::move(*refusal);
  enter(Phase::kAnswer, kForever);
  if (!exchange.blocks()) co_return exchange.answer();
  Response response;
  co_await off_thread([&] { response = exchange.answer(); });
  co_return response;
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

Awaitable<bool> Connection::send(Response response, const RequestHead& head, Sent& sent) {
  HeadOptions options;
  options.http_1_0 = parser_->get().version() < 11;
  options.keep_alive = !response.close && parser_->keep_alive() && !state_.draining.load() &&
                       (parser_->is_done() || body_left_is_small());
  std::string text;
  write_head(text, response, head.request_id, options);
  const bool with_body = head.method != Method::kHead && !has_no_body(response.status);
  const bool in_one = with_body && !response.source && response.body.size() <= kInlineBodyBytesMax;
  if (in_one) text += response.body;

  enter(Phase::kWrite, state_.limits.write_timeout);
  bool written = co_await write(text);
  if (written && with_body && !in_one) {
    written = response.source ? co_await send_source(response, sent) : co_await write(response.body);
  }
  if (written && with_body && !response.source) sent.bytes_out = response.body.size();
  sent.complete = written;
  co_return written&& options.keep_alive;
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
  if (!late && error.category() != beast::http::make_error_code(BeastError::bad_method).category())
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
  const int status = refusal.status;
  Sent sent;
  co_await send(std::move(refusal), exchange->head(), sent);
  exchange->sent(status, sent);
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

Awaitable<void> Connection::off_thread(std::function<void()> job) {
  const auto start = [this, &job](auto handler) {
    auto resume = std::make_shared<decltype(handler)>(std::move(handler));
    state_.pool.post([executor = socket_.get_executor(), &job, resume] {
      job();
      asio::post(executor, [resume] { (*resume)(); });
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(start, kUseAwaitable);
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
