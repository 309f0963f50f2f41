#include "garment/describe.h"

#include <algorithm>
#include <optional>
#include <string>

#include "garment/category.h"
#include "garment/cutout.h"
#include "garment/hanger_bar.h"
#include "garment/hidden_sleeves.h"
#include "garment/hints.h"
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

/// Share of the longer sleeve that the shorter one must have: of those seen apart, which may lie in folds,
/// and of those cut from the body.
constexpr float kEvenApart = 0.45F;
constexpr float kEvenCut = 0.72F;

/// What the category is told from.
struct Evidence {
  ShapeFeatures features;
  std::optional<vision::GarmentOdds> odds;  ///< Nothing where there are no networks.
  float cutout_confidence = 0;
  bool studio = false;
};

Error not_recognised(std::string why) {
  Error error =
      Error::invalid("garment_not_recognised",
                     "No garment was recognised. Use a photo that shows one whole garment from the front, "
                     "laid flat or hung, with sleeves and legs spread.");
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

/// The matte of the garment's own region: nothing of loose parts elsewhere.
image::Plane alpha_within(const image::Plane& alpha, const image::Mask& mask) {
  image::Plane own = image::Plane::zeros(alpha.size());
  alpha.copyTo(own, mask);
  return own;
}

bool is_frontal(const Silhouette& shape) {
  return shape.symmetry > kFrontalSymmetryMin;
}

Error hint_wrong(Category hint) {
  Error error =
      Error::invalid(std::string(kCategoryHintWrong),
                     "The garment does not look like the category that was given. Leave the category "
                     "out, or choose another one.");
  error.internal_text.value = "hint " + std::string(to_string(hint));
  return error;
}

bool is_lower(Category category) {
  return category == Category::kLower || category == Category::kSkirt;
}

/// What was said counts. Only two legs speak against it; not for an outer garment, whose open front can look
/// like them.
Result<CategoryGuess> take_hint(Category hint, const ShapeFeatures& features) {
  const bool legs_fit = hint == Category::kLower || hint == Category::kOuter;
  if (!legs_fit && guess_category(features).category == Category::kLower) return fail(hint_wrong(hint));
  return CategoryGuess{hint, 1.F};
}

/// Landmarks of a garment whose sleeves are cut from its body; nothing when they come out unlike.
std::optional<UpperLandmarks> cut_sleeves(const image::LabImage& lab, const Silhouette& shape) {
  const auto parted = part_hidden_sleeves(lab, shape);
  if (!parted) return std::nullopt;
  UpperLandmarks marks =
      find_upper_landmarks(lab, parted->shape, find_shoulders(parted->shape, parted->armpits));
  const bool both = marks.sleeves[0] && marks.sleeves[1];
  if (!both || has_uneven_sleeves(marks, static_cast<float>(shape.box.width), kEvenCut)) return std::nullopt;
  return marks;
}

/// In a snapshot sleeves hang or lie along the body as often as not. Where the outline has room for some that
/// were not found apart, they are cut from it; what cannot be told stays hidden. A vest looks like a jacket
/// with its sleeves along its sides. (In a product photo sleeves are surely apart.)
void expect_sleeves(const image::LabImage& lab, const Silhouette& shape, GarmentModel& model) {
  UpperLandmarks& marks = *model.upper;
  const bool none = !marks.sleeves[0] && !marks.sleeves[1];
  const bool missed = none ? hides_sleeves(shape, model.category)
                           : has_uneven_sleeves(marks, static_cast<float>(shape.box.width), kEvenApart);
  if (missed) {
    auto found = cut_sleeves(lab, shape);
    marks.sleeves_hidden = !found;
    if (found) model.upper = std::move(found);
  } else {
    marks.sleeves_hidden = none && model.category == Category::kOuter;
  }
}

/// What kind of garment it is; fails when that is not sure enough to dress anybody.
Result<CategoryGuess> tell_category(const Evidence& evidence) {
  if (evidence.odds) {
    const CategoryGuess guess = likeliest_category(*evidence.odds);
    if (is_clear(*evidence.odds, evidence.studio)) return guess;
    return fail(not_recognised("category " + std::string(to_string(guess.category)) + " at " +
                               std::to_string(guess.confidence)));
  }
  const CategoryGuess guess = guess_category(evidence.features);
  if (is_trustworthy(guess, evidence.features, evidence.cutout_confidence)) return guess;
  return fail(not_recognised("no sleeves, and an uncertain outline"));
}

}  // namespace

Result<GarmentModel> describe_garment(const image::Image& picture, StageContext& stages,
                                      const vision::Vision* vision, std::optional<Category> category) {
  Result<image::Plane> presence;
  if (vision != nullptr) presence = stages.run("garment_sight", [&] { return vision->see_garment(picture); });
  if (!presence) return fail(presence.error());
  auto cutout = stages.run("garment_cutout", [&] { return cut_out(picture, *presence); });
  if (!cutout) return fail(cutout.error());

  GarmentModel model;
  model.colour = cutout->colour;
  model.alpha = cutout->alpha;
  model.cutout_confidence = cutout->confidence;
  model.studio = cutout->studio;
  const auto described = stages.run("garment_landmarks", [&]() -> Status {
    if (!model.studio) model.alpha.setTo(0, find_hanger_bar(model.alpha > 0.1F));
    const Silhouette shape = trace_silhouette(model.alpha > 0.5F);
    if (auto fits = check_shape(shape); !fits) return fits;
    const PartedShape parted = part_sleeves(cutout->lab, shape);
    const Shoulders shoulders = find_shoulders(parted.shape, parted.armpits);
    Evidence evidence{measure_features(shape, shoulders), {}, cutout->confidence, cutout->studio};
    if (vision != nullptr && !category) {
      const auto odds = vision->classify_garment(picture, alpha_within(model.alpha, shape.mask));
      if (!odds) return fail(odds.error());
      evidence.odds = cutout->studio ? settle_by_length(*odds, evidence.features) : *odds;
    }
    const auto guess = category ? take_hint(*category, evidence.features) : tell_category(evidence);
    if (!guess) return fail(guess.error());
    model.box = shape.box;
    model.category = guess->category;
    model.category_confidence = guess->confidence;
    model.frontal = is_frontal(shape);
    if (is_lower(guess->category)) {
      model.lower = find_lower_landmarks(cutout->lab, shape, guess->category);
      if (category && !model.lower) return fail(hint_wrong(*category));
    } else {
      model.upper = find_upper_landmarks(cutout->lab, parted.shape, shoulders);
      if (model.upper && !model.studio) expect_sleeves(cutout->lab, shape, model);
    }
    return {};
  });
  if (!described) return fail(described.error());
  return model;
}

}  // namespace drape::garment
