#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "fixtures/rendered_person.h"
#include "mirror_symmetry.h"
#include "test_data.h"
#include "vision/vision.h"

namespace drape::vision {
namespace {

constexpr BodyPoint kJoints[] = {kLeftShoulder, kRightShoulder, kLeftElbow, kRightElbow,
                                 kLeftWrist,    kRightWrist,    kLeftHip,   kRightHip};

class RenderedPersons : public testing::TestWithParam<std::string> {
 protected:
  RenderedPersons() : person_(fixtures::rendered_person(GetParam())) {}

  [[nodiscard]] Pose pose() const {
    const auto persons = imported_networks()->detect_persons(person_.image).value();
    return imported_networks()->estimate_pose(person_.image, persons.at(0)).value();
  }
  [[nodiscard]] cv::Point2f truth(BodyPoint point) const {
    return person_.joints[static_cast<std::size_t>(point)];
  }
  [[nodiscard]] double shoulder_width() const {
    return cv::norm(truth(kLeftShoulder) - truth(kRightShoulder));
  }
  [[nodiscard]] cv::Mat1b silhouette() const { return person_.labels != 0; }

  render::RenderedPerson person_;
};

double intersection_over_union(const cv::Mat1b& a, const cv::Mat1b& b) {
  return static_cast<double>(cv::countNonZero(a & b)) / cv::countNonZero(a | b);
}

TEST_P(RenderedPersons, are_found_once) {
  EXPECT_EQ(imported_networks()->detect_persons(person_.image).value().size(), 1U);
  EXPECT_EQ(imported_networks()->detect_faces(person_.image).value().size(), 1U);
}

TEST_P(RenderedPersons, have_their_key_points_near_the_true_joints) {
  const Pose found = pose();
  EXPECT_GT(found.presence, 0.9F);
  const cv::Rect picture({0, 0}, person_.image.size());
  double sum = 0;
  int count = 0;
  for (const BodyPoint joint : kJoints) {
    if (!picture.contains(truth(joint))) continue;
    sum += cv::norm(found.at(joint) - truth(joint)) / shoulder_width();
    ++count;
  }
  EXPECT_LT(sum / count, 0.09);
}

TEST_P(RenderedPersons, have_their_silhouette_as_mask) {
  EXPECT_GT(intersection_over_union(pose().mask > 0.5, silhouette()), 0.94);
}

TEST_P(RenderedPersons, have_their_silhouette_as_selfie_mask) {
  const auto mask = imported_networks()->segment_selfie(person_.image).value();
  EXPECT_GT(intersection_over_union(mask > 0.5, silhouette()), 0.94);
}

TEST_P(RenderedPersons, have_a_face_mesh_around_their_nose) {
  const auto mesh = imported_networks()->face_mesh(person_.image, pose()).value();
  ASSERT_TRUE(mesh.has_value());
  ASSERT_EQ(mesh->points.size(), 468U);
  const cv::Point2f tip(mesh->points[1].x, mesh->points[1].y);
  EXPECT_LT(cv::norm(tip - truth(kNose)), 0.08 * shoulder_width());
}

TEST(RenderedPersonsTogether, and_their_mirror_images_have_the_same_key_points) {
  double sum = 0;
  const auto names = fixtures::one_of_each_person();
  for (const std::string& name : names) sum += sideways_shift(fixtures::rendered_person(name).image);
  EXPECT_LT(std::abs(sum / static_cast<double>(names.size())), 0.006);
}

INSTANTIATE_TEST_SUITE_P(OneOfEach, RenderedPersons, testing::ValuesIn(fixtures::one_of_each_person()),
                         [](const auto& fixture) {
                           std::string name = fixture.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace drape::vision
