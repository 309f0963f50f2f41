// What somebody says of a garment's photo, and what becomes of it when it cannot be true.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <set>

#include "fixtures/rendered_person.h"
#include "garment/analyse.h"
#include "image/codec.h"
#include "image/decoder.h"
#include "tryon/garment_photo.h"

namespace drape::tryon {
namespace {

using garment::Category;
using garment::GarmentModel;
using garment::PhotoType;

image::Image sample(const std::string& name) {
  image::initialise_codecs();
  std::ifstream file(std::string(DRAPE_SAMPLES_DIR) + "/garments/" + name + ".jpg", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  return image::in_process_decoder()->decode(std::as_bytes(std::span(bytes)), {}, 800)->pixels;
}

/// Somebody in a T-shirt; the fixtures are small, the networks see more in a larger picture.
image::Image worn_tee() {
  image::Image photo;
  cv::resize(fixtures::rendered_person("anna-tee").image, photo, {}, 2, 2, cv::INTER_CUBIC);
  return photo;
}

Result<GarmentModel> analysed(const image::Image& photo, const garment::Hints& hints) {
  static const auto kVision = vision::Vision::open({DRAPE_MODELS_DIR, 2});
  StageContext stages;
  return analyse_garment_photo(photo, **kVision, stages, hints);
}

/// The code of the failure, or the category.
std::string outcome(const image::Image& photo, const garment::Hints& hints) {
  const auto model = analysed(photo, hints);
  return model ? std::string(to_string(model->category)) : model.error().code;
}

TEST(CategoryHint, overrides_what_the_networks_say) {
  const auto model = analysed(sample("tee-plain"), {Category::kOuter});
  ASSERT_TRUE(model) << model.error().code;
  EXPECT_EQ(model->category, Category::kOuter);
  EXPECT_TRUE(model->upper);
  EXPECT_EQ(outcome(sample("dress"), {Category::kUpper}), "upper");
  EXPECT_EQ(outcome(sample("trousers"), {Category::kLower}), "lower");
  EXPECT_EQ(outcome(sample("skirt"), {Category::kSkirt}), "skirt");
}

TEST(CategoryHint, that_the_shape_cannot_be_is_refused) {
  EXPECT_EQ(outcome(sample("tee-plain"), {Category::kLower}), garment::kCategoryHintWrong);
  EXPECT_EQ(outcome(sample("skirt"), {Category::kLower}), garment::kCategoryHintWrong);
  for (const Category category : {Category::kUpper, Category::kDress, Category::kSkirt}) {
    EXPECT_EQ(outcome(sample("trousers"), {category}), garment::kCategoryHintWrong) << to_string(category);
  }
}

TEST(PhotoTypeHint, model_takes_the_garment_from_who_wears_it) {
  const auto model = analysed(worn_tee(), {std::nullopt, PhotoType::kModel});
  ASSERT_TRUE(model) << model.error().code;
  EXPECT_TRUE(model->upper->on_body);
  EXPECT_EQ(outcome(worn_tee(), {Category::kOuter, PhotoType::kModel}), "outer");
}

TEST(PhotoTypeHint, model_is_refused_where_nobody_is_seen_or_the_garment_is_no_top) {
  EXPECT_EQ(outcome(sample("tee-plain"), {std::nullopt, PhotoType::kModel}), garment::kPhotoTypeHintWrong);
  EXPECT_EQ(outcome(worn_tee(), {Category::kSkirt, PhotoType::kModel}), garment::kGarmentWorn);
}

TEST(PhotoTypeHint, flat_lay_looks_for_no_wearer) {
  StageContext stages;
  const auto vision = vision::Vision::open({DRAPE_MODELS_DIR, 2});
  ASSERT_TRUE(
      analyse_garment_photo(sample("tee-print"), **vision, stages, {std::nullopt, PhotoType::kFlatLay}));
  for (const StageTime& time : stages.times()) EXPECT_NE(time.name, "garment_worn");
}

TEST(GarmentHints, each_combination_has_a_key_of_its_own) {
  std::set<std::string> keys;
  for (const garment::Hints& hints : garment::all_hints()) keys.insert(to_key(hints));
  EXPECT_EQ(keys.size(), 18U);
  EXPECT_TRUE(keys.contains(""));
}

}  // namespace
}  // namespace drape::tryon
