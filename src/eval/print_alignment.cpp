#include "eval/print_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::eval {
namespace {

constexpr int kSearchSide = 56;   // Pixels: longer side of the patch in the first search.
constexpr int kRefineSide = 128;  // And while refining.
constexpr std::array kScales = {0.75, 0.83, 0.91, 1.0, 1.1, 1.21, 1.33};
constexpr std::array kAspects = {0.77, 0.88, 1.0, 1.14, 1.3};
constexpr double kShareMin = 0.4;  // An alignment that shows less of the patch is no alignment.
constexpr double kHidden = -1;

/// An affine map, about the patch's centre.
struct Placement {
  cv::Vec2d centre;  ///< Of the patch, in scene pixels.
  cv::Vec4d linear;  ///< Row-major 2 x 2.
  cv::Vec2d patch_centre;

  [[nodiscard]] cv::Matx23d map() const {
    const cv::Vec2d& c = patch_centre;
    return {linear[0], linear[1], centre[0] - linear[0] * c[0] - linear[1] * c[1],
            linear[2], linear[3], centre[1] - linear[2] * c[0] - linear[3] * c[1]};
  }
};

Placement placement_of(const cv::Matx23d& map, cv::Size patch) {
  const cv::Vec2d c((patch.width - 1) / 2.0, (patch.height - 1) / 2.0);
  return {{map(0, 0) * c[0] + map(0, 1) * c[1] + map(0, 2), map(1, 0) * c[0] + map(1, 1) * c[1] + map(1, 2)},
          {map(0, 0), map(0, 1), map(1, 0), map(1, 1)},
          c};
}

MaskedLab resized(const MaskedLab& picture, double factor) {
  const cv::Size size(std::max(1, cvRound(picture.colour.cols * factor)),
                      std::max(1, cvRound(picture.colour.rows * factor)));
  MaskedLab out;
  cv::resize(picture.colour, out.colour, size, 0, 0, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::resize(picture.mask, out.mask, size, 0, 0, cv::INTER_NEAREST);
  return out;
}

double score(const MaskedLab& patch, const MaskedLab& scene, const Placement& placement) {
  const Correlation c = correlate(patch, seen_through(scene, placement.map(), patch.colour.size()));
  return c.share < kShareMin ? kHidden : c.value;
}

/// The best place for one stretch of the patch, by correlation at every pixel of a window around the guess.
Placement search_place(const MaskedLab& patch, const MaskedLab& scene, const Placement& guess,
                       const cv::Vec2d& stretch) {
  Placement placement = guess;
  placement.linear = {guess.linear[0] * stretch[0], guess.linear[1] * stretch[1],
                      guess.linear[2] * stretch[0], guess.linear[3] * stretch[1]};
  const int reach = std::max(patch.colour.cols, patch.colour.rows) * 5 / 8;
  const cv::Size patch_size = patch.colour.size();
  const cv::Matx23d map = placement.map();
  // The window is the scene seen through the guess, with a margin, so that the patch itself stays as it is.
  const cv::Matx23d window_map = {map(0, 0), map(0, 1), map(0, 2) - reach * (map(0, 0) + map(0, 1)),
                                  map(1, 0), map(1, 1), map(1, 2) - reach * (map(1, 0) + map(1, 1))};
  const MaskedLab window =
      seen_through(scene, window_map, {patch_size.width + 2 * reach, patch_size.height + 2 * reach});
  cv::Mat1f scores;
  cv::matchTemplate(window.colour, patch.colour, scores, cv::TM_CCOEFF_NORMED);
  cv::Point best;
  cv::minMaxLoc(scores, nullptr, nullptr, nullptr, &best);
  const cv::Vec2d shift(best.x - reach, best.y - reach);
  placement.centre += cv::Vec2d(placement.linear[0] * shift[0] + placement.linear[1] * shift[1],
                                placement.linear[2] * shift[0] + placement.linear[3] * shift[1]);
  return placement;
}

Placement search(const MaskedLab& patch, const MaskedLab& scene, const Placement& guess) {
  Placement best = guess;
  double best_score = score(patch, scene, guess);
  for (const double scale : kScales) {
    for (const double aspect : kAspects) {
      const Placement found = search_place(patch, scene, guess, {scale, scale * aspect});
      const double found_score = score(patch, scene, found);
      if (found_score > best_score) {
        best = found;
        best_score = found_score;
      }
    }
  }
  return best;
}

/// Pattern search (Hooke, Jeeves 1961): steps along each parameter, halved when none helps.
Placement refine(const MaskedLab& patch, const MaskedLab& scene, Placement placement) {
  constexpr double kStepMin = 0.05;  // Pixels that the patch's edge moves.
  const double half = std::max(patch.colour.cols, patch.colour.rows) / 2.0;
  double best = score(patch, scene, placement);
  for (double step = 2; step >= kStepMin;) {
    bool better = false;
    for (std::size_t parameter = 0; parameter < 6; ++parameter) {
      for (const double sign : {1.0, -1.0}) {
        Placement next = placement;
        if (parameter < 2)
          next.centre[static_cast<int>(parameter)] += sign * step;
        else
          next.linear[static_cast<int>(parameter) - 2] += sign * step / half;
        const double next_score = score(patch, scene, next);
        if (next_score <= best) continue;
        best = next_score;
        placement = next;
        better = true;
      }
    }
    if (!better) step /= 2;
  }
  return placement;
}

/// The same placement when the patch is scaled by `patch_factor` and the scene by `scene_factor`.
cv::Matx23d rescaled(const cv::Matx23d& map, double patch_factor, double scene_factor) {
  // Pixel centres: x' = (x + 1/2) f - 1/2.
  cv::Matx23d out;
  for (int row = 0; row < 2; ++row) {
    out(row, 0) = map(row, 0) * scene_factor / patch_factor;
    out(row, 1) = map(row, 1) * scene_factor / patch_factor;
    const double corner = map(row, 2) + 0.5 - (map(row, 0) + map(row, 1)) / 2;
    out(row, 2) = corner * scene_factor - 0.5 + (out(row, 0) + out(row, 1)) / 2;
  }
  return out;
}

/// Runs `step` on pictures reduced so that the patch's longer side is `side`.
template <typename Step>
cv::Matx23d at_side(int side, const MaskedLab& patch, const MaskedLab& scene, const cv::Matx23d& map,
                    Step step) {
  const int longer = std::max(patch.colour.cols, patch.colour.rows);
  const double factor = std::min(1.0, static_cast<double>(side) / longer);
  const MaskedLab small_patch = resized(patch, factor);
  const MaskedLab small_scene = resized(scene, factor);
  const Placement start = placement_of(rescaled(map, factor, factor), small_patch.colour.size());
  return rescaled(step(small_patch, small_scene, start).map(), 1 / factor, 1 / factor);
}

}  // namespace

Correlation correlate(const MaskedLab& a, const MaskedLab& b) {
  const image::Mask both = a.mask & b.mask;
  Correlation out;
  const int count = cv::countNonZero(both);
  const int possible = cv::countNonZero(a.mask);
  if (count == 0) return out;
  out.share = static_cast<double>(count) / possible;
  const cv::Scalar mean_a = cv::mean(a.colour, both);
  const cv::Scalar mean_b = cv::mean(b.colour, both);
  double covariance = 0;
  double energy_b = 0;
  for (int y = 0; y < both.rows; ++y) {
    for (int x = 0; x < both.cols; ++x) {
      if (both(y, x) == 0) continue;
      for (int channel = 0; channel < 3; ++channel) {
        const double da = a.colour(y, x)[channel] - mean_a[channel];
        const double db = b.colour(y, x)[channel] - mean_b[channel];
        covariance += da * db;
        out.energy += da * da;
        energy_b += db * db;
      }
    }
  }
  const double norm = std::sqrt(out.energy * energy_b);
  out.value = norm > 0 ? covariance / norm : 0;
  return out;
}

MaskedLab seen_through(const MaskedLab& scene, const cv::Matx23d& patch_to_scene, cv::Size size) {
  MaskedLab out;
  cv::warpAffine(scene.colour, out.colour, patch_to_scene, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  cv::warpAffine(scene.mask, out.mask, patch_to_scene, size, cv::INTER_NEAREST | cv::WARP_INVERSE_MAP,
                 cv::BORDER_CONSTANT, cv::Scalar::all(0));
  return out;
}

cv::Matx23d align(const MaskedLab& patch, const MaskedLab& scene, const cv::Matx23d& guess) {
  const cv::Matx23d found = at_side(kSearchSide, patch, scene, guess, search);
  const cv::Matx23d nearer = at_side(kSearchSide, patch, scene, found, refine);
  return at_side(kRefineSide, patch, scene, nearer, refine);
}

}  // namespace drape::eval
