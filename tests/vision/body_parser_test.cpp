#include "vision/body_parser.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <thread>

#include "test_data.h"
#include "tiny_parser.h"
#include "vision/model_store.h"

namespace drape::vision {
namespace {

ParserManifest tiny_manifest() {
  return parse_manifest(tiny_parser_manifest("")).value();
}

BodyParser load_tiny(ParserManifest manifest = tiny_manifest()) {
  auto parser = BodyParser::load(tiny_parser_network(), std::move(manifest), 1);
  if (!parser) throw std::runtime_error(parser.error().public_text.value);
  return std::move(*parser);
}

const image::Plane& plane(const ParsedBody& body, Label label) {
  return body.labels[static_cast<std::size_t>(label)];
}

/// Red above, green in the middle, blue below, each a third.
image::Image flag(cv::Size size) {
  image::Image picture(size, cv::Vec3b(0, 0, 255));
  picture.rowRange(0, size.height / 3).setTo(cv::Vec3b(255, 0, 0));
  picture.rowRange(size.height / 3, 2 * size.height / 3).setTo(cv::Vec3b(0, 255, 0));
  return picture;
}

TEST(BodyParser, maps_the_classes_to_labels) {
  const auto body = load_tiny().parse(flag({64, 96}), {32, 48});
  ASSERT_TRUE(body) << body.error().internal_text.value;
  EXPECT_EQ(body->person.size(), cv::Size(32, 48));
  EXPECT_NEAR(plane(*body, Label::kHair)(4, 16), 1, 1e-4);
  EXPECT_NEAR(plane(*body, Label::kUpperClothes)(24, 16), 1, 1e-4);
  EXPECT_NEAR(plane(*body, Label::kLowerClothes)(24, 16), 1, 1e-4) << "the class may be either";
  EXPECT_NEAR(body->person(24, 16), 1, 1e-4);
  EXPECT_NEAR(body->person(44, 16), 0, 1e-4);
  EXPECT_TRUE(plane(*body, Label::kFace).empty()) << "no class is a face";
  EXPECT_TRUE(plane(*body, Label::kBackground).empty());
}

TEST(BodyParser, borders_lie_where_the_picture_has_them) {
  const auto body = load_tiny().parse(flag({320, 480}), {32, 48});
  ASSERT_TRUE(body);
  // Red ends at a third: between the rows 15 and 16.
  EXPECT_NEAR(plane(*body, Label::kHair)(15, 10) + plane(*body, Label::kHair)(16, 10), 1, 0.02);
  EXPECT_GT(plane(*body, Label::kHair)(15, 10), 0.5F);
}

TEST(BodyParser, blue_first_swaps_the_classes) {
  ParserManifest manifest = tiny_manifest();
  manifest.input.blue_first = true;
  const auto body = load_tiny(std::move(manifest)).parse(flag({32, 48}), {32, 48});
  ASSERT_TRUE(body);
  EXPECT_NEAR(body->person(4, 16), 0, 1e-4) << "red is now where the background was";
}

TEST(BodyParser, a_network_unlike_its_manifest_is_refused) {
  ParserManifest classes = tiny_manifest();
  classes.classes.push_back({"fourth", LabelSet(2)});
  ParserManifest layout = tiny_manifest();
  layout.parts.layout = TensorLayout::kChannelsLast;
  ParserManifest stride = tiny_manifest();
  stride.stride = 4;
  ParserManifest input = tiny_manifest();
  input.input.name = "image";
  for (const ParserManifest& manifest : {classes, layout, stride, input}) {
    const auto parser = BodyParser::load(tiny_parser_network(), manifest, 1);
    ASSERT_FALSE(parser);
    EXPECT_EQ(parser.error().code, "model_unsupported");
  }
}

/// The real network that an operator may add, as docs/models.md says; absent unless it lies beside the test
/// data.
class RealParser : public testing::Test {
 protected:
  void SetUp() override {
    const auto network = test_data() / ".." / "models" / "bodypix-mobilenet-v1-050-s8.onnx";
    if (!std::filesystem::exists(network)) GTEST_SKIP() << "no network in " << network.parent_path();
    const ModelStore store(fresh_folder());
    const auto manifest =
        std::filesystem::path(DRAPE_SOURCE_DIR) / "docs" / "models" / "bodypix-mobilenet-v1-050-s8.json";
    const auto added = store.add(network, manifest);
    ASSERT_TRUE(added) << added.error().public_text.value << added.error().internal_text.value;
    auto parser = store.open(*added, 2);
    ASSERT_TRUE(parser) << parser.error().internal_text.value;
    parser_.emplace(*std::move(parser));
    photographs_ = photographs("full-body/person");
    if (photographs_.empty()) GTEST_SKIP() << "no photographs: set DRAPE_TEST_DATA";
  }
  std::optional<BodyParser> parser_;
  std::vector<std::filesystem::path> photographs_;
};

// The middle of the label's plane, in shares of the picture.
cv::Point2d middle_of(const image::Plane& plane) {
  const cv::Moments moments = cv::moments(image::Mask(plane > 0.5F), true);
  return {moments.m10 / moments.m00 / plane.cols, moments.m01 / moments.m00 / plane.rows};
}

TEST_F(RealParser, sees_head_over_torso_over_feet_and_left_hand_right_of_right_hand) {
  for (const auto& path : photographs_) {
    const auto body = parser_->parse(read_photograph(path), {192, 256});
    ASSERT_TRUE(body) << body.error().internal_text.value;
    const double face = middle_of(plane(*body, Label::kFace).mul(body->person)).y;
    const double clothes = middle_of(plane(*body, Label::kUpperClothes).mul(body->person)).y;
    const double feet = middle_of(plane(*body, Label::kFeet).mul(body->person)).y;
    EXPECT_LT(face, clothes) << path;
    EXPECT_LT(clothes, feet) << path;
    const double left = middle_of(plane(*body, Label::kLeftHand).mul(body->person)).x;
    const double right = middle_of(plane(*body, Label::kRightHand).mul(body->person)).x;
    EXPECT_GT(left, right) << path;
  }
}

TEST_F(RealParser, answers_the_same_from_many_threads) {
  const image::Image photo = read_photograph(photographs_.front());
  const ParsedBody expected = parser_->parse(photo, {96, 128}).value();
  std::array<bool, 3> same{};
  std::vector<std::thread> threads;
  for (bool& equal : same) {
    threads.emplace_back([&] {
      const ParsedBody again = parser_->parse(photo, {96, 128}).value();
      equal = cv::countNonZero(again.person != expected.person) == 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, (std::array{true, true, true}));
}

}  // namespace
}  // namespace drape::vision
