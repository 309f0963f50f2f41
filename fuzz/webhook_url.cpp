#include <curl/curl.h>

#include <memory>
#include <string>

#include "target.h"
#include "webhook/address_rules.h"

namespace drape::fuzz {
namespace {

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using ParsedByCurl = std::unique_ptr<CURLU, UrlDeleter>;

std::string part(const ParsedByCurl& url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

/// Who connects must mean the host that was checked.
void check_against_curl(std::string_view text, const webhook::Url& url) {
  const ParsedByCurl parsed(curl_url());
  require(curl_url_set(parsed.get(), CURLUPART_URL, std::string(text).c_str(), 0) == CURLUE_OK,
          "a webhook's URL is one for libcurl, too");
  std::string host = part(parsed, CURLUPART_HOST);
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  const auto address = IpAddress::parse(host);
  require(address == url.address, "libcurl sees the same address");
  if (!address) {
    for (char& c : host) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    require(host == url.host, "libcurl sees the same host");
  }
  const std::string port = part(parsed, CURLUPART_PORT);
  require(port.empty() || port == std::to_string(url.port), "libcurl sees the same port");
  require(part(parsed, CURLUPART_USER).empty(), "libcurl sees no user");
}

}  // namespace

void webhook_url(std::string_view bytes) {
  const auto url = webhook::parse_url(bytes);
  if (!url) return;
  require(url->text().find_first_of(" \r\n\t\\#@") == std::string::npos ||
              url->target.find('@') != std::string::npos,
          "a URL adds no line to a head");
  const auto again = webhook::parse_url(url->text());
  require(again && again->text() == url->text(), "a URL is read as it is written");
  check_against_curl(bytes, *url);
  check_against_curl(url->text(), *url);
  webhook::Url checked;
  if (!webhook::AddressRules().check(bytes, checked) && checked.address) {
    require(!webhook::special_purpose(*checked.address), "no address of another purpose passes");
  }
}

}  // namespace drape::fuzz
