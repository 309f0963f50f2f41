#include "garment/category.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
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

TEST(Category, of_what_is_no_garment_is_not_to_be_trusted) {
  const vision::GarmentOdds shoe{0.02F, 0.02F, 0.02F, 0.02F, 0.02F, 0.90F};
  EXPECT_EQ(likeliest_category(shoe).confidence, 0.F);
  EXPECT_FALSE(is_clear(shoe, true));
}

TEST(Category, is_not_clear_where_two_are_nearly_as_likely) {
  const vision::GarmentOdds skirt_or_dress{0.02F, 0.F, 0.F, 0.53F, 0.45F, 0.F};
  EXPECT_FALSE(is_clear(skirt_or_dress, false));
  EXPECT_FALSE(is_clear(skirt_or_dress, true));
  const vision::GarmentOdds skirt{0.02F, 0.F, 0.F, 0.93F, 0.05F, 0.F};
  EXPECT_TRUE(is_clear(skirt, false));
  EXPECT_EQ(likeliest_category(skirt).category, Category::kSkirt);
}

TEST(Category, of_a_product_photo_need_not_part_tops_from_jackets) {
  const vision::GarmentOdds cardigan{0.52F, 0.44F, 0.01F, 0.01F, 0.01F, 0.01F};
  EXPECT_TRUE(is_clear(cardigan, true));
  EXPECT_FALSE(is_clear(cardigan, false));
}

TEST(Category, of_a_product_photo_heeds_the_garments_length) {
  const vision::GarmentOdds unsure{0.45F, 0.F, 0.F, 0.F, 0.55F, 0.F};
  const vision::GarmentOdds as_short = settle_by_length(unsure, ShapeFeatures{.body_length = 1.8F});
  EXPECT_FLOAT_EQ(as_short[0], 1.F);
  const vision::GarmentOdds as_long = settle_by_length(unsure, ShapeFeatures{.body_length = 3.0F});
  EXPECT_FLOAT_EQ(as_long[4], 1.F);
}

/// Folder of photographs -> the category of what they show.
const std::map<std::string, Category> kSnapshots = {
    {"Blazer", Category::kOuter},     {"Outwear", Category::kOuter}, {"Blouse", Category::kUpper},
    {"Hoodie", Category::kUpper},     {"Polo", Category::kUpper},    {"Shirt", Category::kUpper},
    {"Longsleeve", Category::kUpper}, {"T-Shirt", Category::kUpper}, {"Pants", Category::kLower},
    {"Shorts", Category::kLower},     {"Skirt", Category::kSkirt},   {"Dress", Category::kDress}};

bool is_top(Category category) {
  return category == Category::kUpper || category == Category::kOuter;
}

// A skirt laid on as a top is a wrong picture; a refusal is not. But a shop that refuses everything sells
// nothing.
TEST(Snapshots, are_mostly_used_and_seldom_taken_for_another_part_of_the_body) {
  int seen = 0;
  int used = 0;
  int wrong = 0;
  for (const auto& [folder, category] : kSnapshots) {
    for (const auto& path : photographs("garments-cc0/" + folder)) {
      StageContext stages;
      const auto model = describe_garment(read_photograph(path), stages, &imported_networks());
      used += model.has_value();
      wrong += model && model->category != category && !(is_top(model->category) && is_top(category));
      ++seen;
    }
  }
  if (seen == 0) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
  EXPECT_GT(used, 0.60 * seen);
  EXPECT_LT(wrong, 0.07 * used);
}

TEST(ProductPhotographs, of_tops_are_told_as_tops) {
  int seen = 0;
  for (const char* folder : {"pairs/garment", "full-body/garment", "parsed/garment"}) {
    for (const auto& path : photographs(folder)) {
      SCOPED_TRACE(path);
      StageContext stages;
      const auto model = describe_garment(read_photograph(path), stages, &imported_networks());
      ASSERT_TRUE(model) << model.error().code;
      EXPECT_TRUE(is_top(model->category)) << to_string(model->category);
      ++seen;
    }
  }
  if (seen == 0) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
}

}  // namespace
}  // namespace drape::garment
