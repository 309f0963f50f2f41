#include "http/timestamps.h"

#include <array>
#include <ctime>

namespace drape::http {

std::string iso_time(Timestamp time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const std::time_t count = seconds.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&count, &parts);
  std::array<char, 40> buffer{};
  std::string text(buffer.data(), std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%S", &parts));
  const auto microseconds = (time - seconds).count();
  if (microseconds != 0) {
    const std::string digits = std::to_string(microseconds);
    text += '.' + std::string(6 - digits.size(), '0') + digits;
  }
  return text + 'Z';
}

}  // namespace drape::http
