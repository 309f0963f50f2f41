#include "garment/describe.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "garment/category.h"
#include "garment/cutout.h"
#include "garment/lower_landmarks.h"
#include "garment/shoulders.h"
#include "garment/silhouette.h"
#include "garment/sleeve_seams.h"
#include "garment/upper_landmarks.h"

namespace drape::garment {
namespace {

/// A region that fills less of its convex hull is a tangle, not a garment laid out.
constexpr float kSolidityMin = 0.45F;
/// Smaller than this share of the picture nothing can be seen of the cloth.
constexpr double kAreaShareMin = 0.04;
/// Mirror overlap below which the garment is turned or folded.
constexpr float kFrontalSymmetryMin = 0.70F;

Error not_recognised(std::string why) {
  Error error =
      Error::invalid("garment_not_recognised",
                     "No garment was recognised. Use a photo that shows one whole garment from the front.");
  error.internal_text.value = std::move(why);
  return error;
}

Status check_shape(const Silhouette& shape) {
  if (shape.area < kAreaShareMin * static_cast<double>(shape.mask.total()))
    return fail(not_recognised("too small"));
  if (shape.solidity < kSolidityMin)
    return fail(not_recognised("solidity " + std::to_string(shape.solidity)));
  return {};
}

bool is_frontal(const Silhouette& shape) {
  return shape.symmetry > kFrontalSymmetryMin;
}

}  // namespace

Result<GarmentModel> describe_garment(const image::Image& picture, StageContext& stages) {
  auto cutout = stages.run("garment_cutout", [&] { return cut_out(picture); });
  if (!cutout) return fail(cutout.error());

  GarmentModel model;
  model.colour = cutout->colour;
  model.alpha = cutout->alpha;
  model.cutout_confidence = cutout->confidence;
  const auto described = stages.run("garment_landmarks", [&]() -> Status {
    const Silhouette shape = trace_silhouette(model.alpha > 0.5F);
    if (auto fits = check_shape(shape); !fits) return fits;
    const PartedShape parted = part_sleeves(cutout->lab, shape);
    const Shoulders shoulders = find_shoulders(parted.shape, parted.armpits);
    const ShapeFeatures features = measure_features(shape, shoulders);
    const CategoryGuess guess = guess_category(features);
    if (!is_trustworthy(guess, features, cutout->confidence))
      return fail(not_recognised("no sleeves, and an uncertain outline"));
    model.box = shape.box;
    model.category = guess.category;
    model.category_confidence = guess.confidence;
    model.frontal = is_frontal(shape);
    if (guess.category != Category::kLower && guess.category != Category::kSkirt) {
      model.upper = find_upper_landmarks(cutout->lab, parted.shape, shoulders);
    }
    if (guess.category == Category::kLower || guess.category == Category::kSkirt) {
      model.lower = find_lower_landmarks(cutout->lab, shape, guess.category);
    }
    return {};
  });
  if (!described) return fail(described.error());
  return model;
}

}  // namespace drape::garment
