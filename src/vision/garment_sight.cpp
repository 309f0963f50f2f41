#include "vision/garment_sight.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace drape::vision {
namespace {

/// Weight of the look against the outline; what is added to each share, so that neither silences the other.
constexpr float kLookWeight = 0.55F;
constexpr float kShareFloor = 0.02F;

tflite::CatalogueEntry trained(std::string_view name, std::string_view file, tflite::Port input,
                               tflite::Port output) {
  return {.name = name,
          .package = "",
          .version = "",
          .file = file,
          .slice = {},
          .sha256 = "",
          .licence = "Apache-2.0",
          .input = std::move(input),
          .outputs = {std::move(output)}};
}

cv::Mat3f mirrored(const cv::Mat3f& input) {
  cv::Mat3f result;
  cv::flip(input, result, 1);
  return result;
}

/// The square around the garment with a margin: its longer side, `margin` times.
cv::Rect square_around(const image::Plane& alpha, double margin) {
  const cv::Rect box = cv::boundingRect(image::Mask(alpha > 0.5F));
  const int length = std::max(1, cvRound(margin * std::max(box.width, box.height)));
  return {box.x + box.width / 2 - length / 2, box.y + box.height / 2 - length / 2, length, length};
}

/// The part of a plane or picture within a square that may leave it (zeros there), at the size `side`.
cv::Mat take_square(const cv::Mat& plane, const cv::Rect& square, int side) {
  cv::Mat inside = cv::Mat::zeros(square.size(), plane.type());
  const cv::Rect common = square & cv::Rect({0, 0}, plane.size());
  plane(common).copyTo(inside(common - square.tl()));
  cv::Mat small;
  cv::resize(inside, small, {side, side}, 0, 0, cv::INTER_AREA);
  return small;
}

/// Outline and shading: channel 0 the garment's share of each pixel, channel 1 its luminance less the mean,
/// over the deviation; channel 2 is not used.
cv::Mat3f outline_of(const image::Image& picture, const image::Plane& alpha, int side) {
  constexpr double kMargin = 1.10;
  constexpr float kDeviationFloor = 0.06F;
  constexpr float kMost = 2.5F;
  const cv::Rect square = square_around(alpha, kMargin);
  cv::Mat1b grey;
  cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
  image::Plane light;
  cv::Mat1b(take_square(grey, square, side)).convertTo(light, CV_32F, 1 / 255.0);
  const image::Plane share = take_square(alpha, square, side);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(light, mean, deviation, share > 0.5F);
  cv::Mat3f result(side, side);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const float relative =
          (light(y, x) - static_cast<float>(mean[0])) / (static_cast<float>(deviation[0]) + kDeviationFloor);
      result(y, x) = {share(y, x), 0.5F * std::clamp(relative, -kMost, kMost) * share(y, x), 0.F};
    }
  }
  return result;
}

/// The garment in its colours (0..1) on a middle grey.
cv::Mat3f look_of(const image::Image& picture, const image::Plane& alpha, int side) {
  constexpr double kMargin = 1.08;
  const cv::Vec3f ground(0.5F, 0.5F, 0.5F);
  const cv::Rect square = square_around(alpha, kMargin);
  cv::Mat3f result;
  cv::Mat3b(take_square(picture, square, side)).convertTo(result, CV_32F, 1 / 255.0);
  const image::Plane share = take_square(alpha, square, side);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) result(y, x) = result(y, x) * share(y, x) + ground * (1.F - share(y, x));
  }
  return result;
}

/// Mean of what the network says of the input and of its mirror image.
Result<Network::Values> ask(const Network& network, const cv::Mat3f& input) {
  auto said = network.run(input, {0});
  if (!said) return fail(said.error());
  const auto of_mirrored = network.run(mirrored(input), {0});
  if (!of_mirrored) return fail(of_mirrored.error());
  Network::Values mean = std::move(said->front());
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = 0.5F * (mean[i] + of_mirrored->front()[i]);
  return mean;
}

}  // namespace

const tflite::CatalogueEntry& garment_sight_entry() {
  static const tflite::CatalogueEntry kEntry =
      trained("garment_sight", "networks/garment_sight.onnx", {"picture", {1, 256, 256, 3}},
              {"presence", {1, 256, 256, 1}});
  return kEntry;
}

const tflite::CatalogueEntry& garment_outline_entry() {
  static const tflite::CatalogueEntry kEntry = trained("garment_outline", "networks/garment_outline.onnx",
                                                       {"garment", {1, 48, 48, 3}}, {"category", {1, 6}});
  return kEntry;
}

const tflite::CatalogueEntry& garment_look_entry() {
  static const tflite::CatalogueEntry kEntry = trained("garment_look", "networks/garment_look.onnx",
                                                       {"garment", {1, 128, 128, 3}}, {"category", {1, 5}});
  return kEntry;
}

Result<image::Plane> see_garment(const Network& network, const image::Image& picture) {
  const int side = network.side();
  image::Image squashed;
  cv::resize(picture, squashed, {side, side}, 0, 0, cv::INTER_AREA);
  cv::Mat3f input;
  squashed.convertTo(input, CV_32F, 1 / 255.0);
  auto seen = network.run(input, {0});
  if (!seen) return fail(seen.error());
  auto seen_mirrored = network.run(mirrored(input), {0});
  if (!seen_mirrored) return fail(seen_mirrored.error());
  image::Plane back;
  cv::flip(image::Plane(side, side, seen_mirrored->front().data()), back, 1);
  const image::Plane mean = 0.5F * (image::Plane(side, side, seen->front().data()) + back);
  image::Plane presence;
  cv::resize(mean, presence, picture.size(), 0, 0, cv::INTER_LINEAR);
  return presence;
}

Result<GarmentOdds> classify_garment(const GarmentClassifiers& networks, const image::Image& picture,
                                     const image::Plane& alpha) {
  const auto outline = ask(networks.outline, outline_of(picture, alpha, networks.outline.side()));
  if (!outline) return fail(outline.error());
  auto look = ask(networks.look, look_of(picture, alpha, networks.look.side()));
  if (!look) return fail(look.error());
  look->push_back(0.F);  // It knows garments only.
  GarmentOdds odds{};
  float sum = 0;
  for (std::size_t i = 0; i < odds.size(); ++i) {
    odds[i] = std::pow((*outline)[i] + kShareFloor, 1.F - kLookWeight) *
              std::pow((*look)[i] + kShareFloor, kLookWeight);
    sum += odds[i];
  }
  for (float& share : odds) share /= sum;
  return odds;
}

}  // namespace drape::vision
