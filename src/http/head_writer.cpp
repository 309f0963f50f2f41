#include "http/head_writer.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace drape::http {
namespace {

/// The Date field's value, made once a second for each thread.
std::string_view current_date() {
  thread_local std::int64_t second = -1;
  thread_local std::string text;
  const auto now = static_cast<std::int64_t>(std::time(nullptr));
  if (now != second) {
    second = now;
    text = http_date(now);
  }
  return text;
}

void add_field(std::string& out, std::string_view name, std::string_view value) {
  const bool broken =
      std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (broken) return;
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

bool has_no_body(int status) {
  return status < 200 || status == 204 || status == 304;
}

std::string http_date(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  std::array<char, 64> buffer{};
  const std::size_t length = std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {buffer.data(), length};
}

void write_head(std::string& out, const Response& response, std::string_view request_id,
                const HeadOptions& options) {
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += reason_phrase(response.status);
  out += "\r\n";
  add_field(out, "Date", current_date());
  if (!has_no_body(response.status)) {
    add_field(out, "Content-Type", response.content_type);
    if (!options.live) {
      add_field(out, "Content-Length", std::to_string(response.body_bytes()));
    } else if (!options.http_1_0) {
      add_field(out, "Transfer-Encoding", "chunked");
    }
  }
  add_field(out, "X-Request-Id", request_id);
  for (const Header& header : response.headers) add_field(out, header.name, header.value);
  if (!options.keep_alive) {
    add_field(out, "Connection", "close");
  } else if (options.http_1_0) {
    add_field(out, "Connection", "keep-alive");
  }
  out += "\r\n";
}

}  // namespace drape::http
