#include "sandbox/channel.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace drape::sandbox {
namespace {

/// Room for one descriptor: what brings more loses them to the kernel, which closes what does not fit.
struct alignas(cmsghdr) Ancillary {
  std::array<char, CMSG_SPACE(sizeof(int))> bytes{};
};

ChannelState wait_for_packet(int socket, std::optional<Deadline> deadline) {
  for (;;) {
    int wait_ms = -1;
    if (deadline) {
      const auto now = std::chrono::steady_clock::now();
      const auto left = std::max(*deadline, now) - now;
      wait_ms = static_cast<int>(
          std::min<std::int64_t>(std::chrono::ceil<std::chrono::milliseconds>(left).count(), 1'000'000'000));
    }
    pollfd wanted{socket, POLLIN, 0};
    const int ready = poll(&wanted, 1, wait_ms);
    if (ready > 0) return ChannelState::kFine;
    if (ready == 0) return ChannelState::kTimeout;
    if (errno != EINTR) return ChannelState::kClosed;
  }
}

FileDescriptor take_descriptor(msghdr& message) {
  FileDescriptor taken;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(part), sizeof fd);
    taken = FileDescriptor(fd);
  }
  return taken;
}

}  // namespace

bool Channel::quiet() const {
  return wait_for_packet(socket_.get(), Deadline::min()) == ChannelState::kTimeout;
}

bool Channel::send_packet(std::span<const std::byte> packet, int attached) {
  // sendmsg() does not write through the vector; its type does not say so.
  iovec piece{const_cast<std::byte*>(packet.data()), packet.size()};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  Ancillary ancillary;
  if (attached >= 0) {
    message.msg_control = ancillary.bytes.data();
    message.msg_controllen = ancillary.bytes.size();
    cmsghdr* part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(part), &attached, sizeof(int));
  }
  for (;;) {
    const ssize_t sent = sendmsg(socket_.get(), &message, MSG_NOSIGNAL);
    if (sent >= 0) return static_cast<std::size_t>(sent) == packet.size();
    if (errno != EINTR) return false;
  }
}

ChannelState Channel::receive_packet(std::span<std::byte> packet, std::optional<Deadline> deadline,
                                     FileDescriptor* attached) {
  if (const ChannelState waited = wait_for_packet(socket_.get(), deadline); waited != ChannelState::kFine) {
    return waited;
  }
  iovec piece{packet.data(), packet.size()};
  Ancillary ancillary;
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = ancillary.bytes.size();
  ssize_t received = -1;
  do {
    received = recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  } while (received < 0 && errno == EINTR);
  if (received <= 0) return ChannelState::kClosed;
  FileDescriptor taken = take_descriptor(message);
  const bool whole =
      static_cast<std::size_t>(received) == packet.size() && (message.msg_flags & MSG_TRUNC) == 0;
  if (!whole) return ChannelState::kNonsense;
  if (attached != nullptr) *attached = std::move(taken);
  return ChannelState::kFine;
}

}  // namespace drape::sandbox
