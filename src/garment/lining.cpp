#include "garment/lining.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace drape::garment {
namespace {

using image::Mask;

// Lengths are shares of the distance between the shoulder tips.
constexpr float kWorkingWidth = 160;  // Pixels between the shoulder tips at which is searched.
constexpr float kHalfWidth = 0.30F;   // From the axis: where an inside can be seen.
constexpr float kDepth = 0.85F;       // Share of the way from neck to hem.
constexpr float kBackHalf = 0.16F;    // Around the axis, and
constexpr float kBackDepth = 0.42F;   // below the neck: here the back of the neck is.
constexpr float kOffAxis = 0.14F;     // Of the middle of a lining, at most.
constexpr float kSmallest = 0.006F;   // Square shares.
constexpr float kLargest = 0.40F;
constexpr float kForeign = 9;    // Lab units from all colours of the front.
constexpr double kShade = 0.35;  // Lightness counts so much: folds are no other cloth.
constexpr int kBroad = 11;       // Working pixels: a lining is nowhere narrower.
constexpr int kFrontColours = 5;
constexpr double kPixelsMax =
    4e6;  // Working pixels: a picture with more has no jacket of a usual size in it.
constexpr std::uint64_t kSeed = 7;
constexpr std::size_t kEnoughPixels = 400;

// The garment at the working resolution, in a colour space in which shade counts less.
struct Scene {
  cv::Mat3f colour;
  Mask garment;
  cv::Point2f neck;  // Between the neck points.
  float hem = 0;
  float scale = 1;
};

float shoulder_width(const UpperLandmarks& marks) {
  return marks.shoulder_tip[1].x - marks.shoulder_tip[0].x;
}

Scene make_scene(const GarmentModel& garment) {
  const UpperLandmarks& marks = *garment.upper;
  Scene scene;
  scene.scale = kWorkingWidth / std::max(shoulder_width(marks), 1.0F);
  const cv::Size size(std::max(1, cvRound(static_cast<float>(garment.alpha.cols) * scene.scale)),
                      std::max(1, cvRound(static_cast<float>(garment.alpha.rows) * scene.scale)));
  image::Image small;
  cv::resize(garment.colour, small, size, 0, 0, cv::INTER_AREA);
  cv::medianBlur(small, small, 3);
  small.convertTo(scene.colour, CV_32F, 1 / 255.0);
  cv::cvtColor(scene.colour, scene.colour, cv::COLOR_RGB2Lab);
  scene.colour.forEach([](cv::Vec3f& c, const int*) { c[0] *= static_cast<float>(kShade); });
  image::Plane alpha;
  cv::resize(garment.alpha, alpha, size, 0, 0, cv::INTER_AREA);
  scene.garment = alpha > 0.9F;
  scene.neck = {marks.axis_x * scene.scale, 0.5F * (marks.neck[0].y + marks.neck[1].y) * scene.scale};
  scene.hem = marks.hem_y * scene.scale;
  return scene;
}

// Where an inside could be seen.
cv::Rect search_area(const Scene& scene) {
  const int half = cvRound(kHalfWidth * kWorkingWidth);
  const int top = cvRound(scene.neck.y - 0.25F * kWorkingWidth);
  const int bottom = cvRound(scene.neck.y + kDepth * (scene.hem - scene.neck.y));
  return cv::Rect(cvRound(scene.neck.x) - half, top, 2 * half + 1, std::max(bottom - top, 1)) &
         cv::Rect({}, scene.garment.size());
}

// The usual colours of the front and the sleeves: of everything beside the search area. Rare ones are buttons
// and zips.
std::vector<cv::Vec3f> front_colours(const Scene& scene, const cv::Rect& search) {
  std::vector<cv::Vec3f> seen;
  for (int y = 0; y < scene.garment.rows; y += 2) {
    for (int x = 0; x < scene.garment.cols; x += 2) {
      if (!scene.garment(y, x) || (x >= search.x && x < search.br().x)) continue;
      seen.push_back(scene.colour(y, x));
    }
  }
  if (seen.size() < kEnoughPixels) return {};
  const cv::Mat1f samples = cv::Mat3f(seen).reshape(1);
  cv::Mat1i label;
  cv::Mat1f centres;
  const std::uint64_t saved = std::exchange(cv::theRNG().state, kSeed);
  cv::kmeans(samples, kFrontColours, label, {cv::TermCriteria::COUNT, 12, 0}, 1, cv::KMEANS_PP_CENTERS,
             centres);
  cv::theRNG().state = saved;
  std::array<int, kFrontColours> count{};
  for (int i = 0; i < label.rows; ++i) ++count[static_cast<std::size_t>(label(i, 0))];
  std::vector<cv::Vec3f> colours;
  for (int k = 0; k < kFrontColours; ++k) {
    if (count[static_cast<std::size_t>(k)] > samples.rows / 50)
      colours.emplace_back(centres(k, 0), centres(k, 1), centres(k, 2));
  }
  return colours;
}

Mask foreign_in(const Scene& scene, const cv::Rect& search, const std::vector<cv::Vec3f>& colours) {
  Mask foreign = Mask::zeros(scene.garment.size());
  for (int y = search.y; y < search.br().y; ++y) {
    for (int x = search.x; x < search.br().x; ++x) {
      if (!scene.garment(y, x)) continue;
      const bool known = std::any_of(colours.begin(), colours.end(), [&](const cv::Vec3f& colour) {
        return cv::norm(scene.colour(y, x) - colour) < kForeign;
      });
      if (!known) foreign(y, x) = 255;
    }
  }
  cv::morphologyEx(foreign, foreign, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
  cv::morphologyEx(foreign, foreign, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
  return foreign & scene.garment;
}

// The piece that reaches to the back of the neck; nothing where none does.
Mask piece_at_neck(const Scene& scene, const Mask& foreign) {
  cv::Mat1i component, stats;
  cv::Mat1d centres;
  const int count = cv::connectedComponentsWithStats(foreign, component, stats, centres, 8);
  const cv::Rect back =
      cv::Rect(cvRound(scene.neck.x - kBackHalf * kWorkingWidth), cvRound(scene.neck.y),
               cvRound(2 * kBackHalf * kWorkingWidth), cvRound(kBackDepth * kWorkingWidth)) &
      cv::Rect({}, foreign.size());
  constexpr double kUnit = static_cast<double>(kWorkingWidth) * kWorkingWidth;
  int best = 0;
  for (int i = 1; i < count; ++i) {
    const int area = stats(i, cv::CC_STAT_AREA);
    if (area < kSmallest * kUnit || area > kLargest * kUnit) continue;
    if (std::abs(centres(i, 0) - static_cast<double>(scene.neck.x)) >
        static_cast<double>(kOffAxis * kWorkingWidth))
      continue;
    if (cv::countNonZero(Mask(component(back) == i)) < kSmallest / 3 * kUnit) continue;
    if (best == 0 || area > stats(best, cv::CC_STAT_AREA)) best = i;
  }
  return best == 0 ? Mask::zeros(foreign.size()) : Mask(component == best);
}

// With what it encloses in each row, and in its upper part with all above it: the back of the collar.
Mask with_collar(const Scene& scene, const Mask& piece) {
  Mask whole = piece.clone();
  const cv::Rect box = cv::boundingRect(piece);
  const int upper = box.y + std::max(2, box.height / 6);
  for (int y = box.y; y < box.br().y; ++y) {
    int first = box.br().x;
    int last = box.x - 1;
    for (int x = box.x; x < box.br().x; ++x) {
      if (!piece(y, x)) continue;
      first = std::min(first, x);
      last = x;
    }
    for (int x = first; x <= last; ++x) whole(y, x) = 255;
    if (y != upper) continue;
    for (int row = 0; row < upper; ++row) {
      for (int x = first; x <= last; ++x) whole(row, x) = 255;
    }
  }
  // Lights on a lapel are not its lining.
  cv::morphologyEx(whole, whole, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {kBroad, kBroad}));
  return whole & scene.garment;
}

}  // namespace

image::Mask find_lining(const GarmentModel& garment) {
  Mask none = Mask::zeros(garment.alpha.size());
  if (garment.category != Category::kOuter || shoulder_width(*garment.upper) < kWorkingWidth / 4) return none;
  const double scale = static_cast<double>(kWorkingWidth / shoulder_width(*garment.upper));
  if (static_cast<double>(garment.alpha.total()) * scale * scale > kPixelsMax) return none;
  const Scene scene = make_scene(garment);
  const cv::Rect search = search_area(scene);
  if (search.empty()) return none;
  const std::vector<cv::Vec3f> colours = front_colours(scene, search);
  if (colours.empty()) return none;
  const Mask piece = piece_at_neck(scene, foreign_in(scene, search, colours));
  if (cv::countNonZero(piece) == 0) return none;
  image::Plane soft;
  with_collar(scene, piece).convertTo(soft, CV_32F, 1 / 255.0);
  cv::GaussianBlur(soft, soft, {}, 1.5);
  cv::resize(soft, soft, none.size(), 0, 0, cv::INTER_LINEAR);
  return soft > 0.4F;
}

}  // namespace drape::garment
