#include "tryon/geometric/mesh_warp.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "image/rows.h"

namespace drape::tryon::geometric {
namespace {

constexpr float kEdgeTolerance = 1e-4F;
constexpr float kUncovered = -1e6F;  // Far outside of every picture: remap yields the border value.

float cross(cv::Point2f a, cv::Point2f b) {
  return a.x * b.y - a.y * b.x;
}

struct Triangle {
  std::array<cv::Point2f, 3> target, source;
};

void draw(const Triangle& triangle, SourceMap& map) {
  const auto& [a, b, c] = triangle.target;
  const float area = cross(b - a, c - a);
  if (std::abs(area) < 1e-6F) return;
  const int x0 = std::max(0, static_cast<int>(std::floor(std::min({a.x, b.x, c.x}))));
  const int x1 = std::min(map.cols - 1, static_cast<int>(std::ceil(std::max({a.x, b.x, c.x}))));
  const int y0 = std::max(0, static_cast<int>(std::floor(std::min({a.y, b.y, c.y}))));
  const int y1 = std::min(map.rows - 1, static_cast<int>(std::ceil(std::max({a.y, b.y, c.y}))));
  for (int y = y0; y <= y1; ++y) {
    cv::Vec2f* row = map[y];
    for (int x = x0; x <= x1; ++x) {
      const cv::Point2f p(static_cast<float>(x), static_cast<float>(y));
      const float u = cross(b - p, c - p) / area;
      const float v = cross(c - p, a - p) / area;
      const float w = 1 - u - v;
      if (u < -kEdgeTolerance || v < -kEdgeTolerance || w < -kEdgeTolerance) continue;
      const cv::Point2f s = triangle.source[0] * u + triangle.source[1] * v + triangle.source[2] * w;
      row[x] = {s.x, s.y};
    }
  }
}

// Where the map leads anywhere.
cv::Rect covered_area(const SourceMap& map) {
  int x0 = map.cols, x1 = -1, y0 = map.rows, y1 = -1;
  for (int y = 0; y < map.rows; ++y) {
    const cv::Vec2f* row = map[y];
    int first = 0;
    while (first < map.cols && std::isnan(row[first][0])) ++first;
    if (first == map.cols) continue;
    int last = map.cols - 1;
    while (std::isnan(row[last][0])) --last;
    x0 = std::min(x0, first);
    x1 = std::max(x1, last);
    y0 = std::min(y0, y);
    y1 = y;
  }
  return {x0, y0, std::max(0, x1 - x0 + 1), std::max(0, y1 - y0 + 1)};
}

// cv::remap does not accept NaN.
cv::Mat2f without_nan(const cv::Mat2f& map) {
  cv::Mat2f clean = map.clone();
  for (cv::Vec2f& p : clean) {
    if (std::isnan(p[0])) p = {kUncovered, kUncovered};
  }
  return clean;
}

}  // namespace

SourceMap rasterise(const TriangleSet& set, cv::Size size) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  SourceMap map(size, cv::Vec2f(nan, nan));
  for (const auto& corners : set.triangles) {
    Triangle triangle;
    for (std::size_t k = 0; k < 3; ++k) {
      triangle.target[k] = set.target[static_cast<std::size_t>(corners[k])];
      triangle.source[k] = set.source[static_cast<std::size_t>(corners[k])];
    }
    draw(triangle, map);
  }
  return map;
}

TriangleSet triangles_of(const WarpMesh& mesh, Part part) {
  TriangleSet set{mesh.target, mesh.source, {}};
  for (const MeshCell& cell : mesh.cells) {
    if (cell.part != part) continue;
    const auto& [tl, tr, bl, br] = cell.corners;
    set.triangles.push_back({tl, tr, bl});
    set.triangles.push_back({tr, br, bl});
  }
  return set;
}

std::vector<std::array<int, 3>> grid_triangles(int rows, int columns) {
  std::vector<std::array<int, 3>> triangles;
  for (int y = 0; y + 1 < rows; ++y) {
    for (int x = 0; x + 1 < columns; ++x) {
      const int tl = y * columns + x;
      triangles.push_back({tl, tl + 1, tl + columns});
      triangles.push_back({tl + 1, tl + columns + 1, tl + columns});
    }
  }
  return triangles;
}

int count_folded(const WarpMesh& mesh) {
  int folded = 0;
  for (const MeshCell& cell : mesh.cells) {
    const auto at = [&](std::size_t k) { return mesh.target[static_cast<std::size_t>(cell.corners[k])]; };
    if (cross(at(1) - at(0), at(2) - at(0)) <= 0) ++folded;
    if (cross(at(3) - at(1), at(2) - at(1)) <= 0) ++folded;
  }
  return folded;
}

ColourPlane sample_colour(const ColourPlane& picture, const SourceMap& map) {
  ColourPlane out = ColourPlane::zeros(map.size());
  const cv::Rect area = covered_area(map);
  if (area.empty()) return out;
  ColourPlane part = out(area);
  const cv::Mat2f from = map(area);
  cv::remap(picture, part, without_nan(from), cv::noArray(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
  image::for_each_row(part.rows, [&](int y) {
    for (int x = 0; x < part.cols; ++x) {
      cv::Vec3f& c = part(y, x);
      for (int k = 0; k < 3; ++k) c[k] = std::isnan(from(y, x)[0]) ? 0 : std::clamp(c[k], 0.0F, 255.0F);
    }
  });
  return out;
}

image::Plane sample_plane(const image::Plane& plane, const SourceMap& map) {
  image::Plane out = image::Plane::zeros(map.size());
  const cv::Rect area = covered_area(map);
  if (area.empty()) return out;
  image::Plane part = out(area);
  cv::remap(plane, part, without_nan(map(area)), cv::noArray(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, 0);
  return out;
}

}  // namespace drape::tryon::geometric
