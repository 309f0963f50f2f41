#include "base/crash_point.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>

namespace drape::crash {
namespace {

constexpr int kExitCode = 86;  // What the driver takes for "died where it was told to".

/// DRAPE_CRASH_AT=NAME:N ends the process at the passage of NAME with number N (from 1);
/// DRAPE_CRASH_TRACE=FILE writes the name of each passage as a line.
class Orders {
 public:
  Orders() {
    if (const char* trace = std::getenv("DRAPE_CRASH_TRACE")) {
      trace_ = ::open(trace, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    if (const char* at = std::getenv("DRAPE_CRASH_AT")) {
      const std::string_view text(at);
      const std::size_t colon = text.rfind(':');
      point_ = text.substr(0, colon);
      if (colon != std::string_view::npos) {
        std::from_chars(text.data() + colon + 1, text.data() + text.size(), passage_);
      }
    }
  }

  void reach(std::string_view point) {
    const std::lock_guard lock(mutex_);
    if (trace_ >= 0) {
      const std::string line = std::string(point) + "\n";
      if (::write(trace_, line.data(), line.size()) < 0) ::_exit(1);
    }
    if (point == point_ && ++count_ == passage_) ::_exit(kExitCode);
  }

 private:
  std::mutex mutex_;
  int trace_ = -1;
  std::string point_;
  int passage_ = 1;
  int count_ = 0;
};

}  // namespace

void reach(std::string_view point) {
  static Orders orders;
  orders.reach(point);
}

}  // namespace drape::crash
