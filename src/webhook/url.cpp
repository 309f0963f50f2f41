#include "webhook/url.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace drape::webhook {
namespace {

constexpr std::size_t kNameMax = 253;  // RFC 1035
constexpr std::size_t kLabelMax = 63;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string to_lower(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), lower);
  return lowered;
}

/// What RFC 3986 lets stand in a URL at all, '#' aside.
bool is_url_character(char c) {
  constexpr std::string_view kMarks = "-._~:/?[]@!$&'()*+,;=%";
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || kMarks.find(c) != std::string_view::npos;
}

bool is_label(std::string_view label) {
  const auto fits = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_'; };
  return !label.empty() && label.size() <= kLabelMax && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, fits);
}

bool is_name(std::string_view host) {
  if (host.size() > kNameMax) return false;
  while (true) {
    const std::size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

/// Some readers take a host whose last label is a number for an IPv4 address, whatever the number looks like
/// (WHATWG URL, "ends in a number").
bool ends_in_number(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return !last.empty() && (std::ranges::all_of(last, is_digit) || last.starts_with("0x"));
}

/// Four decimals without leading zeros.
bool is_plain_v4(std::string_view host) {
  int numbers = 0;
  while (true) {
    const std::size_t dot = host.find('.');
    const std::string_view number = host.substr(0, dot);
    if (number.empty() || number.size() > 3 || (number.size() > 1 && number.front() == '0') ||
        !std::ranges::all_of(number, is_digit)) {
      return false;
    }
    ++numbers;
    if (dot == std::string_view::npos) return numbers == 4;
    host.remove_prefix(dot + 1);
  }
}

bool read_bracketed(std::string_view text, Url& url) {
  if (text.find_first_of("%.") != std::string_view::npos) return false;
  url.address = IpAddress::parse(text);
  url.host = to_lower(text);
  return url.address && text.find(':') != std::string_view::npos && !url.address->is_v4();
}

bool read_host(std::string_view text, Url& url) {
  if (text.starts_with('['))
    return text.ends_with(']') && read_bracketed(text.substr(1, text.size() - 2), url);
  url.host = to_lower(text);
  if (!ends_in_number(url.host)) return is_name(url.host);
  if (!is_plain_v4(url.host)) return false;
  url.address = IpAddress::parse(url.host);
  return url.address.has_value();
}

bool read_port(std::string_view text, Url& url) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || !std::ranges::all_of(text, is_digit)) {
    return false;
  }
  if (port < 1 || port > std::numeric_limits<std::uint16_t>::max()) return false;
  url.port = static_cast<std::uint16_t>(port);
  return true;
}

bool read_authority(std::string_view text, Url& url) {
  if (text.find('@') != std::string_view::npos) return false;
  const std::size_t host_end = text.starts_with('[') ? text.find(']') : 0;
  if (host_end == std::string_view::npos) return false;
  const std::size_t colon = text.find(':', host_end);
  if (!read_host(text.substr(0, colon), url)) return false;
  return colon == std::string_view::npos || read_port(text.substr(colon + 1), url);
}

/// Takes the scheme off; false for any but the two.
bool take_scheme(std::string_view& text, Url& url) {
  const std::size_t end = text.find("://");
  if (end == std::string_view::npos) return false;
  const std::string scheme = to_lower(text.substr(0, end));
  if (scheme != "https" && scheme != "http") return false;
  url.secure = scheme == "https";
  url.port = url.secure ? 443 : 80;
  text.remove_prefix(end + 3);
  return true;
}

}  // namespace

std::string Url::authority() const {
  const bool bracketed = address && !address->is_v4();
  std::string text = bracketed ? '[' + host + ']' : host;
  return text.append(":").append(std::to_string(port));
}

std::string Url::text() const {
  return (secure ? "https://" : "http://") + authority() + target;
}

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  if (!std::ranges::all_of(text, is_url_character) || !take_scheme(text, url)) return std::nullopt;
  const std::size_t end = text.find_first_of("/?");
  if (!read_authority(text.substr(0, end), url)) return std::nullopt;
  if (end != std::string_view::npos) url.target = text.substr(end);
  if (url.target.starts_with('?')) url.target.insert(0, 1, '/');
  // Outside of an address these stand for nothing.
  if (url.target.find_first_of("[]") != std::string::npos) return std::nullopt;
  return url;
}

}  // namespace drape::webhook
