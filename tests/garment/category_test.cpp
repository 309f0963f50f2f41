#include "garment/category.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "garment/describe.h"
#include "test_pictures.h"

namespace drape::garment {
namespace {

struct Sample {
  const char* name;
  Category category;
};

class SampleGarments : public ::testing::TestWithParam<Sample> {};

// The demo once dressed a man in the sample dress as in a long top: its length passed for a top's.
TEST_P(SampleGarments, are_given_their_category) {
  const std::filesystem::path path = std::filesystem::path(DRAPE_SOURCE_DIR) / "samples" / "garments" /
                                     (std::string(GetParam().name) + ".jpg");
  StageContext stages;
  const auto model = describe_garment(read_photograph(path), stages);
  ASSERT_TRUE(model) << model.error().code;
  EXPECT_EQ(to_string(model->category), to_string(GetParam().category));
}

INSTANTIATE_TEST_SUITE_P(
    Category, SampleGarments,
    ::testing::Values(Sample{"dress", Category::kDress}, Sample{"skirt", Category::kSkirt},
                      Sample{"trousers", Category::kLower}, Sample{"tee-plain", Category::kUpper},
                      Sample{"tee-print", Category::kUpper}, Sample{"long-sleeve-striped", Category::kUpper},
                      Sample{"sleeveless", Category::kUpper}, Sample{"shirt", Category::kUpper},
                      Sample{"shirt-checked", Category::kUpper}),
    [](const auto& tested) {
      std::string name = tested.param.name;
      for (char& c : name) c = c == '-' ? '_' : c;
      return name;
    });

TEST(Category, a_top_without_sleeves_is_believed_only_of_a_certain_outline) {
  const ShapeFeatures sleeveless{.aspect = 1.2F, .has_sleeves = false, .body_length = 1.4F};
  const CategoryGuess top = guess_category(sleeveless);
  ASSERT_EQ(top.category, Category::kUpper);
  EXPECT_TRUE(is_trustworthy(top, sleeveless, 0.95F));
  EXPECT_FALSE(is_trustworthy(top, sleeveless, 0.80F));
  ShapeFeatures short_legs = sleeveless;
  short_legs.hem_notch = 0.06F;
  EXPECT_FALSE(is_trustworthy(top, short_legs, 0.95F));
  const ShapeFeatures sleeved{.aspect = 1.2F, .has_sleeves = true, .body_length = 1.4F};
  EXPECT_TRUE(is_trustworthy(guess_category(sleeved), sleeved, 0.80F));
}

// A skirt laid on as a top is a wrong picture; a refusal is not.
TEST(Snapshots, of_shorts_and_skirts_are_seldom_taken_for_tops) {
  int seen = 0;
  int taken_for_top = 0;
  for (const char* folder : {"garments-cc0/Shorts", "garments-cc0/Skirt"}) {
    for (const auto& path : photographs(folder)) {
      StageContext stages;
      const auto model = describe_garment(read_photograph(path), stages);
      taken_for_top += model && model->category == Category::kUpper;
      ++seen;
    }
  }
  if (seen == 0) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
  EXPECT_LT(taken_for_top, 0.10 * seen);
}

TEST(ProductPhotographs, of_tops_are_upper) {
  int seen = 0;
  for (const char* folder : {"pairs/garment", "full-body/garment", "parsed/garment"}) {
    for (const auto& path : photographs(folder)) {
      SCOPED_TRACE(path);
      StageContext stages;
      const auto model = describe_garment(read_photograph(path), stages);
      ASSERT_TRUE(model) << model.error().code;
      EXPECT_EQ(to_string(model->category), "upper");
      ++seen;
    }
  }
  if (seen == 0) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
}

}  // namespace
}  // namespace drape::garment
