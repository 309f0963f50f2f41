// The networks must take the rendered persons for persons: else tests on them say nothing of photographs.

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "fixtures/rendered_person.h"
#include "vision/vision.h"

namespace drape::render {
namespace {

using vision::BodyPoint;

const vision::Vision& networks() {
  static const auto kVision = vision::Vision::open({DRAPE_MODELS_DIR});
  EXPECT_TRUE(kVision.has_value());
  return **kVision;
}

double intersection_over_union(const image::Mask& a, const image::Mask& b) {
  return static_cast<double>(cv::countNonZero(a & b)) / cv::countNonZero(a | b);
}

// Mean distance of the limb joints inside the frame, in widths of the shoulders.
double joint_error(const vision::Pose& pose, const RenderedPerson& truth) {
  const double shoulders =
      cv::norm(truth.joints[BodyPoint::kLeftShoulder] - truth.joints[BodyPoint::kRightShoulder]);
  double sum = 0;
  int count = 0;
  const cv::Rect inside(cv::Point(8, 8), truth.image.size() - cv::Size(16, 16));
  for (int i :
       {BodyPoint::kLeftShoulder, BodyPoint::kRightShoulder, BodyPoint::kLeftElbow, BodyPoint::kRightElbow,
        BodyPoint::kLeftWrist, BodyPoint::kRightWrist, BodyPoint::kLeftHip, BodyPoint::kRightHip,
        BodyPoint::kLeftKnee, BodyPoint::kRightKnee, BodyPoint::kLeftAnkle, BodyPoint::kRightAnkle}) {
    const auto index = static_cast<std::size_t>(i);
    if (!inside.contains(truth.joints[index])) continue;
    sum += cv::norm(pose.points[index].position - truth.joints[index]) / shoulders;
    ++count;
  }
  return sum / count;
}

class EveryFixture : public testing::TestWithParam<fixtures::PersonFixture> {};

TEST_P(EveryFixture, is_a_person_with_a_face_to_the_networks) {
  const RenderedPerson truth = fixtures::rendered_person(GetParam().name);
  const auto persons = networks().detect_persons(truth.image);
  ASSERT_TRUE(persons.has_value() && !persons->empty());
  EXPECT_EQ(persons->size(), 1U);
  EXPECT_GT(persons->front().score, 0.8F);
  const auto pose = networks().estimate_pose(truth.image, persons->front());
  ASSERT_TRUE(pose.has_value());
  EXPECT_GT(pose->presence, 0.99F);
  const double overlap = intersection_over_union(pose->mask > 0.5, truth.labels != 0);
  EXPECT_GT(overlap, 0.93);
  const double error = joint_error(*pose, truth);
  EXPECT_LT(error, 0.12);
  const auto faces = networks().detect_faces(truth.image);
  ASSERT_TRUE(faces.has_value() && !faces->empty());
  const auto mesh = networks().face_mesh(truth.image, *pose);
  ASSERT_TRUE(mesh.has_value() && mesh->has_value());
  EXPECT_GT((*mesh)->presence, 0.9F);
  std::printf("%-20s detector %.3f presence %.4f mask IoU %.3f joints %.3f face %.2f mesh %.3f\n",
              GetParam().name.c_str(), static_cast<double>(persons->front().score),
              static_cast<double>(pose->presence), overlap, error, static_cast<double>(faces->front().score),
              static_cast<double>((*mesh)->presence));
}

std::string test_name(const testing::TestParamInfo<fixtures::PersonFixture>& fixture) {
  std::string name = fixture.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(RenderPerson, EveryFixture,
                         testing::ValuesIn(fixtures::person_fixtures().begin(),
                                           fixtures::person_fixtures().end()),
                         test_name);

}  // namespace
}  // namespace drape::render
