#include "garment/neck_ring.h"

#include <opencv2/imgproc.hpp>

#include "garment/ground_flood.h"

namespace drape::garment {
namespace {

/// Widest ring, as a share of the garment's width.
constexpr double kRingWidthMax = 0.07;

/// Sets the gaps of one line of the mask that are at most `longest` long and have garment at both ends.
template <typename At>
void bridge_gaps(int length, int longest, At&& at) {
  int last_set = -1;
  for (int i = 0; i < length; ++i) {
    if (at(i, false) == 0) continue;
    if (last_set >= 0 && i - last_set > 1 && i - last_set - 1 <= longest) {
      for (int k = last_set + 1; k < i; ++k) at(k, true);
    }
    last_set = i;
  }
}

}  // namespace

image::Mask fill_neck_ring(const image::Mask& garment) {
  const cv::Rect box = cv::boundingRect(garment);
  if (box.empty()) return garment;
  const cv::Rect zone(box.x + box.width / 5, box.y, box.width * 3 / 5, box.height * 2 / 5);
  const image::Mask before = garment(zone);
  image::Mask bridged = image::Mask::zeros(before.size());
  const int longest = static_cast<int>(kRingWidthMax * box.width);
  for (int x = 0; x < zone.width; ++x) {
    bridge_gaps(zone.height, longest,
                [&](int y, bool set) { return set ? (bridged(y, x) = 255) : before(y, x); });
  }
  for (int y = 0; y < zone.height; ++y) {
    bridge_gaps(zone.width, longest,
                [&](int x, bool set) { return set ? (bridged(y, x) = 255) : before(y, x); });
  }
  // A ring crosses the axis; a slit between two straps does not.
  cv::Mat1i regions;
  cv::Mat1i statistics;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(bridged, regions, statistics, centres, 8);
  image::Mask filled = garment.clone();
  const int axis = zone.width / 2;
  for (int label = 1; label < count; ++label) {
    const int left = statistics(label, cv::CC_STAT_LEFT);
    const int right = left + statistics(label, cv::CC_STAT_WIDTH);
    const int span = box.width / 8;
    if (left > axis - span || right < axis + span) continue;
    filled(zone).setTo(255, regions == label);
  }
  return filled;
}

}  // namespace drape::garment
