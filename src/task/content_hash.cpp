#include "task/content_hash.h"

namespace drape::task {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

}  // namespace

std::optional<ContentHash> ContentHash::from_hex(std::string_view hex) {
  if (hex.size() != 2 * kSize) return std::nullopt;
  Bytes bytes{};
  for (std::size_t i = 0; i < kSize; ++i) {
    const std::size_t high = kDigits.find(hex[2 * i]);
    const std::size_t low = kDigits.find(hex[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes[i] = static_cast<std::byte>(high << 4U | low);
  }
  return ContentHash(bytes);
}

std::string ContentHash::hex() const {
  std::string text;
  text.reserve(2 * kSize);
  for (const std::byte byte : bytes_) {
    text += kDigits[std::to_integer<unsigned>(byte >> 4U)];
    text += kDigits[std::to_integer<unsigned>(byte & std::byte{15})];
  }
  return text;
}

}  // namespace drape::task
