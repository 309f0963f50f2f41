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
