#pragma once

#include <opencv2/core.hpp>

#include "garment/garment_model.h"
#include "person/person_model.h"

namespace drape::eval {

/// What of a garment photo is seen when it is worn: the cut-out without the inner back above the front
/// neckline and without a jacket's lining.
[[nodiscard]] image::Mask worn_side(const garment::GarmentModel& garment);

/// Its body, where a print is looked for: between the armpits, from the front neckline to the hem; without
/// landmarks the middle of its box.
[[nodiscard]] cv::Rect body_of(const garment::GarmentModel& garment);

/// A first guess where the garment lies on the person: garment photo -> person photo, a similarity.
[[nodiscard]] cv::Matx23d expected_place(const garment::GarmentModel& garment,
                                         const person::TorsoFrame& torso);

}  // namespace drape::eval
