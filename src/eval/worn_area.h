#pragma once

#include <span>

#include "eval/true_labels.h"
#include "garment/garment_model.h"
#include "person/person_model.h"

namespace drape::eval {

using Garments = std::span<const garment::GarmentModel* const>;

/// Where a person wears garments of these categories, by the labels of the analysis.
[[nodiscard]] image::Mask worn_area(const person::PersonModel& person, Garments garments);

/// The same by hand-made labels.
[[nodiscard]] image::Mask worn_area(const TrueLabels& labels, Garments garments);

/// 255 where the person photo shows one of these labels.
[[nodiscard]] image::Mask area_of(const person::PersonModel& person,
                                  std::initializer_list<person::Label> labels);

/// What is erased of a person who already wears the garment: `worn` grown by its mixed border pixels (0.012
/// shoulder widths, at least 2.5 pixels). Face, hair and hands stay.
[[nodiscard]] image::Mask erased_area(const person::PersonModel& person, const image::Mask& worn);

/// The person with `area` of the photo painted grey (128) and labelled as the old garment, so that an engine
/// removes all of it. What of `area` the analysis knows as background, the outer half of the garment's mixed
/// border, is filled from the background around instead, so that the outline stays where it was. Everything
/// else that was analysed stays as it is.
[[nodiscard]] person::PersonModel with_erased(const person::PersonModel& person, const image::Mask& area,
                                              Garments garments);

}  // namespace drape::eval
