#pragma once

#include <optional>

#include "garment/garment_model.h"
#include "tryon/geometric/mesh_relax.h"

namespace drape::tryon::geometric {

/// The regular grid under the cloth. Torso and sleeve share their vertices above the armpit, where they are
/// one piece of cloth, and have their own below, where they move freely.
class ClothMesh {
 public:
  /// Of a top. REQUIRES: garment.upper.
  ClothMesh(const garment::GarmentModel& garment, const std::array<image::Plane, kPartCount>& alpha);
  /// Of any garment: a part shares its vertices with the torso down to the row `shared_above`.
  ClothMesh(cv::Rect box, const std::array<image::Plane, kPartCount>& alpha,
            const std::array<float, kPartCount>& shared_above);

  /// Side of a cell in garment pixels.
  [[nodiscard]] static float step_of(cv::Rect box);

  [[nodiscard]] const WarpMesh& mesh() const { return mesh_; }
  /// Middle of a cell in garment pixels.
  [[nodiscard]] cv::Point2f centre(const MeshCell& cell) const;
  /// The vertices and weights of a garment point on a part; the nearest cell where the point lies beside it.
  [[nodiscard]] std::optional<MeshPin> locate(cv::Point2f garment_point, Part part) const;

 private:
  [[nodiscard]] int vertex(int column, int row, Part part);
  [[nodiscard]] int cell_at(int column, int row, Part part) const;

  cv::Point2f origin_;
  float step_ = 1;
  int columns_ = 0, rows_ = 0;  // Of cells.
  std::array<float, kPartCount> shared_above_{};
  // By grid position: index shared or of the torso, of either sleeve.
  std::vector<std::array<int, kPartCount>> vertices_;
  std::array<std::vector<int>, kPartCount> cell_index_;  // By grid position: index into mesh_.cells or -1.
  WarpMesh mesh_;
};

}  // namespace drape::tryon::geometric
