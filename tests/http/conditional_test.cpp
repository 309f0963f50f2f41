#include "http/conditional.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

const FileVersion kVersion{"\"abc\"", 784111777, 1000};  // Sun, 06 Nov 1994 08:49:37 GMT

RequestHead head_with(std::vector<HeaderView> headers) {
  RequestHead head;
  head.headers = std::move(headers);
  return head;
}

RangeRequest range(std::string_view text) {
  return requested_range(head_with({{"Range", text}}), kVersion);
}

TEST(IsNotModified, compares_tags_weakly) {
  for (const char* tags : {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"}) {
    EXPECT_TRUE(is_not_modified(head_with({{"If-None-Match", tags}}), kVersion)) << tags;
  }
  EXPECT_FALSE(is_not_modified(head_with({{"If-None-Match", "\"x\""}}), kVersion));
  EXPECT_FALSE(is_not_modified(head_with({}), kVersion));
}

TEST(IsNotModified, the_tag_beats_the_date) {
  const std::string_view date = "Sun, 06 Nov 1994 08:49:37 GMT";
  EXPECT_TRUE(is_not_modified(head_with({{"If-Modified-Since", date}}), kVersion));
  EXPECT_FALSE(
      is_not_modified(head_with({{"If-Modified-Since", "Sun, 06 Nov 1994 08:49:36 GMT"}}), kVersion));
  EXPECT_FALSE(is_not_modified(head_with({{"If-Modified-Since", "yesterday"}}), kVersion));
  EXPECT_FALSE(
      is_not_modified(head_with({{"If-Modified-Since", date}, {"If-None-Match", "\"x\""}}), kVersion));
}

void expect_part(std::string_view text, std::int64_t first, std::int64_t count) {
  const RangeRequest request = range(text);
  EXPECT_EQ(request.kind, RangeKind::kPart) << text;
  EXPECT_EQ(request.range.first, first) << text;
  EXPECT_EQ(request.range.count, count) << text;
}

TEST(RequestedRange, reads_the_three_forms) {
  expect_part("bytes=0-0", 0, 1);
  expect_part("bytes=10-19", 10, 10);
  expect_part("bytes=990-5000", 990, 10);
  expect_part("bytes=999-", 999, 1);
  expect_part("bytes=-1", 999, 1);
  expect_part("bytes=-5000", 0, 1000);
}

TEST(RequestedRange, is_unsatisfiable_beyond_the_end) {
  for (const char* text : {"bytes=1000-", "bytes=1000-1001", "bytes=-0"}) {
    EXPECT_EQ(range(text).kind, RangeKind::kUnsatisfiable) << text;
  }
}

TEST(RequestedRange, ignores_what_it_does_not_understand) {
  for (const char* text : {"", "items=0-1", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "bytes=", "bytes=-",
                           "bytes=--1", "bytes=99999999999999999999-"}) {
    EXPECT_EQ(range(text).kind, RangeKind::kWhole) << text;
  }
}

TEST(RequestedRange, if_range_asks_for_the_whole_of_another_version) {
  const auto with = [](std::string_view condition) {
    return requested_range(head_with({{"Range", "bytes=0-9"}, {"If-Range", condition}}), kVersion).kind;
  };
  EXPECT_EQ(with("\"abc\""), RangeKind::kPart);
  EXPECT_EQ(with("Sun, 06 Nov 1994 08:49:37 GMT"), RangeKind::kPart);
  EXPECT_EQ(with("\"old\""), RangeKind::kWhole);
  EXPECT_EQ(with("W/\"abc\""), RangeKind::kWhole);
}

}  // namespace
}  // namespace drape::http
