// The validation of a garment and the engine hold together: a garment that is valid is not refused for a
// reason of its photo alone.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "image/codec.h"
#include "photographs.h"
#include "tryon/geometric/geometric_engine.h"
#include "tryon/try_on.h"

namespace drape::tryon {
namespace {

constexpr int kSideMax = 512;

const TryOn& facade() {
  static const auto kFacade = [] {
    image::initialise_codecs();
    TryOnLimits limits;
    limits.person_side_max = kSideMax;
    limits.garment_side_max = kSideMax;
    return make_try_on(test::shared_vision(), geometric::make_geometric_engine(), limits);
  }();
  return *kFacade;
}

image::Bytes file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::vector<char> characters((std::istreambuf_iterator<char>(stream)), {});
  image::Bytes bytes(characters.size());
  std::transform(characters.begin(), characters.end(), bytes.begin(), [](char c) { return std::byte(c); });
  return bytes;
}

const std::filesystem::path kSamples = DRAPE_SAMPLES_DIR;

GarmentVerdict judge(const image::Bytes& bytes, const std::string& name) {
  return facade().judge_garment({bytes, name}).value();
}

TEST(GarmentVerdict, product_photos_are_valid_flat_and_of_their_category) {
  using garment::Category;
  const std::vector<std::pair<std::string, Category>> photos = {{"tee-print", Category::kUpper},
                                                                {"trousers", Category::kLower},
                                                                {"skirt", Category::kSkirt},
                                                                {"dress", Category::kDress}};
  for (const auto& [name, category] : photos) {
    SCOPED_TRACE(name);
    const GarmentVerdict verdict = judge(file(kSamples / "garments" / (name + ".jpg")), name);
    EXPECT_TRUE(verdict.is_valid());
    EXPECT_EQ(verdict.category, category);
    EXPECT_EQ(verdict.on_model, false);
    EXPECT_GT(verdict.cutout_quality, 0.5F);
    EXPECT_GT(verdict.category_confidence, 0.5F);
  }
}

TEST(GarmentVerdict, person_in_a_top_is_a_photo_on_a_model) {
  const GarmentVerdict verdict = judge(file(kSamples / "persons" / "man-half.jpg"), "man-half");
  EXPECT_EQ(verdict.on_model, true);
}

TEST(GarmentVerdict, picture_of_nothing_says_why) {
  facade();
  const image::Bytes grey =
      *image::encode(image::Image(200, 200, cv::Vec3b(128, 128, 128)), {image::Format::kPng});
  const GarmentVerdict verdict = judge(grey, "grey");
  EXPECT_FALSE(verdict.is_valid());
  EXPECT_FALSE(verdict.category);
  EXPECT_EQ(verdict.cutout_quality, 0);
  ASSERT_EQ(verdict.issues.size(), 1U);
  EXPECT_EQ(verdict.issues[0].severity, person::Severity::kError);
  EXPECT_FALSE(verdict.issues[0].message.empty());
}

TEST(GarmentVerdict, valid_exactly_when_the_engine_does_not_refuse_the_photo) {
  const image::Bytes person = file(kSamples / "persons" / "man-half.jpg");
  for (const auto& entry : std::filesystem::directory_iterator(kSamples / "garments")) {
    const std::string name = entry.path().filename();
    SCOPED_TRACE(name);
    const image::Bytes bytes = file(entry.path());
    const GarmentVerdict verdict = judge(bytes, name);
    StageContext stages;
    const std::vector<EncodedGarment> worn = {EncodedPicture{bytes, name}};
    const auto result = facade().try_on({person, "person"}, worn, stages);
    const bool refused = !result && (result.error().code == "unsupported_garment" ||
                                     result.error().code.starts_with("garment_"));
    if (verdict.is_valid())
      EXPECT_TRUE(!refused || result.error().code == "garment_too_short");
    else
      EXPECT_TRUE(refused);
  }
}

}  // namespace
}  // namespace drape::tryon
