#include "http/multipart.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

/// Writes down what it is given: "name|file name|content".
class Recorder final : public PartSink {
 public:
  bool begin_part(const PartHead& head) override {
    parts.push_back(head.name + "|" + head.file_name + "|");
    return true;
  }
  bool part_data(std::string_view data) override {
    parts.back() += data;
    return true;
  }
  bool end_part() override {
    ++ended;
    return true;
  }
  std::vector<std::string> parts;
  int ended = 0;
};

std::vector<std::string> parse(std::string_view body, std::size_t split = 0) {
  Recorder recorder;
  MultipartParser parser("xYz", recorder);
  EXPECT_TRUE(parser.feed(body.substr(0, split)));
  EXPECT_TRUE(parser.feed(body.substr(split)));
  EXPECT_TRUE(parser.finish());
  EXPECT_EQ(recorder.ended, static_cast<int>(recorder.parts.size()));
  return recorder.parts;
}

const std::string kBody =
    "preamble\r\n--xYz\r\n"
    "Content-Disposition: form-data; name=\"image_name\"\r\n\r\n"
    "front\r\n--xY model\r\n--xYz  \r\n"
    "Content-Type: image/png\r\n"
    "content-disposition: form-data; name=image; filename=\"C:\\dir\\a;\\\"b.png\"\r\n\r\n"
    "\r\n--xY\r\n\r\n--\x01z\r\n--xYz--\r\nepilogue --xYz";
const std::vector<std::string> kParts{"image_name||front\r\n--xY model",
                                      "image|a;\"b.png|\r\n--xY\r\n\r\n--\x01z"};

TEST(MultipartParser, splits_anywhere_give_the_same_parts) {
  for (std::size_t split = 0; split <= kBody.size(); ++split) EXPECT_EQ(parse(kBody, split), kParts) << split;
}

TEST(MultipartParser, single_bytes_give_the_same_parts) {
  Recorder recorder;
  MultipartParser parser("xYz", recorder);
  for (const char c : kBody) ASSERT_TRUE(parser.feed(std::string_view(&c, 1)));
  ASSERT_TRUE(parser.finish());
  EXPECT_EQ(recorder.parts, kParts);
}

std::string part(const std::string& head, const std::string& content = "c") {
  return "--xYz\r\n" + head + "\r\n\r\n" + content + "\r\n--xYz--\r\n";
}

TEST(MultipartParser, a_part_is_a_file_exactly_when_it_has_a_file_name) {
  using Parts = std::vector<std::string>;
  const std::string head = "Content-Disposition: form-data; name=\"a\"";
  EXPECT_EQ(parse(part(head)), (Parts{"a||c"}));
  EXPECT_EQ(parse(part(head + "; filename=\"\"")), (Parts{"a||c"}));
  EXPECT_EQ(parse(part(head + "; filename=\"x.png\"")), (Parts{"a|x.png|c"}));
  EXPECT_EQ(parse(part(head + "; filename*=UTF-8''%C3%A9.png")), (Parts{"a|é.png|c"}));
  EXPECT_EQ(parse(part(head + "\r\nContent-Type: image/png")), (Parts{"a||c"}));
}

TEST(MultipartParser, skips_parts_that_the_framework_skips) {
  EXPECT_TRUE(parse(part("Content-Disposition: form-data")).empty());
  EXPECT_TRUE(parse(part("Content-Type: text/plain")).empty());
  EXPECT_TRUE(parse(part("Content-Disposition: form-data; name=a; filename=\"dir/\"")).empty());
  EXPECT_TRUE(parse(part("Content-Disposition: form-data; name=a; filename=\"..\"")).empty());
  EXPECT_TRUE(parse("--xYz--\r\n").empty());
  EXPECT_TRUE(parse("no boundary at all").empty());
}

TEST(MultipartParser, takes_an_empty_part_and_a_missing_last_boundary) {
  const std::string head = "--xYz\r\nContent-Disposition: form-data; name=a\r\n\r\n";
  EXPECT_EQ(parse(head + "\r\n--xYz--"), (std::vector<std::string>{"a||"}));
  EXPECT_EQ(parse(head + "text"), (std::vector<std::string>{"a||text"}));
  EXPECT_EQ(parse(head), (std::vector<std::string>{"a||"}));
}

// A head over the limit was refused when it came in small pieces and taken when it came in one.
TEST(MultipartParser, limits_a_head_the_same_in_one_piece_and_in_many) {
  constexpr std::size_t kHeadBytesMax = 16 << 10;
  const std::string field = "Content-Disposition: form-data; name=a\r\nX-Padding: ";
  for (const std::size_t bytes : {kHeadBytesMax - 1, kHeadBytesMax, kHeadBytesMax + 1}) {
    // The line break after the boundary counts, too.
    const std::string body = part(field + std::string(bytes - field.size() - 2, 'x'));
    for (const std::size_t piece : {body.size(), std::size_t{1}}) {
      Recorder recorder;
      MultipartParser parser("xYz", recorder);
      bool taken = true;
      for (std::size_t at = 0; taken && at < body.size(); at += piece) {
        taken = parser.feed(std::string_view(body).substr(at, piece));
      }
      EXPECT_EQ(taken, bytes <= kHeadBytesMax) << bytes << " bytes in pieces of " << piece;
    }
  }
}

TEST(MultipartParser, refuses_an_endless_head) {
  Recorder recorder;
  MultipartParser parser("xYz", recorder);
  EXPECT_FALSE(parser.feed("--xYz\r\nX: " + std::string(20'000, 'a')));
  EXPECT_FALSE(parser.error().empty());
}

TEST(MultipartParser, boundary_rules) {
  EXPECT_TRUE(MultipartParser::valid_boundary("----WebKitFormBoundary7MA4YWxkTrZu0gW"));
  EXPECT_TRUE(MultipartParser::valid_boundary("a b"));
  for (const std::string& bad : {std::string(), std::string("a "), std::string("é"), std::string(202, 'a')}) {
    EXPECT_FALSE(MultipartParser::valid_boundary(bad)) << bad;
  }
}

TEST(ParseParameterised, reads_quotes_and_semicolons) {
  const ParameterisedValue value =
      parse_parameterised("Multipart/Form-Data; Boundary=\"a;b\\\"c\" ; charset=utf-8");
  EXPECT_EQ(value.value, "multipart/form-data");
  EXPECT_EQ(value.parameter("boundary"), "a;b\"c");
  EXPECT_EQ(value.parameter("charset"), "utf-8");
  EXPECT_FALSE(value.parameter("x"));
}

}  // namespace
}  // namespace drape::http
