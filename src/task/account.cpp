#include "task/account.h"

#include <algorithm>
#include <array>

namespace drape::task {
namespace {

constexpr std::string_view kPrefix = "dk_";
constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

bool in_alphabet(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return kAlphabet.find(c) != std::string_view::npos; });
}

// Every character equally likely: bytes past the last whole multiple of the alphabet's size are thrown away.
std::string random_text(std::size_t length, Random& random) {
  constexpr unsigned kUsable = 256 / kAlphabet.size() * kAlphabet.size();
  std::string text;
  while (text.size() < length) {
    std::array<std::byte, 64> bytes;
    random.fill(bytes);
    for (const std::byte byte : bytes) {
      const auto value = std::to_integer<unsigned>(byte);
      if (value < kUsable && text.size() < length) text += kAlphabet[value % kAlphabet.size()];
    }
  }
  return text;
}

}  // namespace

std::optional<ApiKeyText> ApiKeyText::parse(std::string_view text) {
  constexpr std::size_t kSeparator = kPrefix.size() + kPublicIdLength;
  if (text.size() != kSeparator + 1 + kSecretLength) return std::nullopt;
  if (!text.starts_with(kPrefix) || text[kSeparator] != '_') return std::nullopt;
  const std::string_view public_id = text.substr(kPrefix.size(), kPublicIdLength);
  const std::string_view secret = text.substr(kSeparator + 1);
  if (!in_alphabet(public_id) || !in_alphabet(secret)) return std::nullopt;
  return ApiKeyText{std::string(public_id), std::string(secret)};
}

ApiKeyText ApiKeyText::make(Random& random) {
  return {random_text(kPublicIdLength, random), random_text(kSecretLength, random)};
}

std::string ApiKeyText::text() const {
  return std::string(kPrefix) + public_id + '_' + secret;
}

}  // namespace drape::task
