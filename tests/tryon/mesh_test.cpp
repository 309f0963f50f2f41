#include <gtest/gtest.h>

#include <cmath>

#include "tryon/geometric/mesh_relax.h"
#include "tryon/geometric/mesh_warp.h"

namespace drape::tryon::geometric {
namespace {

constexpr int kSide = 9;  // Vertices along each side of the test cloth, 10 pixels apart.

WarpMesh square_cloth() {
  WarpMesh mesh;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x)
      mesh.source.emplace_back(static_cast<float>(10 * x), static_cast<float>(10 * y));
  }
  for (int y = 0; y + 1 < kSide; ++y) {
    for (int x = 0; x + 1 < kSide; ++x) {
      const int i = y * kSide + x;
      mesh.cells.push_back({{i, i + 1, i + kSide, i + kSide + 1}, Part::kTorso});
    }
  }
  mesh.target = mesh.source;
  return mesh;
}

MeshPin pin(int vertex, cv::Point2f target) {
  return {{vertex, vertex, vertex, vertex}, {1, 0, 0, 0}, target, 30};
}

TEST(MeshWarp, an_unmoved_cloth_maps_every_pixel_to_itself) {
  const SourceMap map = rasterise(triangles_of(square_cloth(), Part::kTorso), {100, 100});
  EXPECT_NEAR(map(33, 47)[0], 47, 1e-3);
  EXPECT_NEAR(map(33, 47)[1], 33, 1e-3);
  EXPECT_TRUE(std::isnan(map(33, 95)[0])) << "beside the cloth";
}

TEST(MeshWarp, sampling_an_uncovered_pixel_gives_nothing) {
  const SourceMap map = rasterise(triangles_of(square_cloth(), Part::kTorso), {100, 100});
  EXPECT_EQ(sample_plane(image::Plane(100, 100, 1.0F), map)(33, 95), 0);
  EXPECT_EQ(sample_colour(ColourPlane(100, 100, cv::Vec3f(9, 9, 9)), map)(33, 95), cv::Vec3f());
}

TEST(MeshWarp, a_mirrored_cell_counts_as_folded) {
  WarpMesh mesh = square_cloth();
  EXPECT_EQ(count_folded(mesh), 0);
  std::swap(mesh.target[0], mesh.target[1]);
  EXPECT_GT(count_folded(mesh), 0);
}

TEST(MeshRelax, pins_that_turn_turn_the_whole_cloth) {
  WarpMesh mesh = square_cloth();
  const std::vector<cv::Matx22f> shapes(mesh.cells.size(), cv::Matx22f::eye());
  const auto turned = [](cv::Point2f p) {
    return cv::Point2f(100, 100) + cv::Point2f(0.8F * p.x - 0.6F * p.y, 0.6F * p.x + 0.8F * p.y);
  };
  std::vector<MeshPin> pins;
  for (const int corner : {0, kSide - 1, kSide * (kSide - 1)}) {
    pins.push_back(pin(corner, turned(mesh.source[static_cast<std::size_t>(corner)])));
  }
  relax(mesh, shapes, pins, {200, 300});
  EXPECT_EQ(count_folded(mesh), 0);
  EXPECT_LT(cv::norm(mesh.target.back() - turned(mesh.source.back())), 1.5);
}

TEST(MeshRelax, the_cloth_takes_the_shape_that_its_cells_want) {
  WarpMesh mesh = square_cloth();
  const std::vector<cv::Matx22f> shapes(mesh.cells.size(), cv::Matx22f(2, 0, 0, 0.5F));
  relax(mesh, shapes, {pin(0, {0, 0})}, {4, 400});
  EXPECT_NEAR(mesh.target.back().x, 160, 0.5);
  EXPECT_NEAR(mesh.target.back().y, 40, 0.5);
}

TEST(MeshRelax, a_pushed_edge_does_not_bend_the_far_side) {
  WarpMesh mesh = square_cloth();
  const std::vector<cv::Matx22f> shapes(mesh.cells.size(), cv::Matx22f::eye());
  std::vector<MeshPin> pins;
  for (int y = 0; y < kSide; ++y) {
    const float bump = 4 * std::sin(static_cast<float>(y));
    pins.push_back(pin(y * kSide, {bump, static_cast<float>(10 * y)}));
    pins.push_back(pin(y * kSide + kSide - 1, {80, static_cast<float>(10 * y)}));
  }
  relax(mesh, shapes, pins);
  for (int y = 0; y < kSide; ++y) EXPECT_NEAR(mesh.target[static_cast<std::size_t>(y * kSide + 6)].x, 60, 1);
}

}  // namespace
}  // namespace drape::tryon::geometric
