#include "task/layering.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace drape::task {
namespace {

using enum GarmentCategory;
using enum LayeringConflict;

std::optional<LayeringConflict> conflict(std::vector<GarmentCategory> garments) {
  return layering_conflict(garments);
}

TEST(Layering, every_pair_of_categories_is_judged_as_the_table_says) {
  constexpr std::array kCategories = {kUpper, kOuter, kLower, kSkirt, kDress};
  using Verdict = std::optional<LayeringConflict>;
  const Verdict fine;
  const Verdict kTable[5][5] = {
      {fine, fine, fine, fine, fine},
      {fine, fine, fine, fine, fine},
      {fine, fine, kTwoBottoms, kTwoBottoms, kDressWithBottom},
      {fine, fine, kTwoBottoms, kTwoBottoms, kDressWithBottom},
      {fine, fine, kDressWithBottom, kDressWithBottom, kTwoDresses},
  };
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) {
      EXPECT_EQ(conflict({kCategories[i], kCategories[j]}), kTable[i][j])
          << to_string(kCategories[i]) << " with " << to_string(kCategories[j]);
    }
  }
}

TEST(Layering, single_garments_and_none_are_fine) {
  EXPECT_FALSE(conflict({}));
  for (const GarmentCategory category : {kUpper, kOuter, kLower, kSkirt, kDress})
    EXPECT_FALSE(conflict({category}));
}

TEST(Layering, full_outfit_is_fine_in_any_order) {
  EXPECT_FALSE(conflict({kOuter, kLower, kUpper}));
  EXPECT_FALSE(conflict({kDress, kOuter, kUpper}));
}

TEST(Layering, conflict_is_found_among_other_garments) {
  EXPECT_EQ(conflict({kUpper, kSkirt, kOuter, kLower}), kTwoBottoms);
  EXPECT_EQ(conflict({kDress, kOuter, kUpper, kSkirt}), kDressWithBottom);
}

TEST(Layering, every_conflict_has_its_own_sentence) {
  EXPECT_FALSE(message(kTwoBottoms).empty());
  EXPECT_NE(message(kTwoBottoms), message(kDressWithBottom));
  EXPECT_NE(message(kTwoDresses), message(kDressWithBottom));
}

}  // namespace
}  // namespace drape::task
