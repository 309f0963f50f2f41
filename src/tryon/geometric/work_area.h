#pragma once

#include "person/person_model.h"

namespace drape::tryon::geometric {

/// The part of the picture that dressing the upper body can change or needs to look at.
[[nodiscard]] cv::Rect work_area(const person::PersonModel& person);

/// The same for a garment that goes on below the waist.
[[nodiscard]] cv::Rect work_area_with_skirt(const person::PersonModel& person);

/// The part that dressing or undressing the lower body can change: from above the waist down to the feet.
[[nodiscard]] cv::Rect lower_area(const person::PersonModel& person);

/// The same person in a part of the picture: planes share pixels with the whole, points are moved.
[[nodiscard]] person::PersonModel cropped(const person::PersonModel& person, cv::Rect area);

}  // namespace drape::tryon::geometric
