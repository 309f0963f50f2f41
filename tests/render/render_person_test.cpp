#include "render/render_person.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "fixtures/rendered_person.h"
#include "person/person_model.h"
#include "vision/vision.h"

namespace drape::render {
namespace {

using person::Label;
using vision::BodyPoint;

constexpr PictureSize kSmall{96, 128};

image::Mask mask_of(const image::LabelMap& labels, Label label) {
  return labels == static_cast<int>(label);
}

image::Mask grown(const image::Mask& mask, int radius) {
  image::Mask out;
  cv::dilate(mask, out, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1}));
  return out;
}

float pixel_distance(const cv::Vec3b& a, const cv::Vec3b& b) {
  return static_cast<float>(std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])}));
}

TEST(RenderPerson, equal_specs_give_equal_pixels_whatever_the_threads) {
  const PersonSpec spec;
  const RenderedPerson one = render_person(spec, kSmall, 1), three = render_person(spec, kSmall, 3);
  EXPECT_EQ(cv::norm(one.image, three.image, cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(one.labels, three.labels, cv::NORM_INF), 0);
  EXPECT_EQ(one.joints, three.joints);
}

TEST(RenderPerson, a_picture_of_half_the_size_shows_the_same_scene) {
  const PersonSpec spec;
  const RenderedPerson large = render_person(spec, {192, 256}), small = render_person(spec, kSmall);
  cv::Mat halved;
  cv::resize(large.image, halved, small.image.size(), 0, 0, cv::INTER_AREA);
  EXPECT_LT(cv::norm(halved, small.image, cv::NORM_L1) / static_cast<double>(3 * small.image.total()), 2.0);
  EXPECT_NEAR(large.joints[0].x, 2 * small.joints[0].x, 0.01);
}

TEST(RenderPerson, background_label_and_only_it_shows_the_bare_backdrop) {
  // A dark person on the light backdrop: what is labelled as person is dark, what is not is light.
  PersonSpec spec;
  spec.skin_tone = 5;
  spec.hair_colour = {20, 16, 14};
  spec.outfit.top_fabric.colour = {30, 30, 34};
  spec.outfit.lower_fabric.colour = {30, 30, 34};
  const RenderedPerson person = render_person(spec, {192, 256});
  image::Mask labelled = person.labels != 0;
  const image::Mask edge = grown(labelled, 2) & grown(~labelled, 2);
  int wrong = 0;
  for (int y = 0; y < person.image.rows; ++y) {
    for (int x = 0; x < person.image.cols; ++x) {
      if (edge(y, x) != 0) continue;
      const bool light = person.image(y, x)[2] > 195;
      // The whites of the eyes are light too.
      const bool face = person.labels(y, x) == static_cast<int>(Label::kFace);
      wrong += !face && light == (labelled(y, x) != 0) ? 1 : 0;
    }
  }
  EXPECT_EQ(wrong, 0);
}

TEST(RenderPerson, every_class_that_the_picture_shows_is_labelled) {
  const RenderedPerson dressed = fixtures::rendered_person("dora-tee");
  for (Label label :
       {Label::kHair, Label::kFace, Label::kNeck, Label::kLeftArm, Label::kRightArm, Label::kLeftHand,
        Label::kRightHand, Label::kUpperClothes, Label::kLowerClothes, Label::kLegs, Label::kFeet}) {
    EXPECT_GT(cv::countNonZero(mask_of(dressed.labels, label)), 40) << static_cast<int>(label);
  }
}

TEST(RenderPerson, left_limbs_are_on_the_right_of_the_picture) {
  for (const std::string& name : fixtures::one_of_each_person()) {
    const RenderedPerson person = fixtures::rendered_person(name);
    const auto centre_x = [&](Label label) {
      const cv::Moments m = cv::moments(mask_of(person.labels, label), true);
      return m.m00 > 0 ? m.m10 / m.m00 : -1;
    };
    EXPECT_GT(centre_x(Label::kLeftArm), centre_x(Label::kRightArm)) << name;
    EXPECT_GT(person.joints[BodyPoint::kLeftShoulder].x, person.joints[BodyPoint::kRightShoulder].x) << name;
  }
}

TEST(RenderPerson, joints_lie_on_what_they_join) {
  const struct {
    BodyPoint point;
    std::vector<Label> labels;
  } expected[] = {
      {BodyPoint::kNose, {Label::kFace}},
      {BodyPoint::kLeftEye, {Label::kFace}},
      {BodyPoint::kRightEye, {Label::kFace}},
      {BodyPoint::kMouthLeft, {Label::kFace}},
      {BodyPoint::kLeftShoulder, {Label::kUpperClothes, Label::kLeftArm, Label::kNeck}},
      {BodyPoint::kRightShoulder, {Label::kUpperClothes, Label::kRightArm, Label::kNeck}},
      {BodyPoint::kLeftElbow, {Label::kLeftArm, Label::kUpperClothes}},
      {BodyPoint::kRightElbow, {Label::kRightArm, Label::kUpperClothes}},
      {BodyPoint::kLeftWrist, {Label::kLeftArm, Label::kLeftHand, Label::kUpperClothes}},
      {BodyPoint::kRightWrist, {Label::kRightArm, Label::kRightHand, Label::kUpperClothes}},
      {BodyPoint::kLeftHip, {Label::kLowerClothes, Label::kUpperClothes, Label::kLeftHand}},
      {BodyPoint::kRightHip, {Label::kLowerClothes, Label::kUpperClothes, Label::kRightHand}},
      {BodyPoint::kLeftKnee, {Label::kLowerClothes, Label::kLegs}},
      {BodyPoint::kRightAnkle, {Label::kLegs, Label::kFeet, Label::kLowerClothes}},
  };
  for (const fixtures::PersonFixture& fixture : fixtures::person_fixtures()) {
    const RenderedPerson person = fixtures::rendered_person(fixture.name);
    for (const auto& [point, labels] : expected) {
      const cv::Point at = person.joints[static_cast<std::size_t>(point)];
      if (!cv::Rect({}, person.labels.size()).contains(at)) continue;
      const auto found = static_cast<Label>(person.labels(at));
      EXPECT_TRUE(std::find(labels.begin(), labels.end(), found) != labels.end())
          << fixture.name << ": point " << point << " lies on label " << static_cast<int>(found);
    }
  }
}

TEST(RenderPerson, another_top_changes_the_picture_only_where_clothes_are) {
  const struct {
    const char *first, *second;
  } pairs[] = {{"anna-tee", "anna-shirt"},
               {"ben-tee", "ben-sleeveless"},
               {"dora-long-sleeve", "dora-tee"},
               {"fay-sleeveless", "fay-shirt"}};
  for (const auto& [first, second] : pairs) {
    const RenderedPerson a = fixtures::rendered_person(first), b = fixtures::rendered_person(second);
    image::Mask clothes = mask_of(a.labels, Label::kUpperClothes) | mask_of(b.labels, Label::kUpperClothes);
    // What one garment covers and the other shows differs as well: the sleeve of a third is inside these.
    const image::Mask away = ~grown(clothes, 4);
    double sum = 0;
    int count = 0, relabelled = 0;
    float largest = 0;
    for (int y = 0; y < away.rows; ++y) {
      for (int x = 0; x < away.cols; ++x) {
        if (away(y, x) == 0) continue;
        const float difference = pixel_distance(a.image(y, x), b.image(y, x));
        relabelled += a.labels(y, x) != b.labels(y, x) ? 1 : 0;
        largest = std::max(largest, difference);
        sum += difference;
        ++count;
      }
    }
    // A ray may stop a tenth of a millimetre earlier: that can turn a pixel on the line of two classes.
    EXPECT_LE(relabelled, 3) << first << " " << second;
    EXPECT_LT(largest, 64) << first << " " << second;
    EXPECT_LT(sum / count, 0.5) << first << " " << second;
    EXPECT_EQ(a.joints, b.joints);
  }
}

}  // namespace
}  // namespace drape::render
