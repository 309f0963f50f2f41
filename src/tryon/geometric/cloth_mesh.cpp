#include "tryon/geometric/cloth_mesh.h"

#include <algorithm>
#include <cmath>

namespace drape::tryon::geometric {
namespace {

constexpr int kCellsAcross = 40;
constexpr float kStepMin = 5;    // Pixels.
constexpr int kSearchRings = 4;  // Cells around a point that lies beside its part.

bool any_above(const image::Plane& plane, cv::Rect rect) {
  rect &= cv::Rect({}, plane.size());
  for (int y = rect.y; y < rect.br().y; ++y) {
    const float* row = plane[y];
    if (std::any_of(row + rect.x, row + rect.br().x, [](float v) { return v > 0.01F; })) return true;
  }
  return false;
}

}  // namespace

float ClothMesh::step_of(cv::Rect box) {
  return std::max(kStepMin, static_cast<float>(box.width) / kCellsAcross);
}

ClothMesh::ClothMesh(const garment::GarmentModel& garment, const std::array<image::Plane, kPartCount>& alpha)
    : ClothMesh(garment.box, alpha, {0, garment.upper->armpit[0].y, garment.upper->armpit[1].y}) {}

ClothMesh::ClothMesh(cv::Rect box, const std::array<image::Plane, kPartCount>& alpha,
                     const std::array<float, kPartCount>& shared_above)
    : step_(step_of(box)), shared_above_(shared_above) {
  origin_ = cv::Point2f(box.tl()) - cv::Point2f(1.5F * step_, 1.5F * step_);
  columns_ = static_cast<int>(std::ceil(static_cast<float>(box.width) / step_)) + 3;
  rows_ = static_cast<int>(std::ceil(static_cast<float>(box.height) / step_)) + 3;
  vertices_.assign(static_cast<std::size_t>((columns_ + 1) * (rows_ + 1)), {-1, -1, -1});
  for (int p = 0; p < kPartCount; ++p) {
    const auto part = static_cast<std::size_t>(p);
    cell_index_[part].assign(static_cast<std::size_t>(columns_ * rows_), -1);
    if (alpha[part].empty()) continue;
    for (int row = 0; row < rows_; ++row) {
      for (int column = 0; column < columns_; ++column) {
        const cv::Point2f corner =
            origin_ + cv::Point2f(static_cast<float>(column), static_cast<float>(row)) * step_;
        const int reach = static_cast<int>(step_) + 3;
        const cv::Rect rect(static_cast<int>(corner.x) - 1, static_cast<int>(corner.y) - 1, reach, reach);
        if (!any_above(alpha[part], rect)) continue;
        cell_index_[part][static_cast<std::size_t>(row * columns_ + column)] =
            static_cast<int>(mesh_.cells.size());
        const auto kind = static_cast<Part>(p);
        mesh_.cells.push_back({{vertex(column, row, kind), vertex(column + 1, row, kind),
                                vertex(column, row + 1, kind), vertex(column + 1, row + 1, kind)},
                               kind});
      }
    }
  }
  mesh_.target = mesh_.source;
}

int ClothMesh::vertex(int column, int row, Part part) {
  const cv::Point2f position =
      origin_ + cv::Point2f(static_cast<float>(column), static_cast<float>(row)) * step_;
  const bool own = part != Part::kTorso && position.y > shared_above_[static_cast<std::size_t>(part)];
  int& index = vertices_[static_cast<std::size_t>(row * (columns_ + 1) + column)]
                        [own ? static_cast<std::size_t>(part) : 0];
  if (index < 0) {
    index = static_cast<int>(mesh_.source.size());
    mesh_.source.push_back(position);
  }
  return index;
}

cv::Point2f ClothMesh::centre(const MeshCell& cell) const {
  return mesh_.source[static_cast<std::size_t>(cell.corners[0])] + cv::Point2f(step_, step_) / 2;
}

int ClothMesh::cell_at(int column, int row, Part part) const {
  if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return -1;
  return cell_index_[static_cast<std::size_t>(part)][static_cast<std::size_t>(row * columns_ + column)];
}

std::optional<MeshPin> ClothMesh::locate(cv::Point2f garment_point, Part part) const {
  const cv::Point2f q = (garment_point - origin_) / step_;
  const int column = static_cast<int>(std::floor(q.x));
  const int row = static_cast<int>(std::floor(q.y));
  int found = -1;
  float nearest = 1e9F;
  for (int dy = -kSearchRings; dy <= kSearchRings; ++dy) {
    for (int dx = -kSearchRings; dx <= kSearchRings; ++dx) {
      const int index = cell_at(column + dx, row + dy, part);
      const cv::Point2f d =
          cv::Point2f(static_cast<float>(column + dx) + 0.5F, static_cast<float>(row + dy) + 0.5F) - q;
      const float distance = std::max(std::abs(d.x), std::abs(d.y));
      if (index < 0 || distance >= nearest) continue;
      nearest = distance;
      found = index;
    }
  }
  if (found < 0) return {};
  const MeshCell& cell = mesh_.cells[static_cast<std::size_t>(found)];
  // Bilinear weights; outside of the cell they extrapolate.
  const cv::Point2f uv = (garment_point - mesh_.source[static_cast<std::size_t>(cell.corners[0])]) / step_;
  return MeshPin{
      cell.corners, {(1 - uv.x) * (1 - uv.y), uv.x * (1 - uv.y), (1 - uv.x) * uv.y, uv.x * uv.y}, {}, 1};
}

}  // namespace drape::tryon::geometric
