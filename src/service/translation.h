#pragma once

#include "garment/garment_model.h"
#include "garment/hints.h"
#include "image/codec.h"
#include "person/person_model.h"
#include "task/garment_hints.h"
#include "task/layering.h"
#include "task/picture.h"
#include "task/validation.h"
#include "tryon/garment_verdict.h"

namespace drape::service {

// Between the engine's words and the domain's: neither side knows the other.

[[nodiscard]] task::PictureFormat to_domain(image::Format format);
[[nodiscard]] task::GarmentCategory to_domain(garment::Category category);
[[nodiscard]] garment::Hints to_engine(const task::GarmentHints& hints);
[[nodiscard]] task::PersonValidation to_domain(const person::Validation& validation,
                                               task::PersonImageId person_image, Timestamp now);
/// REQUIRES: task::is_output_format(format).
[[nodiscard]] image::Format to_engine(task::PictureFormat format);

/// Engine and time are the caller's to fill in.
[[nodiscard]] task::GarmentValidation to_domain(const tryon::GarmentVerdict& verdict,
                                                task::GarmentImageId garment_image);

}  // namespace drape::service
