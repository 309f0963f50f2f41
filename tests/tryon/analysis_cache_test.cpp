#include "tryon/analysis_cache.h"

#include <gtest/gtest.h>

namespace drape::tryon {
namespace {

std::shared_ptr<const int> model(int value) {
  return std::make_shared<const int>(value);
}

TEST(AnalysisCache, finds_what_was_inserted_and_nothing_else) {
  AnalysisCache<int> cache(100);
  cache.insert("a", model(1), 10);
  ASSERT_NE(cache.find("a"), nullptr);
  EXPECT_EQ(*cache.find("a"), 1);
  EXPECT_EQ(cache.find("b"), nullptr);
}

TEST(AnalysisCache, the_least_recently_used_goes_first) {
  AnalysisCache<int> cache(30);
  cache.insert("a", model(1), 10);
  cache.insert("b", model(2), 10);
  cache.insert("c", model(3), 10);
  EXPECT_NE(cache.find("a"), nullptr);
  cache.insert("d", model(4), 10);
  EXPECT_EQ(cache.find("b"), nullptr);
  EXPECT_NE(cache.find("a"), nullptr);
  EXPECT_NE(cache.find("c"), nullptr);
}

TEST(AnalysisCache, what_is_larger_than_the_cache_is_not_kept_and_evicts_nothing) {
  AnalysisCache<int> cache(30);
  cache.insert("a", model(1), 10);
  cache.insert("huge", model(2), 31);
  EXPECT_EQ(cache.find("huge"), nullptr);
  EXPECT_NE(cache.find("a"), nullptr);
}

TEST(AnalysisCache, what_is_erased_is_gone_and_leaves_its_room) {
  AnalysisCache<int> cache(30);
  cache.insert("a", std::make_shared<const int>(1), 20);
  const auto held = cache.find("a");
  cache.erase("a");
  cache.erase("never there");
  EXPECT_FALSE(cache.find("a"));
  EXPECT_EQ(*held, 1);
  cache.insert("b", std::make_shared<const int>(2), 20);
  cache.insert("c", std::make_shared<const int>(3), 10);
  EXPECT_TRUE(cache.find("b"));
  EXPECT_TRUE(cache.find("c"));
}

TEST(AnalysisCache, an_empty_key_is_never_stored) {
  AnalysisCache<int> cache(30);
  cache.insert("", model(1), 1);
  EXPECT_EQ(cache.find(""), nullptr);
}

}  // namespace
}  // namespace drape::tryon
