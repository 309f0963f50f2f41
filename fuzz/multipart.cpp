#include "http/multipart.h"

#include <string>
#include <vector>

#include "http/text.h"
#include "target.h"

namespace drape::fuzz {
namespace {

/// What a parser told its sink, and how it ended.
struct Record final : http::PartSink {
  bool begin_part(const http::PartHead& head) override {
    require(!open, "no part begins inside another");
    require(http::is_valid_utf8(head.name) && http::is_valid_utf8(head.file_name), "names are UTF-8");
    require(head.file_name.find_first_of("/\\") == std::string::npos, "a file's name names no folder");
    open = true;
    events += "part \"" + head.name + "\" \"" + head.file_name + "\" ";
    return ++parts <= kPartsMax;
  }
  bool part_data(std::string_view data) override {
    require(open, "data belongs to a part");
    content_bytes += data.size();
    events += data;
    return true;
  }
  bool end_part() override {
    require(open, "what ends has begun");
    open = false;
    events += " end\n";
    return true;
  }

  static constexpr int kPartsMax = 20;
  std::string events;
  std::size_t content_bytes = 0;
  int parts = 0;
  bool open = false;
  bool accepted = false;
};

/// Feeds `body` in pieces; `next_size` says how long each is (0 counts as 1).
template <typename NextSize>
Record parse(std::string_view boundary, std::string_view body, NextSize next_size) {
  Record record;
  http::MultipartParser parser(boundary, record);
  bool going = true;
  while (going && !body.empty()) {
    const std::size_t size = std::clamp<std::size_t>(next_size(), 1, body.size());
    going = parser.feed(body.substr(0, size));
    body.remove_prefix(size);
  }
  record.accepted = going && parser.finish();
  record.events += parser.error();
  return record;
}

}  // namespace

// Input: a line with the sizes of the pieces, a line with the boundary, the body.
void multipart(std::string_view bytes) {
  Input input(bytes);
  const std::string_view sizes = input.line();
  std::string_view boundary = input.line();
  if (!http::MultipartParser::valid_boundary(boundary)) boundary = "b";
  const std::string_view body = input.rest();

  const Record whole = parse(boundary, body, [&] { return body.size(); });
  require(whole.content_bytes <= body.size(), "no part has more bytes than came");
  require(!whole.accepted || !whole.open, "an accepted form ends its parts");
  std::size_t at = 0;
  const Record pieces = parse(boundary, body, [&]() -> std::size_t {
    return sizes.empty() ? 1 : static_cast<unsigned char>(sizes[at++ % sizes.size()]);
  });
  require(pieces.accepted == whole.accepted, "whether a form is accepted does not depend on its pieces");
  require(pieces.events == whole.events, "what a form holds does not depend on its pieces");
  static_cast<void>(http::parse_parameterised(body.substr(0, body.find('\n'))));
}

}  // namespace drape::fuzz
