#include "task/account.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace drape::task {
namespace {

TEST(ApiKeyText, made_key_parses_back_into_its_parts) {
  SystemRandom random;
  const ApiKeyText key = ApiKeyText::make(random);
  EXPECT_EQ(key.text(), "dk_" + key.public_id + "_" + key.secret);
  const std::optional<ApiKeyText> parsed = ApiKeyText::parse(key.text());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->public_id, key.public_id);
  EXPECT_EQ(parsed->secret, key.secret);
}

TEST(ApiKeyText, keys_do_not_repeat) {
  SystemRandom random;
  std::set<std::string> keys;
  for (int i = 0; i < 1'000; ++i) keys.insert(ApiKeyText::make(random).text());
  EXPECT_EQ(keys.size(), 1'000U);
}

class SeededRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = static_cast<std::byte>(generator_());
  }

 private:
  std::mt19937 generator_{1};
};

TEST(ApiKeyText, every_character_is_equally_likely) {
  SeededRandom random;
  constexpr int kKeys = 10'000;
  std::map<char, int> counts;
  for (int i = 0; i < kKeys; ++i) {
    const ApiKeyText key = ApiKeyText::make(random);
    for (const char c : key.public_id + key.secret) ++counts[c];
  }
  ASSERT_EQ(counts.size(), 36U);
  // A plain modulo would give the first four characters 12 % more than their share.
  constexpr int kShare = kKeys * 55 / 36;
  for (const auto& [character, count] : counts) EXPECT_NEAR(count, kShare, kShare / 20) << character;
}

TEST(ApiKeyText, any_other_shape_is_refused) {
  SystemRandom random;
  const std::string good = ApiKeyText::make(random).text();
  for (std::size_t length = 0; length < good.size(); ++length)
    EXPECT_FALSE(ApiKeyText::parse(good.substr(0, length)));
  EXPECT_FALSE(ApiKeyText::parse(good + "a"));
  EXPECT_FALSE(ApiKeyText::parse(" " + good));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char wrong : {'A', '-', '\0', '\x80', '\n', '.'}) {
      std::string bad = good;
      bad[i] = wrong;
      EXPECT_FALSE(ApiKeyText::parse(bad)) << i;
    }
  }
}

}  // namespace
}  // namespace drape::task
