#include "webhook/loopback_receiver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace drape::webhook {

LoopbackReceiver::LoopbackReceiver(std::string answer, bool silent)
    : answer_(std::move(answer)), silent_(silent) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, generic, &size) != 0 || ::pipe(wake_) != 0) {
    throw std::runtime_error("cannot listen on 127.0.0.1");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

LoopbackReceiver::~LoopbackReceiver() {
  ::close(wake_[1]);
  thread_.join();
  ::close(wake_[0]);
  ::close(listener_);
}

std::vector<std::string> LoopbackReceiver::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void LoopbackReceiver::serve() {
  while (true) {
    std::array<pollfd, 2> both{{{listener_, POLLIN, 0}, {wake_[0], POLLIN, 0}}};
    ::poll(both.data(), both.size(), -1);
    if (both[1].revents != 0) return;
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    ++connections_;
    answer(connection);
    ::close(connection);
  }
}

void LoopbackReceiver::answer(int connection) {
  std::string request;
  std::array<char, 4'096> buffer{};
  while (request.find("\r\n\r\n") == std::string::npos) {
    const ssize_t count = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (count <= 0) break;
    request.append(buffer.data(), static_cast<std::size_t>(count));
  }
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  if (silent_) {
    // Until the other side gives up.
    while (::recv(connection, buffer.data(), buffer.size(), 0) > 0) {
    }
    return;
  }
  for (std::size_t sent = 0; sent < answer_.size();) {
    const ssize_t count = ::send(connection, answer_.data() + sent, answer_.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) break;
    sent += static_cast<std::size_t>(count);
    bytes_taken_ = sent;
  }
}

}  // namespace drape::webhook
