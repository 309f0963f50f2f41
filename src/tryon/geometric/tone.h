#pragma once

#include "person/person_model.h"
#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/planes.h"

namespace drape::tryon::geometric {

/// Colours of the person's bare skin in this picture's light.
struct SkinTone {
  cv::Vec3f face, neck, arm;  ///< Neck and arm fall back on the face where they are covered.
  cv::Vec3f shoulder;         ///< Expected where nothing bare is near.
  bool arm_seen = false;
  bool neck_seen = false;
  image::Mask visible;  ///< Pixels that surely show bare skin.
};

/// Whether a colour may be this person's skin in some light. `mean`: of the skin; both CIE L*a*b*.
[[nodiscard]] bool is_like_skin(cv::Vec3f lab, cv::Vec3f mean);

[[nodiscard]] SkinTone measure_skin(const person::PersonModel& person, const PersonPlanes& planes,
                                    const BodyShape& body);

}  // namespace drape::tryon::geometric
