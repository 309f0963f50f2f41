#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "tryon/geometric/fill.h"

namespace drape::tryon::geometric {

/// A piece of cloth that is drawn by itself, in drawing order.
enum class Part : unsigned char { kTorso = 0, kLeftSleeve = 1, kRightSleeve = 2 };
inline constexpr int kPartCount = 3;

/// One quadrilateral of the cloth: corners top left, top right, bottom left, bottom right.
struct MeshCell {
  std::array<int, 4> corners{};
  Part part = Part::kTorso;
};

/// The garment photo cut into small quadrilaterals, and where each corner comes to lie on the person.
struct WarpMesh {
  std::vector<cv::Point2f> source;  ///< Pixels of the garment photo.
  std::vector<cv::Point2f> target;  ///< Pixels of the person photo.
  std::vector<MeshCell> cells;
};

/// Where each pixel of the target comes from. Not covered: NaN.
using SourceMap = cv::Mat2f;

/// Two vertex fields and the triangles between them.
struct TriangleSet {
  std::vector<cv::Point2f> target;
  std::vector<cv::Point2f> source;
  std::vector<std::array<int, 3>> triangles;
};

/// Interpolates `source` linearly over the triangles in target space. Later triangles cover earlier ones.
[[nodiscard]] SourceMap rasterise(const TriangleSet& set, cv::Size size);

/// Triangles of one part of the mesh.
[[nodiscard]] TriangleSet triangles_of(const WarpMesh& mesh, Part part);

/// Triangles of a grid of `rows` x `columns` vertices stored row by row.
[[nodiscard]] std::vector<std::array<int, 3>> grid_triangles(int rows, int columns);

/// Triangles whose orientation is reversed in the target: the cloth is folded over there.
[[nodiscard]] int count_folded(const WarpMesh& mesh);

/// Colours of `picture` at the map's positions (bicubic); black where not covered.
[[nodiscard]] ColourPlane sample_colour(const ColourPlane& picture, const SourceMap& map);

/// Values of `plane` at the map's positions (bilinear); 0 where not covered or outside.
[[nodiscard]] image::Plane sample_plane(const image::Plane& plane, const SourceMap& map);

}  // namespace drape::tryon::geometric
