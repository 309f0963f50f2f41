#pragma once

#include "person/person_model.h"
#include "tryon/geometric/body_shape.h"
#include "tryon/geometric/worn.h"

namespace drape::tryon::geometric {

/// 255 in the slits that open between torso and sleeves below the armpits, where they were cut apart,
/// whatever lies under them. `open`: 255 in the gaps that the old garment had; `cloth`: coverage 0..1 of all
/// new garments; `free`: 255 where no cloth may come.
[[nodiscard]] image::Mask armpit_slits(const person::PersonModel& person, const std::vector<Worn>& worn,
                                       const image::Mask& open, const image::Plane& cloth,
                                       const image::Mask& free);

/// 255 in what the neckline leaves free, up to the head.
[[nodiscard]] image::Mask above_neckline(const person::PersonModel& person, const BodyShape& body,
                                         const GarmentFit& fit);

/// 255 from the neck outwards, above the armpits and a slope outwards from them, where there is no sleeve:
/// beside a strap is skin.
[[nodiscard]] image::Mask beside_straps(const GarmentFit& fit, cv::Size size);

/// 1 in a band above the outline of shoulders, straps and sleeves, where nothing of the old garment may stay.
[[nodiscard]] image::Plane above_outline(const person::PersonModel& person, const std::vector<Worn>& worn);

}  // namespace drape::tryon::geometric
