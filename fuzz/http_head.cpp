#include "http/conditional.h"
#include "http/head_writer.h"
#include "http/links.h"
#include "http/request_id.h"
#include "target.h"

namespace drape::fuzz {
namespace {

class StoppedClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override { return Timestamp(std::chrono::seconds(1'767'225'600)); }
};

const StoppedClock kClock;

/// The lines of a head with their line feeds.
std::size_t lines_of(std::string_view head) {
  return static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n'));
}

void check_range(const http::RequestHead& head, std::int64_t size) {
  const http::FileVersion version{"\"0f\"", 1'767'225'600, size};
  const http::RangeRequest wanted = http::requested_range(head, version);
  if (wanted.kind == http::RangeKind::kPart) {
    const auto [first, count] = wanted.range;
    require(first >= 0 && count >= 1 && first < size && count <= size - first,
            "a range lies within its file");
  }
  static_cast<void>(http::is_not_modified(head, version));
}

void check_tags(const std::string& list) {
  http::RequestHead head;
  const std::string with_own = list.empty() ? "\"0f\"" : list + ",\"0f\"";
  head.headers = {{"If-None-Match", with_own}};
  require(http::is_not_modified(head, {"\"0f\"", 0, 1}), "a tag is found at the end of any list");
}

void check_link(std::string_view token) {
  static const http::Links kLinks({}, http::Links::Secret{}, kClock);
  require(kLinks.check(token).verdict == http::Links::Verdict::kForged,
          "a link that was not given is forged");
  const http::MediaName name{http::MediaKind::kResult, 1 + static_cast<std::int64_t>(token.size())};
  const std::string link = kLinks.media("", name, task::PictureFormat::kJpeg);
  std::string given = link.substr(link.rfind('/') + 1);
  const http::Links::Checked checked = kLinks.check(given);
  require(checked.verdict == http::Links::Verdict::kGood && checked.name.id == name.id,
          "a link that was given is good");
  if (token.empty()) return;
  const std::size_t signed_bytes = given.rfind('.');
  char& changed = given[static_cast<unsigned char>(token.front()) % signed_bytes];
  if (changed == token.back()) return;
  changed = token.back();
  require(kLinks.check(given).verdict == http::Links::Verdict::kForged, "a link that was altered is forged");
}

void check_origin(std::string_view host) {
  const http::Links links({.public_url = "", .trust_forwarded = true}, {}, kClock);
  http::RequestHead head;
  head.headers = {{"Host", host}, {"X-Forwarded-Host", host}, {"X-Forwarded-Proto", host}};
  const std::string origin = links.origin(head);
  const std::string_view shown = std::string_view(origin).substr(origin.find("://") + 3);
  require(shown.find_first_of(" /\\@?#\"'<>%\r\n\t") == std::string_view::npos,
          "a link's host is only a host");
}

void check_reply(std::string_view value) {
  http::Response response;
  response.set("X-Value", std::string(value));
  const std::string id = http::choose_request_id(value);
  std::string head;
  http::write_head(head, response, id, {});
  constexpr std::size_t kLinesMax = 6;  // Status, date, type, length, request id, the empty line.
  require(lines_of(head) <= kLinesMax + 1, "a value adds no line");
  require(head.ends_with("\r\n\r\n") && head.find("\r\n\r\n") == head.size() - 4, "a value ends no head");
  require(std::count(head.begin(), head.end(), '\r') == std::count(head.begin(), head.end(), '\n'),
          "no bare CR or LF");
}

}  // namespace

// Input: a byte for the file's size, then lines: Range, If-Range, If-None-Match, If-Modified-Since, a link's
// token, a host, a value.
void http_head(std::string_view bytes) {
  Input input(bytes);
  const std::int64_t size = input.byte() * std::int64_t{1000} + 1;
  http::RequestHead head;
  for (const std::string_view name : {"Range", "If-Range", "If-None-Match", "If-Modified-Since"}) {
    head.headers.push_back({name, input.line()});
  }
  check_range(head, size);
  check_tags(std::string(head.headers[2].value));
  check_link(input.line());
  check_origin(input.line());
  check_reply(input.rest());
}

}  // namespace drape::fuzz
