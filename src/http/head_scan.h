#pragma once

#include <cstddef>
#include <string_view>

namespace drape::http {

/// Looks at a request's head as it was sent, while it arrives, for what its parser does not tell: its exact
/// size, and whether a field goes on in a second line (obs-fold). Such a line may be read as a field of its
/// own by the next program on the way, so a request with one is refused (RFC 9112, 5.2).
class HeadScan {
 public:
  /// The next bytes; what follows the head is not looked at.
  void feed(std::string_view bytes) {
    for (const char c : bytes) {
      if (complete_) return;
      ++bytes_;
      if (c == '\n') {
        complete_ = line_is_empty_;
        line_is_empty_ = true;
      } else if (c != '\r') {
        folded_ = folded_ || (line_is_empty_ && bytes_ > 1 && (c == ' ' || c == '\t'));
        line_is_empty_ = false;
      }
    }
  }

  [[nodiscard]] bool folded() const { return folded_; }
  /// Of the head alone, up to now.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
  bool line_is_empty_ = true;
  bool folded_ = false;
  bool complete_ = false;
};

}  // namespace drape::http
