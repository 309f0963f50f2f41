#include "person/label_cleanup.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace drape::person {
namespace {

constexpr double kLoosePieceShare = 0.02;     // Of the largest piece of the person.
constexpr int kIslandAreaMin = 40;            // Working pixels.
constexpr double kIslandShare = 0.03;         // Of the part's largest piece.
constexpr double kIslandShareOnePiece = 0.3;  // Faces and necks are one piece,
constexpr double kIslandShareHair = 0.08;     // hair nearly so.
constexpr double kHoleShare = 0.004;
constexpr int kTinyHole = 25;
constexpr double kHoleMaskMin =
    0.5;  // Mean probability of a hole's pixels over which the masks say "person".

struct Component {
  cv::Rect box;
  int area = 0;
  cv::Mat1b pixels;  ///< Inside `box`, widened by one pixel where the picture goes on.
};

struct Components {
  cv::Mat1i index;
  cv::Mat1i stats;
  int count = 0;  ///< With the outside, number 0.

  explicit Components(const image::Mask& mask) {
    cv::Mat1d centroids;
    count = cv::connectedComponentsWithStats(mask, index, stats, centroids, 8, CV_32S);
  }
  [[nodiscard]] int area(int i) const { return stats(i, cv::CC_STAT_AREA); }
  [[nodiscard]] int largest() const {
    int best = 1;
    for (int i = 2; i < count; ++i) best = area(i) > area(best) ? i : best;
    return best;
  }
  [[nodiscard]] Component at(int i) const {
    Component c;
    const cv::Rect tight(stats(i, cv::CC_STAT_LEFT), stats(i, cv::CC_STAT_TOP), stats(i, cv::CC_STAT_WIDTH),
                         stats(i, cv::CC_STAT_HEIGHT));
    c.box =
        cv::Rect(tight.x - 1, tight.y - 1, tight.width + 2, tight.height + 2) & cv::Rect({}, index.size());
    c.area = area(i);
    c.pixels = index(c.box) == i;
    return c;
  }
};

// Which part holds most of the ring around a component; kPartCount when the ring is empty.
Part majority_around(const image::LabelMap& parts, const Component& component) {
  cv::Mat1b ring;
  cv::dilate(component.pixels, ring, cv::Mat::ones(3, 3, CV_8U));
  std::array<int, kPartCount> votes{};
  for (int y = 0; y < ring.rows; ++y) {
    for (int x = 0; x < ring.cols; ++x) {
      if (ring(y, x) != 0 && component.pixels(y, x) == 0)
        ++votes[parts(y + component.box.y, x + component.box.x)];
    }
  }
  const auto best = std::max_element(votes.begin(), votes.end());
  return *best == 0 ? kPartCount : static_cast<Part>(best - votes.begin());
}

void relabel(image::LabelMap& parts, const Component& component, Part part) {
  if (part != kPartCount) parts(component.box).setTo(part, component.pixels);
}

void drop_loose_pieces(image::LabelMap& parts) {
  const Components pieces(parts != kPartBackground);
  if (pieces.count <= 2) return;
  const int largest = pieces.largest();
  for (int i = 1; i < pieces.count; ++i) {
    if (i == largest || pieces.area(i) >= kLoosePieceShare * pieces.area(largest)) continue;
    relabel(parts, pieces.at(i), kPartBackground);
  }
}

void fill_false_holes(image::LabelMap& parts, const image::Plane& mask) {
  const Components holes(parts == kPartBackground);
  if (holes.count <= 1) return;
  const int largest_area = holes.area(holes.largest());
  for (int i = 1; i < holes.count; ++i) {
    if (holes.area(i) >= kHoleShare * largest_area) continue;
    const Component hole = holes.at(i);
    const bool believed = cv::mean(mask(hole.box), hole.pixels)[0] > kHoleMaskMin;
    if (hole.area < kTinyHole || believed) relabel(parts, hole, majority_around(parts, hole));
  }
}

double island_share(Part part) {
  if (part == kPartNeck || part == kPartFace) return kIslandShareOnePiece;
  return part == kPartHair ? kIslandShareHair : kIslandShare;
}

}  // namespace

void absorb_islands(image::LabelMap& parts, Part part, int area_min) {
  const Components islands(parts == part);
  for (int i = 1; i < islands.count; ++i) {
    if (islands.area(i) >= area_min) continue;
    const Component island = islands.at(i);
    const Part around = majority_around(parts, island);
    // Cloth on the other side of an arm: larger than noise, and what is no person has been dropped before.
    if (part == kPartUpper && around == kPartBackground && islands.area(i) >= kIslandAreaMin) continue;
    relabel(parts, island, around);
  }
}

void clean_up(image::LabelMap& parts, const image::Plane& mask) {
  drop_loose_pieces(parts);
  fill_false_holes(parts, mask);
  for (int part = kPartHair; part < kPartCount; ++part) {
    const Components islands(parts == part);
    if (islands.count <= 1) continue;
    const double share = island_share(static_cast<Part>(part)) * islands.area(islands.largest());
    absorb_islands(parts, static_cast<Part>(part), std::max(kIslandAreaMin, static_cast<int>(share)));
  }
}

}  // namespace drape::person
