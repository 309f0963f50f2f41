#pragma once

#include <opencv2/imgproc.hpp>

#include "person/label_repair.h"

namespace drape::person::test {

/// A person who stands upright before a wall, arms hanging: shoulders at (200 +- 50, 150), waist at 270, hips
/// at 280; the left arm of the picture hangs straight down at x = 130.
class Scene {
 public:
  explicit Scene(const CoverEnds& sleeve_ends = {3, 3}, bool arms_crossed = false)
      : sleeve_ends_(sleeve_ends) {
    vision::Pose& pose = sightings_.pose;
    const auto set = [&](int point, float x, float y) {
      pose.points[static_cast<std::size_t>(point)] = {{x, y}, 1};
    };
    set(vision::kLeftEye, 212, 72);
    set(vision::kRightEye, 188, 72);
    set(vision::kMouthLeft, 208, 96);
    set(vision::kMouthRight, 192, 96);
    for (const int side : {0, 1}) {
      const float sign = side == 0 ? 1.0F : -1.0F;  // The person's left is on the picture's right.
      set(vision::kLeftShoulder + side, 200 + sign * 50, 150);
      set(vision::kLeftElbow + side, 200 + sign * 70, 220);
      set(vision::kLeftWrist + side, 200 + sign * 70, 300);
      set(vision::kLeftPinky + side, 200 + sign * 72, 320);
      set(vision::kLeftIndex + side, 200 + sign * 68, 320);
      set(vision::kLeftHip + side, 200 + sign * 35, 280);
      set(vision::kLeftKnee + side, 200 + sign * 35, 380);
      set(vision::kLeftAnkle + side, 200 + sign * 35, 480);
    }
    if (arms_crossed) {  // The right forearm of the picture lies across the left upper arm.
      set(vision::kLeftElbow, 230, 230);
      set(vision::kLeftWrist, 125, 195);
      set(vision::kLeftPinky, 108, 190);
      set(vision::kLeftIndex, 108, 186);
    }
    picture = make_working_picture(image::Image(512, 400, cv::Vec3b(230, 230, 230)), {0, 0, 400, 512});
    body_ = make_body_geometry(sightings_, picture);
    const cv::Size size = picture.size();
    for (image::Plane* plane :
         {&evidence.skin, &evidence.hair, &evidence.upper, &evidence.lower, &evidence.shoes}) {
      *plane = image::Plane(size, -10.0F);
    }
    parts = image::LabelMap(size, uchar{kPartBackground});
    draw(kPartUpper, {150, 150, 100, 117});
    draw(kPartLower, {150, 267, 100, 245});
    draw(kPartUpper, {110, 150, 36, 150});
  }

  void draw(Part part, cv::Rect where) { parts(where).setTo(part); }
  [[nodiscard]] RepairContext context() const { return {picture, body_, evidence, waist_, sleeve_ends_}; }

  WorkingPicture picture;
  ColourEvidence evidence;
  image::LabelMap parts;

 private:
  Sightings sightings_;
  BodyGeometry body_;
  WaistLine waist_{std::vector<float>(kWaistColumns, 0.9F), 1};
  CoverEnds sleeve_ends_;
};

}  // namespace drape::person::test
