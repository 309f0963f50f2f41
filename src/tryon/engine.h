#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "person/person_model.h"

namespace drape::tryon {

/// The picture of the person wearing the garments.
struct TryOnResult {
  image::Image image;   ///< Size of the person's picture.
  image::Mask changed;  ///< 255 where the picture may differ from the person's; equal to it elsewhere.
  image::Mask garment;  ///< 255 where the picture shows the new garments; empty when the engine cannot tell.
  std::vector<std::string> warnings;  ///< Codes of what the self-check noticed.
};

/// A way of dressing a person. Thread safe.
class TryOnEngine {
 public:
  virtual ~TryOnEngine() = default;
  /// Name and version; part of every cache key of results.
  [[nodiscard]] virtual std::string version() const = 0;
  /// Whether the photo of a person suits garments of a category. Fails with a code of the validation:
  /// not_frontal, lower_body_not_visible, ... `run` refuses for a reason of the photo only what this refuses.
  [[nodiscard]] virtual Status fit_for(const person::PersonModel& person,
                                       garment::Category category) const = 0;
  /// Whether the garment can be worn at all. Fails with unsupported_garment or garment_not_frontal. `run`
  /// refuses for a reason of a garment's photo alone only what this refuses.
  [[nodiscard]] virtual Status wearable(const garment::GarmentModel& garment) const = 0;
  /// Fails with unsupported_garment, not_frontal, ... when the picture would not be acceptable.
  [[nodiscard]] virtual Result<TryOnResult> run(const person::PersonModel& person,
                                                std::span<const garment::GarmentModel* const> garments,
                                                StageContext& stages) const = 0;
};

}  // namespace drape::tryon
