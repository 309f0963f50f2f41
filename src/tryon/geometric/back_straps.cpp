#include "tryon/geometric/back_straps.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using image::Plane;

constexpr float kStrapMax = 0.09F;     // Of the garment's width: wider than that is a shoulder.
constexpr float kShortestMin = 0.03F;  // Of the garment's height: less than that of two straps is a fold.
constexpr float kRearMax = 2.5F;       // Strap widths: a wider piece beside the strap is the chest.

// Columns counted from the garment's outer side towards its axis.
struct Run {
  int begin = 0, end = 0;
  [[nodiscard]] int width() const { return end - begin; }
};

// A row of one half of the garment.
class HalfRow {
 public:
  HalfRow(const GarmentModel& garment, std::size_t side, int y)
      : row_(garment.alpha[y]),
        outer_(side == 0 ? garment.box.x : garment.box.x + garment.box.width - 1),
        step_(side == 0 ? 1 : -1),
        size_(std::clamp(static_cast<int>(std::abs(garment.upper->axis_x - static_cast<float>(outer_))), 0,
                         garment.box.width - 1)) {}

  [[nodiscard]] int column(int i) const { return outer_ + step_ * i; }
  [[nodiscard]] int size() const { return size_; }

  [[nodiscard]] std::optional<Run> run_from(int i) const {
    while (i < size_ && row_[column(i)] <= 0.5F) ++i;
    if (i >= size_) return {};
    Run run{i, i};
    while (run.end < size_ && row_[column(run.end)] > 0.5F) ++run.end;
    return run;
  }

 private:
  const float* row_;
  int outer_, step_, size_;
};

// The rows in which a side shows its strap twice.
struct Doubled {
  int top = 0, bottom = 0;
  int width = 0;  // Of the front strap alone.
};

std::optional<Doubled> find_doubled(const GarmentModel& garment, std::size_t side) {
  const int widest = static_cast<int>(kStrapMax * static_cast<float>(garment.box.width));
  const int last = std::min(static_cast<int>(garment.upper->armpit[side].y), garment.alpha.rows);
  Doubled found;
  std::vector<int> widths;
  for (int y = std::max(garment.box.y, 0); y < last; ++y) {
    const HalfRow row(garment, side, y);
    const std::optional<Run> front = row.run_from(0);
    if (!front) continue;
    // Above the place where they part both are one piece, at the top perhaps folded over.
    if (front->width() > 3 * widest) break;
    const std::optional<Run> rear = row.run_from(front->end);
    const bool is_rear =
        rear && rear->begin - front->end <= 2 * widest &&
        static_cast<float>(rear->width()) <= kRearMax * static_cast<float>(std::max(front->width(), 2));
    if (!is_rear) {
      if (!widths.empty()) break;
      continue;
    }
    if (front->width() > widest) break;
    if (widths.empty()) found.top = y;
    widths.push_back(front->width());
    found.bottom = y;
  }
  if (static_cast<float>(widths.size()) < kShortestMin * static_cast<float>(garment.box.height)) return {};
  const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), middle, widths.end());
  found.width = *middle;
  return found;
}

}  // namespace

Plane front_of_straps(const GarmentModel& garment) {
  Plane front(garment.alpha.size(), 1.0F);
  for (std::size_t side = 0; side < 2; ++side) {
    const std::optional<Doubled> doubled = find_doubled(garment, side);
    if (!doubled) continue;
    for (int y = std::max(garment.box.y, 0); y <= doubled->bottom; ++y) {
      const HalfRow row(garment, side, y);
      const std::optional<Run> strap = row.run_from(0);
      if (!strap) continue;
      const int end = y < doubled->top ? strap->begin + doubled->width : strap->end;
      // As far as the rear strap reaches; what follows it is the other side of the chest.
      const std::optional<Run> rear = y < doubled->top ? strap : row.run_from(strap->end);
      const int to = std::min(rear ? rear->end + 2 : end, row.size());
      for (int i = end; i < to; ++i) front(y, row.column(i)) = 0;
    }
  }
  return front;
}

}  // namespace drape::tryon::geometric
