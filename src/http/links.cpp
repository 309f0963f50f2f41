#include "http/links.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <charconv>

namespace drape::http {
namespace {

/// 192 bits of the HMAC: nobody guesses them.
constexpr std::size_t kSignatureBytes = 24;
constexpr std::int64_t kStepsALifetime = 8;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Base 64 for URLs, RFC 4648 section 5. REQUIRES: a multiple of three bytes.
std::string base64url(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (std::size_t i = 0; i < size; i += 3) {
    const unsigned triple = static_cast<unsigned>(bytes[i]) << 16U |
                            static_cast<unsigned>(bytes[i + 1]) << 8U | static_cast<unsigned>(bytes[i + 2]);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) text += kAlphabet[(triple >> shift) & 63U];
  }
  return text;
}

std::string hexadecimal(std::int64_t value) {
  std::array<char, 20> buffer{};
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, 16).ptr};
}

std::optional<std::int64_t> parse(std::string_view text, int base) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

std::string_view extension(task::PictureFormat format) {
  return format == task::PictureFormat::kJpeg ? "jpg" : task::to_string(format);
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_valid_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  std::size_t name_end = host.find(':');
  const bool bracketed = host.front() == '[';
  if (bracketed) {
    const std::size_t bracket = host.find(']');
    if (bracket == std::string_view::npos) return false;
    name_end = bracket + 1 == host.size() ? std::string_view::npos : bracket + 1;
    if (name_end != std::string_view::npos && host[name_end] != ':') return false;
  }
  const std::string_view name = host.substr(0, name_end);
  if (name_end != std::string_view::npos && !is_port(host.substr(name_end + 1))) return false;
  if (bracketed) {
    const std::string_view address = name.substr(1, name.size() - 2);
    return !address.empty() &&
           address.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
  }
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == '_';
  });
}

std::string Links::origin(const RequestHead& head) const {
  if (!options_.public_url.empty()) return options_.public_url;
  std::string_view scheme = "http";
  std::string_view host = head.header("host");
  if (options_.trust_forwarded) {
    if (equals_ignoring_case(head.header("x-forwarded-proto"), "https")) scheme = "https";
    const std::string_view forwarded = head.header("x-forwarded-host");
    if (is_valid_host(forwarded)) host = forwarded;
  }
  return std::string(scheme) + "://" + (is_valid_host(host) ? std::string(host) : std::string("localhost"));
}

std::int64_t Links::now_seconds() const {
  return std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
}

std::string Links::sign(std::string_view text) const {
  std::array<unsigned char, 32> mac{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
  return base64url(mac.data(), kSignatureBytes);
}

std::string Links::media(const std::string& origin, MediaName name, task::PictureFormat format) const {
  const std::int64_t step = std::max<std::int64_t>(1, options_.lifetime.count() / kStepsALifetime);
  const std::int64_t expiry = (now_seconds() / step + 1) * step + options_.lifetime.count();
  const std::string signed_part =
      std::string(1, static_cast<char>(name.kind)) + std::to_string(name.id) + "." + hexadecimal(expiry);
  return origin + "/i/" + signed_part + "." + sign(signed_part) + "." + std::string(extension(format));
}

Links::Checked Links::check(std::string_view token) const {
  Checked checked;
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || first < 2) return checked;
  const std::string_view signed_part = token.substr(0, second);
  const std::string_view rest = token.substr(second + 1);
  const std::string_view signature = rest.substr(0, rest.find('.'));
  const std::string expected = sign(signed_part);
  if (signature.size() != expected.size() ||
      CRYPTO_memcmp(signature.data(), expected.data(), expected.size()) != 0) {
    return checked;
  }
  const auto id = parse(token.substr(1, first - 1), 10);
  const auto expiry = parse(signed_part.substr(first + 1), 16);
  if (!id || !expiry) return checked;
  checked.name = {static_cast<MediaKind>(token.front()), *id};
  checked.remaining = std::chrono::seconds(*expiry - now_seconds());
  checked.verdict = checked.remaining.count() > 0 ? Verdict::kGood : Verdict::kExpired;
  return checked;
}

}  // namespace drape::http
