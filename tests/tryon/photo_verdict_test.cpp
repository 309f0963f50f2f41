// The validation and the engine hold together: what the one accepts the other does not refuse for a reason of
// the photo.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "image/codec.h"
#include "photographs.h"
#include "render/render_person.h"
#include "tryon/geometric/geometric_engine.h"
#include "tryon/try_on.h"

namespace drape::tryon {
namespace {

using render::ArmPose;
using render::Framing;
using render::PersonSpec;

// Refusals of the photo do not depend on more pixels.
constexpr int kSideMax = 512;

/// A garment photo of each category that a validation speaks of.
const std::vector<std::pair<std::string, std::string>> kGarments = {
    {"upper", "tee-plain.jpg"}, {"lower", "trousers.jpg"}, {"lower", "skirt.jpg"}, {"dress", "dress.jpg"}};

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

image::Bytes encoded(const image::Image& picture) {
  facade();
  return *image::encode(picture, {image::Format::kPng});
}

image::Bytes sample(const std::string& name) {
  std::ifstream stream(std::string(DRAPE_SAMPLES_DIR) + "/" + name, std::ios::binary);
  const std::vector<char> characters((std::istreambuf_iterator<char>(stream)), {});
  image::Bytes bytes(characters.size());
  std::transform(characters.begin(), characters.end(), bytes.begin(), [](char c) { return std::byte(c); });
  return bytes;
}

image::Image picture_of(const image::Bytes& bytes) {
  facade();
  return *image::decode(bytes);
}

// Codes that blame the garment, or the garment on this person, and not the photo.
bool blames_photo(const Error& refusal) {
  static const std::set<std::string> kOthers = {"unsupported_garment", "garment_not_frontal",
                                                "garment_too_short", "result_not_acceptable"};
  return !kOthers.contains(refusal.code);
}

bool says(const person::Validation& verdict, const Error& refusal) {
  return std::any_of(verdict.issues.begin(), verdict.issues.end(), [&](const person::Issue& issue) {
    return issue.code == refusal.code &&
           (issue.message == refusal.public_text.value || issue.severity == person::Severity::kError);
  });
}

void expect_to_hold_together(const image::Image& photo, const std::string& name) {
  SCOPED_TRACE(name);
  const image::Bytes bytes = encoded(photo);
  const EncodedPicture person{bytes, "person " + name};
  const auto verdict = facade().validate_person(person);
  ASSERT_TRUE(verdict) << verdict.error().code;
  const std::set<std::string> supported(verdict->supported_categories.begin(),
                                        verdict->supported_categories.end());
  EXPECT_TRUE(!verdict->is_valid() || supported.contains("upper"));
  for (const auto& [category, file] : kGarments) {
    static std::map<std::string, image::Bytes> garments;
    if (!garments.contains(file)) garments[file] = sample("garments/" + file);
    StageContext stages;
    const std::vector<EncodedGarment> worn = {EncodedPicture{garments[file], file}};
    const auto result = facade().try_on(person, worn, stages);
    if (supported.contains(category)) {
      EXPECT_TRUE(result || !blames_photo(result.error())) << file << ": " << result.error().code;
    } else {
      ASSERT_FALSE(result) << file << " is dressed though it is not supported";
      EXPECT_TRUE(blames_photo(result.error())) << file << ": " << result.error().code;
      EXPECT_TRUE(says(*verdict, result.error())) << file << ": " << result.error().code;
    }
    // What suits no garment is refused for each alike, and would be analysed again each time.
    if (supported.empty()) break;
  }
  facade().forget(person.sha256);
}

// The photo as if it ended higher: at the hips (6/10 of a full body's height) or at the chest.
image::Image upper_tenths(const image::Image& photo, int tenths) {
  return photo.rowRange(0, photo.rows * tenths / 10).clone();
}

constexpr int kHips = 6;
constexpr int kChest = 4;

// Each photo whole and ending higher, at the two heights in turn: both for each would take half as long
// again.
void expect_framings_to_hold_together(const std::vector<std::pair<std::string, image::Image>>& photos) {
  int tenths = kHips;
  for (const auto& [name, photo] : photos) {
    expect_to_hold_together(photo, name);
    expect_to_hold_together(upper_tenths(photo, tenths), name + " upper " + std::to_string(tenths) + "/10");
    tenths = kHips + kChest - tenths;
  }
}

class DrawnPersons : public testing::TestWithParam<Framing> {};

TEST_P(DrawnPersons, are_refused_by_the_engine_only_where_the_validation_says_so) {
  using Arms = std::array<ArmPose, 2>;
  constexpr Arms kHangingAndSpread = {ArmPose::kHanging, ArmPose::kSpread};
  constexpr Arms kOnHipAndBent = {ArmPose::kOnHip, ArmPose::kBent};
  const std::array<std::pair<Arms, float>, 3> poses = {
      {{kHangingAndSpread, 0.0F}, {kHangingAndSpread, 60.0F}, {kOnHipAndBent, 0.0F}}};
  for (const auto& [arms, turn] : poses) {
    PersonSpec spec;
    spec.arms = arms;
    spec.turn_degrees = turn;
    spec.framing = GetParam();
    expect_to_hold_together(
        render::render_person(spec, {288, 384}).image,
        "arms " + std::to_string(static_cast<int>(arms[0])) + " turned " + std::to_string(turn));
  }
}

INSTANTIATE_TEST_SUITE_P(Framings, DrawnPersons,
                         testing::Values(Framing::kPortrait, Framing::kHalfBody, Framing::kThreeQuarter,
                                         Framing::kFullBody));

TEST(SamplePersons, are_refused_by_the_engine_only_where_the_validation_says_so) {
  std::vector<std::pair<std::string, image::Image>> photos;
  for (const std::string name : {"man-full", "man-half", "man-three-quarter", "woman-bent-arm", "woman-curly",
                                 "woman-full", "woman-half"})
    photos.emplace_back(name, picture_of(sample("persons/" + name + ".jpg")));
  expect_framings_to_hold_together(photos);
}

class Photographs : public testing::TestWithParam<const char*> {};

TEST_P(Photographs, are_refused_by_the_engine_only_where_the_validation_says_so) {
  const auto files = test::pictures_in(GetParam());
  if (files.empty()) GTEST_SKIP() << "no photographs in " << test::test_data();
  std::vector<std::pair<std::string, image::Image>> photos;
  for (const auto& file : files) photos.emplace_back(file.filename().string(), test::read_picture(file));
  expect_framings_to_hold_together(photos);
}

INSTANTIATE_TEST_SUITE_P(Folders, Photographs,
                         testing::Values("pairs/person", "full-body/person", "parsed/person",
                                         "persons-misc"));

TEST(HalfBody, photos_that_show_the_hips_are_offered_lower_garments) {
  const image::Bytes bytes = sample("persons/man-half.jpg");
  const auto verdict = facade().validate_person({bytes, "half"});
  ASSERT_TRUE(verdict);
  EXPECT_TRUE(verdict->is_valid());
  EXPECT_THAT(verdict->supported_categories, testing::ElementsAre("upper", "lower", "dress"));
}

TEST(Bust, photos_that_end_above_the_hips_are_offered_none_and_say_what_to_change) {
  const image::Image photo = picture_of(sample("persons/woman-full.jpg"));
  const image::Bytes bytes = encoded(photo.rowRange(0, photo.rows * 45 / 100).clone());
  const auto verdict = facade().validate_person({bytes, "bust"});
  ASSERT_TRUE(verdict);
  EXPECT_THAT(verdict->supported_categories, testing::Not(testing::Contains("lower")));
  ASSERT_FALSE(verdict->issues.empty());
  for (const person::Issue& issue : verdict->issues) EXPECT_EQ(issue.message.back(), '.');
}

}  // namespace
}  // namespace drape::tryon
