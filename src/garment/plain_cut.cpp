#include "garment/plain_cut.h"

#include <opencv2/imgproc.hpp>

#include "garment/ground_flood.h"
#include "garment/ground_model.h"
#include "garment/neck_ring.h"

namespace drape::garment {
namespace {

/// Below this share of explained border the ground is not even.
constexpr float kPlainShareMin = 0.80F;
/// Parts smaller than this share of the garment are dust, tags on a string or printed watermarks.
constexpr double kPartShareMin = 0.02;

image::Mask garment_of(const image::Mask& ground) {
  image::Mask garment;
  cv::morphologyEx(~ground, garment, cv::MORPH_OPEN, cv::Mat::ones(3, 3, CV_8U));
  return keep_large_regions(garment, kPartShareMin);
}

/// How clearly the garment stands out along its own outline: share of outline pixels just inside of which the
/// colour is far from the ground's.
float outline_contrast(const image::Mask& mask, const image::Plane& distance) {
  image::Mask inner;
  cv::erode(mask, inner, cv::Mat::ones(7, 7, CV_8U));
  image::Mask ring;
  cv::dilate(inner, ring, cv::Mat::ones(3, 3, CV_8U));
  ring.setTo(0, inner);
  const int total = cv::countNonZero(ring);
  if (total == 0) return 0;
  return static_cast<float>(cv::countNonZero(ring & (distance > 6.F))) / static_cast<float>(total);
}

}  // namespace

std::optional<PlainCut> cut_from_plain_ground(const image::LabImage& lab) {
  const GroundModel model = fit_ground(lab);
  if (model.plain_share < kPlainShareMin) return std::nullopt;
  PlainCut cut;
  cut.ground = render_ground(model, lab.size());
  image::Plane distance = ground_distance(lab, cut.ground, model.deviation);
  image::Mask ground = flood_ground(distance);
  for (int round = 0; round < 2; ++round) {
    cut.ground = refine_ground(lab, cut.ground, ground);
    const cv::Vec3f deviation = ground_deviation(lab, cut.ground, ground);
    cut.noise = deviation[0];
    distance = ground_distance(lab, cut.ground, deviation);
    ground = flood_ground(distance);
  }
  cut.mask = garment_of(ground);
  cut.mask.setTo(0, find_openings(distance, cut.mask));
  cut.mask = fill_neck_ring(cut.mask);
  cut.plain_share = model.plain_share;
  cut.confidence = model.plain_share * outline_contrast(cut.mask, distance);
  return cut;
}

}  // namespace drape::garment
