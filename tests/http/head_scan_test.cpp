#include "http/head_scan.h"

#include <gtest/gtest.h>

#include <string>

namespace drape::http {
namespace {

HeadScan scan(std::string_view text, std::size_t split = 0) {
  HeadScan scan;
  scan.feed(text.substr(0, split));
  scan.feed(text.substr(split));
  return scan;
}

const std::string kHead = "GET / HTTP/1.1\r\nHost: x\r\nA:\tb c \r\n\r\n";

TEST(HeadScan, counts_the_head_and_nothing_behind_it) {
  for (std::size_t split = 0; split <= kHead.size(); ++split) {
    EXPECT_EQ(scan(kHead, split).bytes(), kHead.size());
    EXPECT_EQ(scan(kHead + " body\r\n\r\n more", split).bytes(), kHead.size());
    EXPECT_FALSE(scan(kHead + "\r\n folded body", split).folded());
  }
}

TEST(HeadScan, finds_a_field_that_goes_on_in_a_second_line) {
  const std::string folded = "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n";
  for (std::size_t split = 0; split <= folded.size(); ++split) EXPECT_TRUE(scan(folded, split).folded());
  EXPECT_TRUE(scan("GET / HTTP/1.1\r\n\tX: y\r\n\r\n").folded());
  EXPECT_TRUE(scan("GET / HTTP/1.1\nA: b\n c\n\n").folded());
  EXPECT_FALSE(scan(kHead).folded());
}

}  // namespace
}  // namespace drape::http
