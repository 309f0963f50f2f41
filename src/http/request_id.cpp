#include "http/request_id.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <span>

#include "base/random.h"

namespace drape::http {
namespace {

constexpr std::size_t kProposedMax = 64;

bool is_allowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

std::string fixed_hexadecimal(std::uint64_t value) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = text.size(); i-- > 0; value >>= 4U) text[i] = kHex[value & 15U];
  return text;
}

/// Names this process.
std::string random_prefix() {
  std::uint64_t value = 0;
  SystemRandom().fill(std::as_writable_bytes(std::span(&value, 1)));
  return fixed_hexadecimal(value);
}

}  // namespace

std::string choose_request_id(std::string_view proposed) {
  if (!proposed.empty() && proposed.size() <= kProposedMax && std::ranges::all_of(proposed, is_allowed)) {
    return std::string(proposed);
  }
  static const std::string prefix = random_prefix();
  static std::atomic<std::uint64_t> count = 0;
  return prefix + fixed_hexadecimal(++count);
}

}  // namespace drape::http
