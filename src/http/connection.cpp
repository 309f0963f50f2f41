#include "http/connection.h"

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/clock.h"

namespace drape::http {
namespace {

/// Counts a request as being answered for as long as this lives.
struct Inside {
  ServerState& state;
  ~Inside() { state.leave(); }
};

}  // namespace

// The buffer's bound holds for what the parser must have as a whole: the head, and between the pieces of a
// body the lines of its chunks and its trailer, which Beast would collect without end.
Connection::Connection(Socket socket, ServerState& state, std::shared_ptr<LoopDoor> door)
    : socket_(std::move(socket)),
      state_(state),
      door_(std::move(door)),
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
  if (phase_ == Phase::kWait) return end_wait();
  timed_out_ = true;
  Error error;
  socket_.cancel(error);
}

void Connection::end_wait() {
  if (waiting_ != nullptr) waiting_->end();
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
    co_await finish(*exchange, std::move(refusal), sent);
    co_return false;
  }
  const Inside inside{state_};
  Response response = co_await respond(*exchange, sent);
  if (response.later) response = co_await await_reply(*exchange, std::move(response.later), sent);
  const bool keep = co_await finish(*exchange, std::move(response), sent);
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

// Who waits still counts as being answered: a drain wakes all who wait and then waits for them, and so no
// reply of theirs is cut off.
Awaitable<Response> Connection::await_reply(Exchange& exchange, std::unique_ptr<LaterReply> later,
                                            Sent& sent) {
  Waiting waiting(*this);
  const auto deadline = SteadyClock::now() + later->patience();
  bool goes_on = later->listen(waiting.wake());
  for (;;) {
    const auto now = SteadyClock::now();
    const bool last = !goes_on || now >= deadline || state_.draining.load();
    if (std::optional<Response> response = exchange.resume(*later, last)) co_return std::move(*response);
    goes_on = co_await waiting.until(
        std::min<SteadyClock::time_point>(deadline, now + state_.limits.recheck_interval), sent);
  }
}

Awaitable<bool> Connection::Waiting::until(SteadyClock::time_point time, Sent& sent) {
  connection_.release_buffer();
  connection_.phase_ = Phase::kWait;
  connection_.deadline_ = time;
  const Stopwatch watch;
  const bool here = co_await bell_->wait();
  sent.waited += watch.seconds();
  connection_.enter(Phase::kAnswer, kForever);
  co_return here;
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

}  // namespace drape::http
