#include "garment/cutout.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "garment/ground_flood.h"
#include "garment/ground_model.h"
#include "garment/neck_ring.h"
#include "garment/soft_edge.h"
#include "image/colour.h"

namespace drape::garment {
namespace {

/// Below this share of explained border the ground is not even.
constexpr float kPlainShareMin = 0.80F;
/// Parts smaller than this share of the garment are dust, tags on a string or printed watermarks.
constexpr double kPartShareMin = 0.02;

Error cutout_failed(std::string why) {
  Error error =
      Error::invalid("garment_cutout_failed",
                     "The garment could not be separated from its background. Use a photo of the garment "
                     "alone, laid flat or hung on a plain background that differs from it in colour.");
  error.internal_text.value = std::move(why);
  return error;
}

struct PlainCut {
  image::Mask mask;
  image::LabImage ground;
  image::Plane distance;
};

image::Mask garment_of(const image::Mask& ground) {
  image::Mask garment;
  cv::morphologyEx(~ground, garment, cv::MORPH_OPEN, cv::Mat::ones(3, 3, CV_8U));
  return keep_large_regions(garment, kPartShareMin);
}

/// Share of the pixels that belong to the garment.
double coverage(const image::Mask& mask) {
  return cv::countNonZero(mask) / static_cast<double>(mask.total());
}

PlainCut cut_from_plain_ground(const image::LabImage& lab, const GroundModel& model) {
  PlainCut cut;
  cut.ground = render_ground(model, lab.size());
  cut.distance = ground_distance(lab, cut.ground, model.deviation);
  image::Mask ground = flood_ground(cut.distance);
  for (int round = 0; round < 2; ++round) {
    cut.ground = refine_ground(lab, cut.ground, ground);
    const cv::Vec3f deviation = ground_deviation(lab, cut.ground, ground);
    cut.distance = ground_distance(lab, cut.ground, deviation);
    ground = flood_ground(cut.distance);
  }
  cut.mask = garment_of(ground);
  cut.mask.setTo(0, find_openings(cut.distance, cut.mask));
  cut.mask = fill_neck_ring(cut.mask);
  return cut;
}

/// How clearly the garment stands out along its own outline: share of outline pixels just inside of which the
/// colour is far from the ground's.
float outline_contrast(const PlainCut& cut) {
  image::Mask inner;
  cv::erode(cut.mask, inner, cv::Mat::ones(7, 7, CV_8U));
  image::Mask ring;
  cv::dilate(inner, ring, cv::Mat::ones(3, 3, CV_8U));
  ring.setTo(0, inner);
  const int total = cv::countNonZero(ring);
  if (total == 0) return 0;
  return static_cast<float>(cv::countNonZero(ring & (cut.distance > 6.F))) / static_cast<float>(total);
}

}  // namespace

Result<Cutout> cut_out(const image::Image& picture) {
  image::Image smooth;
  cv::GaussianBlur(picture, smooth, {}, 0.8);
  const image::LabImage lab = image::to_lab(smooth);
  const GroundModel model = fit_ground(lab);
  if (model.plain_share < kPlainShareMin) return fail(cutout_failed("the border is not even"));

  const PlainCut cut = cut_from_plain_ground(lab, model);
  if (coverage(cut.mask) < 0.03) return fail(cutout_failed("nothing stands out from the ground"));

  SoftCutout soft = soften_edge(picture, cut.mask, image::to_rgb(cut.ground));
  return Cutout{cut.mask, soft.alpha, lab, soft.colour, model.plain_share * outline_contrast(cut)};
}

}  // namespace drape::garment
