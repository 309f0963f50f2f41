#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "image/outline_rows.h"
#include "person/label_repair.h"

namespace drape::person {
namespace {

// Log likelihood, of a neighbourhood's mean, by which lower clothes explain it so well that it is no sleeve.
constexpr float kLowerLead = 3.0F;
constexpr int kNeighbourhood = 7;        // Working pixels.
constexpr float kReach = 2.6F;           // Half widths of the arm within which a sleeve ends.
constexpr float kCore = 0.45F;           // The same, within which both sides are the sleeve's.
constexpr float kUpperArm = 0.5F;        // Along: trousers begin lower than this,
constexpr float kHand = 2.0F;            // and no sleeve goes on.
constexpr float kCuffMargin = 0.05F;     // Along, kept from the end of the sleeve.
constexpr float kSleeveShareMin = 0.2F;  // Of the way from the axis to the background.
constexpr int kBins = 96;                // Places along the arm at which its outline is looked for.
constexpr float kStep = 0.5F;            // Working pixels.

// Torso lengths: a flounce beside the waist is no taller, and hangs no lower.
constexpr float kFlounce = 0.30F;
constexpr float kFlounceEnd = 0.50F;
constexpr float kHiddenShare = 0.6F;  // Of the usual reach, below which something hides the outline.
constexpr float kJuts = 0.05F;        // Shoulder widths beyond the outline of lower clothes.

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
    if (reach_.empty()) return;
    const int window = std::max(2, cvRound(kFlounce * body_.torso.length));
    std::vector<float> sorted = reach_;
    std::sort(sorted.begin(), sorted.end());
    // Hands and arms before the hips hide them.
    std::vector<float> line = image::bridged(reach_, kHiddenShare * sorted[sorted.size() / 2]);
    // Above, the waist goes on: what juts out there begins no outline.
    const auto top = line.begin() + std::min<std::ptrdiff_t>(window, std::ssize(line));
    line.insert(line.begin(), static_cast<std::size_t>(window), *std::min_element(line.begin(), top));
    const std::vector<float> smooth = image::opened(line, window);
    reach_.assign(smooth.begin() + window, smooth.end());
  }

  [[nodiscard]] bool is_beyond(int y, int x) const {
    const float from_axis = static_cast<float>(direction_) * (static_cast<float>(x) - axis(y));
    return from_axis > reach_[static_cast<std::size_t>(y - first_)] + kJuts * body_.torso.shoulder_width;
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

/// One arm's core and its outer side, the one that is turned away from the torso.
class OuterSide {
 public:
  OuterSide(const RepairContext& context, std::size_t side)
      : body_(context.body),
        arm_(context.body.arms[side]),
        end_(std::min(kHand, context.sleeve_ends[side]) - kCuffMargin) {}

  /// Finds the places at which the way from a sleeve's axis outwards ends on the background.
  void look(const image::LabelMap& parts) {
    for (int bin = 0; bin < kBins; ++bin) {
      const float along = (static_cast<float>(bin) + 0.5F) * kHand / kBins;
      bounded_[static_cast<std::size_t>(bin)] = along > kUpperArm && along < end_ && is_bounded(parts, along);
    }
  }

  [[nodiscard]] bool contains(int y, int x, bool like_sleeve) const {
    const float radius = arm_.field.radius(y, x);
    if (radius > kReach) return false;
    const float along = arm_.field.along(y, x);
    if (along <= kUpperArm || along >= end_) return false;
    const cv::Point2f p(static_cast<float>(x), static_cast<float>(y));
    if (radius > kCore && (!like_sleeve || (p - on_axis(along)).dot(outwards(along)) <= 0)) return false;
    return bounded_[static_cast<std::size_t>(along / kHand * kBins)];
  }

 private:
  [[nodiscard]] cv::Point2f on_axis(float along) const {
    const auto first = static_cast<std::size_t>(along);
    return arm_.path[first] + (arm_.path[first + 1] - arm_.path[first]) * (along - std::floor(along));
  }

  // Unit vector across the arm.
  [[nodiscard]] cv::Point2f outwards(float along) const {
    const auto first = static_cast<std::size_t>(along);
    const cv::Point2f direction = arm_.path[first + 1] - arm_.path[first];
    const auto length = static_cast<float>(std::max(cv::norm(direction), 1e-3));
    const cv::Point2f across = cv::Point2f(-direction.y, direction.x) / length;
    const cv::Point2f p = on_axis(along);
    const cv::Point2f from_torso = p - body_.torso.at(body_.torso.to_te(p).x, 0);
    return from_torso.dot(across) < 0 ? -across : across;
  }

  [[nodiscard]] bool is_bounded(const image::LabelMap& parts, float along) const {
    const cv::Rect picture({}, parts.size());
    const cv::Point2f out = outwards(along) * kStep;
    int seen = 0, sleeve = 0;
    for (cv::Point2f p = on_axis(along); picture.contains(cv::Point(p)); p += out) {
      if (arm_.field.radius(cv::Point(p)) >= kReach) return false;
      const uchar part = parts(cv::Point(p));
      if (part == kPartBackground)
        return static_cast<float>(sleeve) > kSleeveShareMin * static_cast<float>(seen);
      ++seen;
      sleeve += part == kPartUpper ? 1 : 0;
    }
    return false;
  }

  const BodyGeometry& body_;
  const ArmGeometry& arm_;
  float end_;  ///< Along, of the sleeve.
  std::array<bool, kBins> bounded_{};
};

// Of the pieces of `candidates`, those that touch a sleeve.
image::Mask beside_sleeves(const image::Mask& candidates, const image::LabelMap& parts) {
  image::Mask touching;
  cv::dilate(image::Mask(parts == kPartUpper), touching, cv::Mat::ones(3, 3, CV_8U));
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

}  // namespace

void repair_flounces(image::LabelMap& parts, const RepairContext& context) {
  if (context.waist.t.empty()) return;
  image::Mask jutting(parts.size(), uchar{0});
  for (const int direction : {-1, 1}) {
    LowerOutline outline(parts, context, direction);
    outline.smooth();
    const int end =
        std::min(outline.end(), outline.first() + cvRound(kFlounceEnd * context.body.torso.length));
    for (int y = outline.first(); y < end; ++y) {
      for (int x = 0; x < parts.cols; ++x) {
        if (parts(y, x) == kPartLower && outline.is_beyond(y, x)) jutting(y, x) = 255;
      }
    }
  }
  parts.setTo(kPartUpper, beside_sleeves(jutting, parts));
}

void repair_sleeves(image::LabelMap& parts, const RepairContext& context) {
  if (context.waist.t.empty()) return;
  image::Plane lower_lead;
  cv::blur(context.evidence.lower - context.evidence.upper, lower_lead, {kNeighbourhood, kNeighbourhood});
  const image::Mask like_sleeve = lower_lead < kLowerLead;
  for (std::size_t side = 0; side < 2; ++side) {
    OuterSide outer(context, side);
    outer.look(parts);
    for (int y = 0; y < parts.rows; ++y) {
      for (int x = 0; x < parts.cols; ++x) {
        if (parts(y, x) == kPartLower && outer.contains(y, x, like_sleeve(y, x) != 0))
          parts(y, x) = kPartUpper;
      }
    }
  }
}

}  // namespace drape::person
