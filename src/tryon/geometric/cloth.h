#pragma once

#include <array>

#include "tryon/geometric/fit.h"
#include "tryon/geometric/mesh_relax.h"

namespace drape::tryon::geometric {

/// The garment photo cut into torso and sleeves, ready to be laid on the person.
struct Cloth {
  ColourPlane colour;                          ///< Garment photo.
  std::array<image::Plane, kPartCount> alpha;  ///< Share of each part; the torso's without the neck opening.
  image::Plane opening;                        ///< 1 inside the neck opening (the garment's inner back).
  WarpMesh mesh;
  std::vector<cv::Matx22f> shapes;  ///< Wanted linear map of each cell.
  std::vector<MeshPin> pins;
};

/// Cuts the garment and pins its outline to the fit's. REQUIRES: garment.upper.
[[nodiscard]] Cloth cut_cloth(const garment::GarmentModel& garment, const GarmentFit& fit,
                              const person::PersonModel& person, const BodyShape& body);

/// A picture-sized layer of the result. One that shows nothing may lack the colours.
struct Layer {
  ColourPlane colour;
  image::Plane alpha;
};

/// The garment on the person: what is drawn, back to front.
struct DressedGarment {
  std::array<Layer, kPartCount> parts;  ///< By Part. A sleeve that the garment lacks has an empty alpha.
  image::Plane opening;                 ///< Neck opening on the person.
  int folded_triangles = 0;
  int triangles = 0;
};

/// Lays the cloth (relaxation) and samples it at the size of the person photo.
[[nodiscard]] DressedGarment lay_cloth(Cloth& cloth, cv::Size size);

}  // namespace drape::tryon::geometric
