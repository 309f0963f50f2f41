#pragma once

#include "base/result.h"
#include "tflite/catalogue.h"
#include "vision/network.h"
#include "vision/vision.h"

namespace drape::vision {

// The networks that the project trained itself: see docs/garment-networks.md.

/// The place of a garment in a picture.
[[nodiscard]] const tflite::CatalogueEntry& garment_sight_entry();
/// The category of a cut-out garment from its outline and shading.
[[nodiscard]] const tflite::CatalogueEntry& garment_outline_entry();
/// The category of a cut-out garment from its looks.
[[nodiscard]] const tflite::CatalogueEntry& garment_look_entry();

/// Runs garment_sight on the picture and on its mirror image and takes the mean, so that left and right are
/// treated alike. The picture is squashed to the network's square. Fails as the network does. Thread safe.
[[nodiscard]] Result<image::Plane> see_garment(const Network& network, const image::Image& picture);

struct GarmentClassifiers {
  const Network& outline;
  const Network& look;
};

/// A weighted geometric mean of what both classifiers say of the garment and of its mirror image. `alpha`:
/// see Vision::classify_garment. Fails as the networks do. Thread safe.
[[nodiscard]] Result<GarmentOdds> classify_garment(const GarmentClassifiers& networks,
                                                   const image::Image& picture, const image::Plane& alpha);

}  // namespace drape::vision
