#include "person/waist_fit.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace drape::person {
namespace {

constexpr float kAmbiguityMax = 0.5F;
constexpr float kSearchT = 0.12F;  // Torso lengths around the line within which a boundary is the waist's.
constexpr float kReachE = 0.50F;   // Shoulder widths from the axis; farther out are arms.
constexpr double kSeenShareMin = 0.15;  // Of the search band that each garment must fill in a column.
constexpr float kMedianReach = 0.06F;   // Shoulder widths to each side.
constexpr float kSmoothing = 0.03F;     // Shoulder widths, sigma.

/// Row at which `parts` change from upper to lower in one column with the fewest pixels on the wrong side.
std::optional<float> boundary_in_column(const image::LabelMap& parts, int x, int top, int bottom) {
  int upper = 0;
  int lower = 0;
  for (int y = top; y < bottom; ++y) {
    upper += parts(y, x) == kPartUpper ? 1 : 0;
    lower += parts(y, x) == kPartLower ? 1 : 0;
  }
  const double seen_min = kSeenShareMin * (bottom - top);
  if (upper < seen_min || lower < seen_min) return std::nullopt;
  int wrong = upper;  // With the boundary at the top all upper pixels are below it.
  int best_wrong = wrong;
  int best = top;
  for (int y = top; y < bottom; ++y) {
    if (parts(y, x) == kPartUpper) --wrong;
    if (parts(y, x) == kPartLower) ++wrong;
    if (wrong < best_wrong) {
      best_wrong = wrong;
      best = y + 1;
    }
  }
  return static_cast<float>(best) - 0.5F;
}

std::vector<float> median_smooth(const std::vector<float>& values, int reach) {
  std::vector<float> result(values.size());
  const int count = static_cast<int>(values.size());
  for (int i = 0; i < count; ++i) {
    std::vector<float> window(values.begin() + std::max(0, i - reach),
                              values.begin() + std::min(count, i + reach + 1));
    const auto middle = window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2);
    std::nth_element(window.begin(), middle, window.end());
    result[static_cast<std::size_t>(i)] = *middle;
  }
  return result;
}

std::vector<float> gaussian_smooth(const std::vector<float>& values, float sigma) {
  const int reach = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  const int last = static_cast<int>(values.size()) - 1;
  std::vector<float> result(values.size());
  for (int i = 0; i <= last; ++i) {
    float sum = 0;
    float weights = 0;
    for (int k = -reach; k <= reach; ++k) {
      const float weight = std::exp(-0.5F * static_cast<float>(k * k) / (sigma * sigma));
      sum += weight * values[static_cast<std::size_t>(std::clamp(i + k, 0, last))];
      weights += weight;
    }
    result[static_cast<std::size_t>(i)] = sum / weights;
  }
  return result;
}

/// Deviations of the seen boundary from the line; unseen columns take it over from their seen neighbours.
std::vector<float> fill_gaps(const std::vector<std::optional<float>>& deviations) {
  std::vector<float> filled(deviations.size(), 0.0F);
  int before = -1;
  const int count = static_cast<int>(deviations.size());
  for (int i = 0; i <= count; ++i) {
    if (i < count && !deviations[static_cast<std::size_t>(i)]) continue;
    for (int k = before + 1; k < i; ++k) {
      const float left = before >= 0 ? *deviations[static_cast<std::size_t>(before)] : 0;
      const float right = i < count ? *deviations[static_cast<std::size_t>(i)] : 0;
      const float share = static_cast<float>(k - before) / static_cast<float>(i - before);
      const float value = before < 0 ? right : i == count ? left : left + (right - left) * share;
      filled[static_cast<std::size_t>(k)] = value;
    }
    if (i < count) filled[static_cast<std::size_t>(i)] = *deviations[static_cast<std::size_t>(i)];
    before = i;
  }
  return filled;
}

}  // namespace

std::vector<float> fit_waist(const image::LabelMap& parts, const BodyGeometry& body, const WaistLine& line) {
  std::vector<float> y = waist_by_column(line, body.torso, parts.cols);
  if (line.ambiguity > kAmbiguityMax) return y;
  const float search = kSearchT * body.torso.length;
  std::vector<std::optional<float>> deviations(y.size());
  for (int x = 0; x < parts.cols; ++x) {
    const float guess = y[static_cast<std::size_t>(x)];
    const int top = std::clamp(cvRound(guess - search), 0, parts.rows);
    const int bottom = std::clamp(cvRound(guess + search), 0, parts.rows);
    const float e = body.torso.to_te({static_cast<float>(x), guess}).y;
    if (std::abs(e) > kReachE || bottom <= top) continue;
    if (const auto boundary = boundary_in_column(parts, x, top, bottom)) {
      deviations[static_cast<std::size_t>(x)] = *boundary - guess;
    }
  }
  const std::vector<float> filled = fill_gaps(deviations);
  for (std::size_t x = 0; x < y.size(); ++x) y[x] += filled[x];
  const float shoulder_width = body.torso.shoulder_width;
  const int reach = std::max(1, cvRound(kMedianReach * shoulder_width));
  return gaussian_smooth(median_smooth(y, reach), std::max(1.0F, kSmoothing * shoulder_width));
}

std::vector<float> waist_in_photo(const std::vector<float>& working_y, const WorkingPicture& picture,
                                  int photo_width) {
  std::vector<float> y;
  const float last = static_cast<float>(working_y.size() - 1);
  for (int x = 0; x < photo_width; ++x) {
    const float place = std::clamp(picture.to_working({static_cast<float>(x), 0}).x, 0.0F, last);
    const auto left = static_cast<std::size_t>(std::min(place, last - 1));
    const float share = place - static_cast<float>(left);
    const float here = working_y[left] * (1 - share) + working_y[left + 1] * share;
    y.push_back(picture.to_photo({0, here}).y);
  }
  return y;
}

}  // namespace drape::person
