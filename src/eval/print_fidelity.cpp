#include "eval/print_fidelity.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "eval/print_alignment.h"
#include "eval/shading.h"
#include "image/colour.h"

namespace drape::eval {
namespace {

constexpr int kTiles = 3;              // Along each side.
constexpr int kTileSideMin = 16;       // Pixels; smaller prints have fewer tiles.
constexpr double kShiftShare = 0.06;   // Of the print's longer side.
constexpr double kTileShareMin = 0.6;  // Of a tile has to be seen.
constexpr double kSeenMin = 1.0 / 3;   // Of the print's contrast.
constexpr double kFlatRms = 3;         // Lab units: a tile with less has no print.
constexpr double kSigmaShare = 0.30;   // As in the search for the print.

/// Patch pixels -> garment photo -> picture.
cv::Matx23d patch_guess(const PrintPatch& patch, const cv::Matx23d& guess) {
  const double to_photo = patch.box.width / patch.colour.cols;
  const double to_photo_y = patch.box.height / patch.colour.rows;
  cv::Matx23d out;
  for (int row = 0; row < 2; ++row) {
    out(row, 0) = guess(row, 0) * to_photo;
    out(row, 1) = guess(row, 1) * to_photo_y;
    out(row, 2) = guess(row, 0) * patch.box.x + guess(row, 1) * patch.box.y + guess(row, 2);
  }
  return out;
}

/// `area` of the print against the best shifted place in `seen`, which reaches `reach` further on all sides.
Correlation correlate_tile(const MaskedLab& print, const MaskedLab& seen, cv::Rect area, int reach) {
  const MaskedLab tile{print.colour(area), print.mask(area)};
  const cv::Rect window(area.x, area.y, area.width + 2 * reach, area.height + 2 * reach);
  cv::Mat1f scores;
  cv::matchTemplate(seen.colour(window), tile.colour, scores, cv::TM_CCOEFF_NORMED);
  cv::Point best;
  cv::minMaxLoc(scores, nullptr, nullptr, nullptr, &best);
  const cv::Rect place(window.tl() + best, area.size());
  return correlate(tile, {seen.colour(place), seen.mask(place)});
}

double energy_of(const MaskedLab& tile) {
  return correlate(tile, tile).energy;
}

std::optional<double> correlate_tiles(const MaskedLab& print, const MaskedLab& seen, int reach) {
  const cv::Size size = print.colour.size();
  const int columns = std::clamp(size.width / kTileSideMin, 1, kTiles);
  const int rows = std::clamp(size.height / kTileSideMin, 1, kTiles);
  double energy = 0;
  double energy_seen = 0;
  double sum = 0;
  for (int i = 0; i < columns * rows; ++i) {
    const int left = size.width * (i % columns) / columns;
    const int top = size.height * (i / columns) / rows;
    const cv::Rect area(left, top, size.width * (i % columns + 1) / columns - left,
                        size.height * (i / columns + 1) / rows - top);
    const double tile_energy = energy_of({print.colour(area), print.mask(area)});
    if (tile_energy < kFlatRms * kFlatRms * area.area()) continue;
    energy += tile_energy;
    const Correlation c = correlate_tile(print, seen, area, reach);
    if (c.share < kTileShareMin) continue;
    energy_seen += tile_energy;
    sum += tile_energy * c.value;
  }
  if (energy == 0 || energy_seen < kSeenMin * energy) return std::nullopt;
  return sum / energy_seen;
}

}  // namespace

std::optional<double> print_fidelity(const PrintSource& source, const PrintTarget& target) {
  const cv::Matx23d& guess = target.guess;
  const double scale = std::sqrt(std::abs(guess(0, 0) * guess(1, 1) - guess(0, 1) * guess(1, 0)));
  const auto patch = find_print(source, scale);
  if (!patch || cv::countNonZero(target.mask) == 0) return std::nullopt;
  const MaskedLab print{patch->colour, patch->mask};
  const double sigma = source.body.width * scale * kSigmaShare;
  const MaskedLab scene{without_shading(image::to_lab(target.picture), target.mask, sigma), target.mask};
  const cv::Matx23d map = align(print, scene, patch_guess(*patch, guess));

  const cv::Size size = print.colour.size();
  const int reach = std::max(2, cvRound(std::max(size.width, size.height) * kShiftShare));
  const cv::Matx23d margin_map = {map(0, 0), map(0, 1), map(0, 2) - reach * (map(0, 0) + map(0, 1)),
                                  map(1, 0), map(1, 1), map(1, 2) - reach * (map(1, 0) + map(1, 1))};
  const MaskedLab seen = seen_through(scene, margin_map, {size.width + 2 * reach, size.height + 2 * reach});
  return correlate_tiles(print, seen, reach);
}

}  // namespace drape::eval
