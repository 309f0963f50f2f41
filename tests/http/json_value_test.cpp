#include "http/json_value.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

TEST(ParseJson, knows_the_python_type_of_every_value) {
  const auto type = [](std::string_view text) { return parse_json(text, 64)->python_type(); };
  EXPECT_EQ(type("null"), "NoneType");
  EXPECT_EQ(type("true"), "bool");
  EXPECT_EQ(type("1"), "int");
  EXPECT_EQ(type("99999999999999999999"), "int");
  EXPECT_EQ(type("1.5"), "float");
  EXPECT_EQ(type("\"x\""), "str");
  EXPECT_EQ(type("[1]"), "list");
  EXPECT_EQ(type("{}"), "dict");
}

TEST(ParseJson, keeps_the_digits_of_large_integers) {
  const auto large = [](std::string_view text) {
    return parse_json(text, 64)->as<JsonValue::BigInteger>()->digits;
  };
  EXPECT_EQ(large("9223372036854775808"), "9223372036854775808");
  EXPECT_EQ(large("-99999999999999999999"), "-99999999999999999999");
  EXPECT_EQ(*parse_json("9223372036854775807", 64)->as<std::int64_t>(), INT64_MAX);
}

TEST(ParseJson, takes_the_last_of_equal_names) {
  const auto value = parse_json(R"({"a":1,"b":2,"a":3})", 64);
  EXPECT_EQ(*value->member("a")->as<std::int64_t>(), 3);
  EXPECT_EQ(value->member("z"), nullptr);
}

TEST(ParseJson, refuses_what_is_no_json) {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\"}", "NaN", "Infinity", "1e999", "'x'", "\"\xFF\"", "1 2", "\"\\ud800\""}) {
    EXPECT_FALSE(parse_json(text, 64)) << text;
  }
}

// nlohmann's lexer ends at a null character as if it were the end, and skips a byte order mark.
TEST(ParseJson, refuses_null_characters_and_byte_order_marks) {
  for (const std::string& text : {std::string("{}\0", 3), std::string("\0", 1), std::string("{}\0{", 4),
                                  std::string("\"a\0b\"", 5), std::string("\xEF\xBB\xBF{}")}) {
    EXPECT_FALSE(parse_json(text, 64));
  }
}

TEST(ParseJson, bounds_depth_exactly) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_TRUE(parse_json(nested(64), 64));
  EXPECT_FALSE(parse_json(nested(65), 64));
  EXPECT_FALSE(parse_json(std::string(1'000'000, '['), 64));
}

TEST(PythonRepr, writes_floats_as_python_does) {
  EXPECT_EQ(python_repr(1), "1.0");
  EXPECT_EQ(python_repr(-1.5), "-1.5");
  EXPECT_EQ(python_repr(1e15), "1000000000000000.0");
  EXPECT_EQ(python_repr(1e16), "1e+16");
  EXPECT_EQ(python_repr(0.00001), "1e-05");
}

}  // namespace
}  // namespace drape::http
