#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <type_traits>

#include "sandbox/file_descriptor.h"

namespace drape::sandbox {

using Deadline = std::chrono::steady_clock::time_point;

enum class ChannelState {
  kFine,
  kClosed,    ///< The other side has gone.
  kTimeout,   ///< Nothing came in time.
  kNonsense,  ///< What came is not the message.
};

/// One end of a connection between two processes that keeps the packets apart and can hand over descriptors.
/// Not thread safe.
class Channel {
 public:
  /// REQUIRES: a SOCK_SEQPACKET socket.
  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}

  /// `attached`: a descriptor that goes along (the other side gets a copy), or -1.
  template <typename Message>
  [[nodiscard]] bool send(const Message& message, int attached = -1) {
    static_assert(std::is_trivially_copyable_v<Message>);
    return send_packet(std::as_bytes(std::span(&message, 1)), attached);
  }

  /// Waits until `deadline`, without one for ever. A descriptor that came along is put into `attached`;
  /// without `attached`, it is closed.
  template <typename Message>
  [[nodiscard]] ChannelState receive(Message& message, std::optional<Deadline> deadline,
                                     FileDescriptor* attached = nullptr) {
    static_assert(std::is_trivially_copyable_v<Message>);
    return receive_packet(std::as_writable_bytes(std::span(&message, 1)), deadline, attached);
  }

  /// The other side has said nothing and is there. Does not wait.
  [[nodiscard]] bool quiet() const;

 private:
  [[nodiscard]] bool send_packet(std::span<const std::byte> packet, int attached);
  [[nodiscard]] ChannelState receive_packet(std::span<std::byte> packet, std::optional<Deadline> deadline,
                                            FileDescriptor* attached);

  FileDescriptor socket_;
};

}  // namespace drape::sandbox
