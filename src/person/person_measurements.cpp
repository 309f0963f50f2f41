#include "person/person_measurements.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "image/colour.h"
#include "person/arm_pose.h"
#include "person/colour_mixture.h"
#include "person/person_mask.h"

namespace drape::person {
namespace {

constexpr float kJointVisible = 0.5F;
constexpr float kBurnt = 250;              // A channel at or over this has lost its detail.
constexpr float kFaceShareOfTorso = 0.4F;  // Height of a face detection, where the own face is not detected.
constexpr int kMeasuringHeight = 256;      // Light and cover need no more.
constexpr int kBlurHeight = 640;  // Of the person: blur matters at the scale at which garments are drawn.
constexpr int kBlurWindow = 9;

bool is_inside(cv::Point2f p, cv::Size size) {
  return p.x >= 0 && p.y >= 0 && p.x < static_cast<float>(size.width) &&
         p.y < static_cast<float>(size.height);
}

float lowest_t_in_frame(const TorsoFrame& torso, cv::Size photo) {
  constexpr float kFurthest = 2.0F;
  constexpr float kStep = 0.02F;
  float t = 0;
  while (t < kFurthest && is_inside(torso.at(t, 0), photo)) t += kStep;
  return t;
}

std::array<cv::Point2f, 4> arm_path(const vision::Pose& pose, std::size_t side) {
  const auto at = [&](int left) { return pose.points[static_cast<std::size_t>(left) + side].position; };
  const cv::Point2f knuckles = (at(vision::kLeftPinky) + at(vision::kLeftIndex)) / 2;
  const cv::Point2f wrist = at(vision::kLeftWrist);
  return {at(vision::kLeftShoulder), at(vision::kLeftElbow), wrist, wrist + (knuckles - wrist) * 1.7F};
}

float percentile(std::vector<float> values, double share) {
  if (values.empty()) return 0;
  const auto place =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

std::vector<float> lightness_under(const image::LabImage& lab, const image::Mask& mask) {
  std::vector<float> values;
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      if (mask(y, x) != 0) values.push_back(lab(y, x)[0]);
    }
  }
  return values;
}

float burnt_share(const image::Image& rgb, const image::Mask& mask) {
  int burnt = 0;
  for (int y = 0; y < rgb.rows; ++y) {
    for (int x = 0; x < rgb.cols; ++x) {
      const cv::Vec3b c = rgb(y, x);
      if (mask(y, x) != 0 && std::max({c[0], c[1], c[2]}) >= kBurnt) ++burnt;
    }
  }
  return static_cast<float>(burnt) / static_cast<float>(std::max(1, cv::countNonZero(mask)));
}

float torso_cover(const BodyPoints& points, const image::Plane& mask) {
  const TorsoFrame torso = make_torso_frame(points);
  int inside = 0;
  int covered = 0;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const cv::Point2f te = torso.to_te({static_cast<float>(x), static_cast<float>(y)});
      if (te.x < 0.1F || te.x > 0.9F || std::abs(te.y) > 0.3F) continue;
      ++inside;
      if (mask(y, x) > 0.5F) ++covered;
    }
  }
  return inside == 0 ? 0 : static_cast<float>(covered) / static_cast<float>(inside);
}

image::Mask face_mask(const Sightings& sightings, float scale, cv::Size size) {
  BodyPoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = sightings.pose.points[i].position * scale;
  if (!sightings.face) return image::Mask(size, uchar{0});
  std::vector<cv::Point2f> mesh;
  for (const cv::Point3f& p : sightings.face->points) mesh.emplace_back(p.x * scale, p.y * scale);
  return face_coordinates(make_face_frame(points, mesh), size).hull;
}

float person_blur(const image::Image& photo, const image::Plane& mask) {
  const cv::Rect box = mask_box(mask);
  constexpr int kSideMin = 16;
  if (box.width < kSideMin || box.height < kSideMin) return 0;
  cv::Mat1b grey;
  cv::cvtColor(photo(box), grey, cv::COLOR_RGB2GRAY);
  const double scale = static_cast<double>(kBlurHeight) / box.height;
  if (scale < 1) cv::resize(grey, grey, {}, scale, scale, cv::INTER_AREA);
  return perceptual_blur(grey);
}

// How much of the variation along rows survives a strong blur along rows.
float blur_along_rows(const cv::Mat1f& grey) {
  cv::Mat1f blurred, step, blurred_step;
  cv::blur(grey, blurred, {kBlurWindow, 1});
  const cv::Mat kernel = (cv::Mat_<float>(1, 2) << -1, 1);
  cv::filter2D(grey, step, CV_32F, kernel);
  cv::filter2D(blurred, blurred_step, CV_32F, kernel);
  step = cv::abs(step);
  blurred_step = cv::abs(blurred_step);
  const double variation = cv::sum(step)[0];
  const double lost = cv::sum(cv::max(step - blurred_step, 0.0))[0];
  return variation <= 0 ? 1.0F : static_cast<float>((variation - lost) / variation);
}

}  // namespace

PoseMeasurements measure_pose(const vision::Pose& pose, cv::Size photo) {
  BodyPoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = pose.points[i].position;
  const TorsoFrame torso = make_torso_frame(points);
  const auto visibility = [&](int point) { return pose.points[static_cast<std::size_t>(point)].visibility; };
  PoseMeasurements m;
  m.presence = pose.presence;
  m.torso_length_px = torso.length;
  m.shoulder_span = (pose.at(vision::kLeftShoulder).x - pose.at(vision::kRightShoulder).x) / torso.length;
  m.hip_drop = torso.down.y;
  m.torso_in_frame = lowest_t_in_frame(torso, photo);
  m.shoulder_visibility = std::min(visibility(vision::kLeftShoulder), visibility(vision::kRightShoulder));
  m.hip_visibility = std::min(visibility(vision::kLeftHip), visibility(vision::kRightHip));
  m.shoulders_in_frame =
      is_inside(pose.at(vision::kLeftShoulder), photo) && is_inside(pose.at(vision::kRightShoulder), photo);
  for (const vision::BodyPoint knee : {vision::kLeftKnee, vision::kRightKnee}) {
    const bool seen = is_inside(pose.at(knee), photo) && visibility(knee) > kJointVisible;
    if (seen) m.thigh_drop = std::min(m.thigh_drop, (pose.at(knee).y - torso.hip_mid.y) / torso.length);
  }
  for (std::size_t side = 0; side < 2; ++side) {
    const std::array<cv::Point2f, 4> path = arm_path(pose, side);
    if (is_inside(path[2], photo)) m.arm_crossing[side] = torso_crossing(torso, path);
  }
  return m;
}

PhotoMeasurements measure_photo(const image::Image& photo, const Sightings& sightings,
                                const image::Plane& mask) {
  PhotoMeasurements m;
  m.aspect = static_cast<float>(photo.cols) / static_cast<float>(photo.rows);
  const float scale = static_cast<float>(kMeasuringHeight) / static_cast<float>(photo.rows);
  const cv::Size size(std::max(1, cvRound(static_cast<float>(photo.cols) * scale)), kMeasuringHeight);
  image::Image small;
  image::Plane small_mask;
  cv::resize(photo, small, size, 0, 0, cv::INTER_AREA);
  cv::resize(mask, small_mask, size, 0, 0, cv::INTER_AREA);
  const image::LabImage lab = image::to_lab(small);
  const image::Mask person = small_mask > 0.5F;
  const image::Mask face = face_mask(sightings, scale, size);
  const bool has_face = cv::countNonZero(face) > 0;
  m.brightest = percentile(lightness_under(lab, person), 0.95);
  m.face_lightness = percentile(lightness_under(lab, has_face ? face : person), 0.5);
  m.burnt_share = has_face ? burnt_share(small, face) : 0;
  BodyPoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = sightings.pose.points[i].position * scale;
  m.torso_cover = torso_cover(points, small_mask);
  m.blur = person_blur(photo, mask);
  return m;
}

float largest_other_person(const FoundPersons& persons) {
  const auto radius = [](const vision::PersonDetection& p) {
    return static_cast<float>(cv::norm(p.points[1] - p.points[0]));
  };
  float largest = 0;
  for (const vision::PersonDetection& person : persons.all) {
    if (person.box == persons.chosen.box) continue;
    largest = std::max(largest, radius(person));
  }
  return largest / std::max(radius(persons.chosen), 1.0F);
}

float largest_other_face(const std::vector<vision::FaceDetection>& faces, const Sightings& sightings,
                         const image::Plane& mask) {
  BodyPoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = sightings.pose.points[i].position;
  const cv::Point2f nose = points[vision::kNose];
  float own = kFaceShareOfTorso * make_torso_frame(points).length;
  float other = 0;
  for (const vision::FaceDetection& face : faces) {
    const cv::Point2f centre(face.box.x + face.box.width / 2, face.box.y + face.box.height / 2);
    if (face.box.contains(nose)) {
      own = face.box.height;
    } else if (is_inside(centre, mask.size()) && mask(cv::Point(centre)) < 0.5F) {
      other = std::max(other, face.box.height);
    }
  }
  return other / std::max(own, 1.0F);
}

float perceptual_blur(const cv::Mat1b& grey) {
  cv::Mat1f value;
  grey.convertTo(value, CV_32F);
  const cv::Mat1f turned = value.t();
  return std::max(blur_along_rows(value), blur_along_rows(turned));
}

}  // namespace drape::person
