#include "task/content_hash.h"

#include <gtest/gtest.h>

namespace drape::task {
namespace {

constexpr std::string_view kHex = "00017f80ff0a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdeffedcba";

TEST(ContentHash, hex_text_round_trips) {
  const std::optional<ContentHash> hash = ContentHash::from_hex(kHex);
  ASSERT_TRUE(hash);
  EXPECT_EQ(hash->bytes()[0], std::byte{0});
  EXPECT_EQ(hash->bytes()[2], std::byte{0x7f});
  EXPECT_EQ(hash->bytes()[4], std::byte{0xff});
  EXPECT_EQ(hash->hex(), kHex);
}

TEST(ContentHash, anything_but_64_lowercase_digits_is_refused) {
  EXPECT_FALSE(ContentHash::from_hex(""));
  EXPECT_FALSE(ContentHash::from_hex(kHex.substr(1)));
  EXPECT_FALSE(ContentHash::from_hex(std::string(kHex) + "0"));
  for (const char wrong : {'A', 'g', '/', ' ', '\0'}) {
    std::string text(kHex);
    text[63] = wrong;
    EXPECT_FALSE(ContentHash::from_hex(text));
  }
}

}  // namespace
}  // namespace drape::task
