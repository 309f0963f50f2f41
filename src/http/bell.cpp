#include "http/bell.h"

#include <array>

namespace drape::http {

void Bell::ring() {
  if (on_its_way_.exchange(true)) return;
  door_->post([bell = shared_from_this()] {
    bell->on_its_way_ = false;
    bell->ring_here();
  });
}

void Bell::ring_here() {
  rung_ = true;
  if (socket_ == nullptr || !waiting_) return;
  boost::system::error_code error;
  socket_->cancel(error);
}

Awaitable<bool> Bell::wait() {
  while (!rung_) {
    waiting_ = true;
    const auto [error] =
        co_await socket_->async_wait(more_came_ ? Socket::wait_error : Socket::wait_read, kTuple);
    waiting_ = false;
    if (rung_) break;
    if (error || more_came_) co_return false;
    const Peeked peeked = peek();
    if (peeked == Peeked::kEnd) co_return false;
    more_came_ = peeked == Peeked::kMore;
  }
  rung_ = false;
  co_return true;
}

// Looks without taking: what came belongs to the next request.
Bell::Peeked Bell::peek() {
  boost::system::error_code error;
  socket_->non_blocking(true, error);
  std::array<char, 1> first{};
  const std::size_t bytes = socket_->receive(asio::buffer(first), Socket::message_peek, error);
  if (error == asio::error::would_block) return Peeked::kNothing;
  return error || bytes == 0 ? Peeked::kEnd : Peeked::kMore;
}

}  // namespace drape::http
