#include "http/text.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

TEST(ParseInteger, reads_what_python_reads) {
  EXPECT_EQ(parse_integer("42").value, 42);
  EXPECT_EQ(parse_integer(" -7\n").value, -7);
  EXPECT_EQ(parse_integer("+1_000").value, 1000);
  EXPECT_EQ(parse_integer("007").value, 7);
  EXPECT_EQ(parse_integer("9223372036854775807").value, INT64_MAX);
}

TEST(ParseInteger, refuses_what_python_refuses) {
  for (const char* text : {"", " ", "-", "1.0", "1_", "_1", "1__0", "0x1", "1 2", "abc", "1e3"}) {
    EXPECT_EQ(parse_integer(text).kind, IntegerKind::kNone) << text;
  }
}

TEST(ParseInteger, tells_an_integer_that_does_not_fit_from_no_integer) {
  EXPECT_EQ(parse_integer("9223372036854775808").kind, IntegerKind::kTooLarge);
  EXPECT_EQ(parse_integer("-" + std::string(500, '9')).kind, IntegerKind::kTooLarge);
}

TEST(PercentDecode, keeps_broken_escapes) {
  EXPECT_EQ(percent_decode("a%20b+c%2", false), "a b+c%2");
  EXPECT_EQ(percent_decode("a+b%zz%41", true), "a b%zzA");
}

TEST(EncodeQueryComponent, encodes_as_quote_plus_does) {
  EXPECT_EQ(encode_query_component("a b&c=d/é~._-"), "a+b%26c%3Dd%2F%C3%A9~._-");
}

TEST(RepairUtf8, replaces_overlong_surrogate_and_cut_sequences) {
  EXPECT_TRUE(is_valid_utf8("né\xF0\x9F\x91\x97"));
  for (const char* broken : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80"}) {
    EXPECT_FALSE(is_valid_utf8(broken));
    EXPECT_TRUE(is_valid_utf8(repair_utf8(broken)));
  }
  EXPECT_EQ(repair_utf8("a\xFFz"), "a\xEF\xBF\xBDz");
}

TEST(CodePoints, counts_characters_not_bytes) {
  EXPECT_EQ(code_points("né\xF0\x9F\x91\x97"), 3U);
}

TEST(QueryParameters, keeps_order_and_gives_the_last_value) {
  const QueryParameters query("a=1&&b=%C3%A9+x&a=2&c");
  ASSERT_EQ(query.all().size(), 4U);
  EXPECT_EQ(query.last("a"), "2");
  EXPECT_EQ(query.last("b"), "é x");
  EXPECT_EQ(query.last("c"), "");
  EXPECT_FALSE(query.last("d"));
}

}  // namespace
}  // namespace drape::http
