#include <algorithm>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>

#include "image/outline_rows.h"
#include "person/label_repair.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// Torso lengths: a flounce beside the waist is no taller, and hangs no lower.
constexpr float kFlounce = 0.30F;
constexpr float kFlounceEnd = 0.50F;
constexpr float kHiddenShare = 0.6F;  // Of the usual reach, below which something hides the outline.
constexpr float kJuts = 0.05F;        // Shoulder widths beyond the outline of lower clothes.
constexpr float kToldApart = 6;       // Separation of the garments' colours.
constexpr float kCovers = 0.15F;      // Shoulder widths inside it that a flounce may cover.

/// Row by row from the waist down, how far lower clothes reach from the torso's axis to one side of the
/// picture.
class LowerOutline {
 public:
  LowerOutline(const image::LabelMap& parts, const RepairContext& context, int direction)
      : body_(context.body), direction_(direction) {
    const float waist = context.body.torso.at(context.waist.at(0), 0).y;
    first_ = std::clamp(cvRound(waist), 0, parts.rows - 1);
    const int rows = std::min(cvRound((kFlounce + kFlounceEnd) * body_.torso.length), parts.rows - first_);
    for (int y = first_; y < first_ + rows; ++y) reach_.push_back(reach_in(parts, y));
  }

  [[nodiscard]] int first() const { return first_; }
  [[nodiscard]] int end() const { return first_ + static_cast<int>(reach_.size()); }

  /// Takes out what juts over less than a flounce's height (a morphological opening).
  void smooth() {
    std::vector<float> sorted;
    std::copy_if(reach_.begin(), reach_.end(), std::back_inserter(sorted),
                 [](float reach) { return reach > 0; });
    if (sorted.empty()) return;
    std::sort(sorted.begin(), sorted.end());
    const int window = std::max(2, cvRound(kFlounce * body_.torso.length));
    // Hands and arms before the hips hide them.
    std::vector<float> line = image::bridged(reach_, kHiddenShare * sorted[sorted.size() / 2]);
    // Above, the waist goes on: what juts out there begins no outline.
    const auto top = line.begin() + std::min<std::ptrdiff_t>(window, std::ssize(line));
    line.insert(line.begin(), static_cast<std::size_t>(window), *std::min_element(line.begin(), top));
    const std::vector<float> smooth = image::opened(line, window);
    reach_.assign(smooth.begin() + window, smooth.end());
  }

  /// How far a pixel lies outside the outline, shoulder widths; negative inside.
  [[nodiscard]] float beyond(int y, int x) const {
    const float from_axis = static_cast<float>(direction_) * (static_cast<float>(x) - axis(y));
    return (from_axis - reach_[static_cast<std::size_t>(y - first_)]) / body_.torso.shoulder_width;
  }

 private:
  [[nodiscard]] float axis(int y) const {
    const cv::Point2f on_axis =
        body_.torso.at(body_.torso.to_te({body_.torso.shoulder_mid.x, static_cast<float>(y)}).x, 0);
    return on_axis.x;
  }

  [[nodiscard]] float reach_in(const image::LabelMap& parts, int y) const {
    float reach = 0;
    for (int x = cvRound(axis(y)); x >= 0 && x < parts.cols; x += direction_) {
      if (parts(y, x) == kPartLower) reach = std::abs(static_cast<float>(x) - axis(y));
    }
    return reach;
  }

  const BodyGeometry& body_;
  int direction_;
  int first_ = 0;
  std::vector<float> reach_;
};

// Of the pieces of `candidates`, those that touch `others`.
image::Mask pieces_beside(const image::Mask& candidates, const image::Mask& others) {
  image::Mask touching;
  cv::dilate(others, touching, cv::Mat::ones(3, 3, CV_8U));
  cv::Mat1i piece;
  const int count = cv::connectedComponents(candidates, piece);
  std::vector<uchar> found(static_cast<std::size_t>(count), 0);
  for (int y = 0; y < piece.rows; ++y) {
    for (int x = 0; x < piece.cols; ++x) {
      if (piece(y, x) > 0 && touching(y, x) != 0) found[static_cast<std::size_t>(piece(y, x))] = 255;
    }
  }
  image::Mask result(candidates.size(), uchar{0});
  for (int y = 0; y < piece.rows; ++y) {
    for (int x = 0; x < piece.cols; ++x) result(y, x) = found[static_cast<std::size_t>(piece(y, x))];
  }
  return result;
}

bool has_colours_of_upper(const ColourEvidence& evidence, int y, int x) {
  return evidence.separation > kToldApart && evidence.upper(y, x) > evidence.lower(y, x);
}

}  // namespace

void repair_flounces(image::LabelMap& parts, const RepairContext& context) {
  if (context.waist.t.empty()) return;
  image::Mask jutting(parts.size(), uchar{0});
  image::Mask covering(parts.size(), uchar{0});  // Inside the outline, nearer to the upper garment's colours.
  for (const int direction : {-1, 1}) {
    LowerOutline outline(parts, context, direction);
    outline.smooth();
    const int end =
        std::min(outline.end(), outline.first() + cvRound(kFlounceEnd * context.body.torso.length));
    for (int y = outline.first(); y < end; ++y) {
      for (int x = 0; x < parts.cols; ++x) {
        if (parts(y, x) != kPartLower) continue;
        const float beyond = outline.beyond(y, x);
        if (beyond > kJuts)
          jutting(y, x) = 255;
        else if (beyond > -kCovers && has_colours_of_upper(context.evidence, y, x))
          covering(y, x) = 255;
      }
    }
  }
  const image::Mask flounces = pieces_beside(jutting, parts == kPartUpper);
  parts.setTo(kPartUpper, flounces);
  image::Mask near_flounces;
  cv::dilate(flounces, near_flounces, disc(kCovers * context.body.torso.shoulder_width));
  parts.setTo(kPartUpper, pieces_beside(covering & near_flounces, flounces));
}

}  // namespace drape::person
