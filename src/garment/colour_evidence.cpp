#include "garment/colour_evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace drape::garment {
namespace {

/// Cells of the colour histogram: 5 units of L*, 5 of a* and b*; narrower ones tell noise apart.
constexpr int kLightCells = 21;
constexpr int kChromaCells = 41;
constexpr float kCell = 5.F;

using Counts = std::vector<float>;

std::size_t cell_index(int l, int a, int b) {
  return (static_cast<std::size_t>(l) * kChromaCells + static_cast<std::size_t>(a)) * kChromaCells +
         static_cast<std::size_t>(b);
}

struct Cell {
  int l, a, b;
};

Cell cell_of(const cv::Vec3f& lab) {
  const auto chroma = [](float value) {
    return std::clamp(cvRound(value / kCell) + kChromaCells / 2, 0, kChromaCells - 1);
  };
  return {std::clamp(cvRound(lab[0] / kCell), 0, kLightCells - 1), chroma(lab[1]), chroma(lab[2])};
}

/// Spreads counts over the neighbouring cells (binomial 1 2 1 along each axis).
void smooth(Counts& counts) {
  const std::array<std::size_t, 3> strides{kChromaCells * kChromaCells, kChromaCells, 1};
  const std::array<int, 3> lengths{kLightCells, kChromaCells, kChromaCells};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const Counts before = counts;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto position = static_cast<int>((i / strides[axis]) % static_cast<std::size_t>(lengths[axis]));
      const float below = position > 0 ? before[i - strides[axis]] : 0.F;
      const float above = position + 1 < lengths[axis] ? before[i + strides[axis]] : 0.F;
      counts[i] = 0.25F * below + 0.5F * before[i] + 0.25F * above;
    }
  }
}

void normalise(Counts& counts) {
  float sum = 0;
  for (const float count : counts) sum += count;
  if (sum <= 0) return;
  for (float& count : counts) count /= sum;
}

}  // namespace

image::Plane colour_evidence(const image::LabImage& lab, const image::Plane& presence) {
  const std::size_t cells = static_cast<std::size_t>(kLightCells) * kChromaCells * kChromaCells;
  Counts garment(cells, 0.F);
  Counts ground(cells, 0.F);
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const Cell cell = cell_of(lab(y, x));
      const float p = presence(y, x);
      // Only what is fairly certain teaches.
      if (p > 0.75F) garment[cell_index(cell.l, cell.a, cell.b)] += p;
      if (p < 0.25F) ground[cell_index(cell.l, cell.a, cell.b)] += 1.F - p;
    }
  }
  smooth(garment);
  smooth(ground);
  normalise(garment);
  normalise(ground);
  /// A colour that fills less than this share of both sides says nothing.
  constexpr float kRare = 1e-3F;
  image::Plane evidence(lab.size());
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const Cell cell = cell_of(lab(y, x));
      const std::size_t i = cell_index(cell.l, cell.a, cell.b);
      evidence(y, x) = std::log((garment[i] + kRare) / (ground[i] + kRare));
    }
  }
  return evidence;
}

}  // namespace drape::garment
