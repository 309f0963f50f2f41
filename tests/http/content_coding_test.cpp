#include "http/content_coding.h"

#include <gtest/gtest.h>

#include <array>

namespace drape::http {
namespace {

constexpr std::array<std::string_view, 2> kCodings{"br", "gzip"};

std::string_view chosen(std::string_view field) {
  return choose_coding(field, kCodings);
}

TEST(ContentCoding, is_the_best_that_the_client_takes) {
  EXPECT_EQ(chosen("gzip, deflate, br, zstd"), "br");
  EXPECT_EQ(chosen("gzip, deflate"), "gzip");
  EXPECT_EQ(chosen(" GZip ;q=0.5 ,identity"), "gzip");
  EXPECT_EQ(chosen("*"), "br");
}

TEST(ContentCoding, is_none_that_the_client_does_not_name) {
  for (const char* field : {"", "identity", "deflate", "brr", "x-gzip", ",", ";", "gzip2;q=1", ",,;;,"}) {
    EXPECT_EQ(chosen(field), "") << field;
  }
}

TEST(ContentCoding, is_none_that_the_client_refuses) {
  EXPECT_EQ(chosen("br;q=0, gzip"), "gzip");
  EXPECT_EQ(chosen("br; q=0.000, gzip; q=0"), "");
  EXPECT_EQ(chosen("br;q=0, *"), "gzip");
  EXPECT_EQ(chosen("*;q=0"), "");
  EXPECT_EQ(chosen("br;q=0.001"), "br");
}

}  // namespace
}  // namespace drape::http
