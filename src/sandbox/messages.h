#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace drape::sandbox {

// What server and child say to each other, in this order: a Hello from the child when it is locked up; then
// for each picture a Request with the file's bytes, a Header with the size of the pixels, a Room with memory
// for them, and a Verdict. Both ends are the same program: plain structs, one a packet.

/// Bytes of a text for the operator's log, cut to fit.
inline constexpr std::size_t kDetailBytes = 200;
using Detail = std::array<char, kDetailBytes>;

enum class Outcome : std::uint32_t { kDone = 1, kInvalid = 2, kTooLarge = 3, kTooCostly = 4 };

struct Hello {
  std::uint32_t locked_up = 0;  ///< 1, or `detail` says why not.
  Detail detail{};
};

/// Comes with the descriptor of a sealed memory file that holds the encoded picture.
struct Request {
  std::uint64_t bytes = 0;
  std::int64_t pixels_max = 0;
  std::int32_t side_max = 0;
  std::int32_t longer_side_max = 0;
};

struct Header {
  Outcome outcome = Outcome::kInvalid;  ///< Unless kDone, nothing follows.
  std::uint32_t format = 0;
  std::int32_t file_width = 0;
  std::int32_t file_height = 0;
  std::int32_t width = 0;
  std::int32_t height = 0;
  Detail detail{};
};

/// Comes with the descriptor of a memory file of width x height x 3 bytes, whose size is sealed.
struct Room {
  std::uint64_t bytes = 0;
};

struct Verdict {
  Outcome outcome = Outcome::kInvalid;
  Detail detail{};
};

[[nodiscard]] inline Detail to_detail(std::string_view text) {
  Detail detail{};
  text.copy(detail.data(), detail.size() - 1);
  return detail;
}

/// Safe for whatever the other side wrote.
[[nodiscard]] inline std::string_view to_text(const Detail& detail) {
  const std::string_view all(detail.data(), detail.size());
  return all.substr(0, all.find('\0'));
}

}  // namespace drape::sandbox
