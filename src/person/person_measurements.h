#pragma once

#include "person/body_geometry.h"
#include "person/sightings.h"

namespace drape::person {

/// What the key points say about a pose. Lengths in torso lengths unless said otherwise.
struct PoseMeasurements {
  float presence = 0;  ///< 0..1
  float torso_length_px = 0;
  float shoulder_span =
      0;  ///< Signed: negative when the person's left is on the picture's left (seen from behind).
  float hip_drop = 0;             ///< Hips under shoulders, vertically: 1 upright, 0 lying.
  float thigh_drop = 1;           ///< The higher knee under the hips, vertically; 1 when no knee can be seen.
  float torso_in_frame = 0;       ///< t of the torso's lowest point in the picture, at most 2.
  float shoulder_visibility = 0;  ///< Of the worse shoulder, 0..1.
  float hip_visibility = 0;       ///< Of the worse hip, 0..1.
  bool shoulders_in_frame = false;
  std::array<float, 2> arm_crossing{};  ///< Share of forearm and hand over the torso, 0..1; 0 for a
                                        ///< hand outside the picture.
};
PoseMeasurements measure_pose(const vision::Pose& pose, cv::Size photo);

/// What the pixels say.
struct PhotoMeasurements {
  float aspect = 1;           ///< Width / height.
  float brightest = 100;      ///< L* that 5 % of the person's pixels exceed.
  float face_lightness = 60;  ///< Median L* of the face; of the person where no face is seen.
  float burnt_share = 0;      ///< Share of the face's pixels with a channel at its limit.
  float blur = 0;         ///< 0 sharp .. 1 blurred, after Crete et al. 2007, on the person at a fixed scale.
  float torso_cover = 1;  ///< Share of the torso's core that the person mask claims.
};
PhotoMeasurements measure_photo(const image::Image& photo, const Sightings& sightings,
                                const image::Plane& mask);

/// Size of the largest other person relative to the chosen one, 0 when alone.
float largest_other_person(const FoundPersons& persons);

/// Height of the largest face that is not on the person (`mask`: the person's probability), relative to the
/// person's own; 0 when there is none. Faces printed on clothes do not count.
float largest_other_face(const std::vector<vision::FaceDetection>& faces, const Sightings& sightings,
                         const image::Plane& mask);

/// Blur of a grey picture (Crete et al. 2007): 0 sharp .. 1 blurred. REQUIRES: at least 16 pixels each way.
float perceptual_blur(const cv::Mat1b& grey);

}  // namespace drape::person
