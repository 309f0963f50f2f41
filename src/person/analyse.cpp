#include "person/analyse.h"

#include <opencv2/imgproc.hpp>

#include "person/arm_pose.h"
#include "person/gap_opening.h"
#include "person/label_cleanup.h"
#include "person/label_repair.h"
#include "person/label_upsampling.h"
#include "person/matte.h"
#include "person/parser_evidence.h"
#include "person/person_mask.h"
#include "person/sightings.h"
#include "person/validation_rules.h"
#include "person/waist_fit.h"

namespace drape::person {
namespace {

// Probabilities of the mask never reach 0 or 1: colour can overrule it.
constexpr double kMaskMin = 0.015;
// Separation of the garments' colours over which the waist line is trusted.
constexpr float kCertainAmbiguityMax = 0.5F;
// Seeds of the upper garment's colours stay this far (t) above the waist.
constexpr float kSeedMargin = 0.04F;
// Smallest share of the working picture that counts as a lower garment being seen.
constexpr double kLowerShareMin = 0.005;

/// Lays the analysed window back into a plane of the photo's size.
template <typename Plane>
Plane in_photo(const Plane& window_plane, const cv::Rect& window, cv::Size photo) {
  Plane whole(photo, typename Plane::value_type{0});
  window_plane.copyTo(whole(window));
  return whole;
}

/// The stages of one analysis; each fills what the next ones look at.
class Analysis {
 public:
  Analysis(const image::Image& photo, const vision::Vision& vision) : photo_(photo), vision_(vision) {}

  Status find_person();
  Status find_mask();
  Status find_colours();
  Status find_clothes_layout();
  Status find_parts();
  Status find_matte();
  Status finish();

  [[nodiscard]] PersonModel take() { return std::move(model_); }

 private:
  [[nodiscard]] Arm make_arm(std::size_t side) const;
  [[nodiscard]] Waist make_waist() const;

  const image::Image& photo_;
  const vision::Vision& vision_;
  Sightings sightings_;
  WorkingPicture picture_;
  BodyGeometry body_;
  std::optional<vision::ParsedBody> parsed_;  ///< Of the working picture, where a parser is installed.
  image::Plane mask_;                         ///< Person's probability, working size.
  ColourEvidence evidence_;
  ClothesLayout layout_;
  image::LabelMap parts_;      ///< Part values, working size.
  image::Plane window_matte_;  ///< Of the analysed window at full resolution.
  PersonModel model_;
};

Status Analysis::find_person() {
  auto persons = find_persons(photo_, vision_);
  if (!persons) return fail(persons.error());
  auto pose = vision_.estimate_pose(photo_, persons->chosen);
  if (!pose) return fail(pose.error());
  if (const auto issue = pose_obstacle(*pose, photo_.size())) return fail(as_error(*issue));
  auto closer = look_closely(photo_, std::move(*pose), vision_);
  if (!closer) return fail(closer.error());
  sightings_ = std::move(*closer);
  return {};
}

Status Analysis::find_mask() {
  const auto mask = find_person_mask(photo_, sightings_.pose, vision_);
  if (!mask) return fail(mask.error());
  const cv::Rect box = mask_box(*mask);
  if (box.empty()) return fail(as_error(make_issue(IssueCode::kNoPerson)));
  picture_ = make_working_picture(photo_, working_window(photo_.size(), box));
  auto parsed = vision_.parse_body(photo_(picture_.window), parsing_size(picture_.size()));
  if (!parsed) return fail(parsed.error());
  parsed_ = *std::move(parsed);
  mask_ = cv::max(cv::min(to_working(picture_, *mask), 1 - kMaskMin), kMaskMin);
  body_ = make_body_geometry(sightings_, picture_);
  return {};
}

Status Analysis::find_colours() {
  evidence_ = gather_colour_evidence(picture_, body_, mask_);
  return {};
}

Status Analysis::find_clothes_layout() {
  layout_.waist = find_waist_line(picture_, body_, evidence_, mask_);
  GarmentSeeds seeds;
  const float highest = highest_point(layout_.waist) - kSeedMargin;
  if (highest < seeds.upper_bottom) {
    seeds.upper_bottom = highest;
    refit_garments(evidence_, picture_, body_, seeds);
    layout_.waist = find_waist_line(picture_, body_, evidence_, mask_);
  }
  layout_.hanging_hair = evidence_.hanging_hair;
  layout_.sleeve_ends = find_sleeve_ends(body_, evidence_, layout_.waist, mask_);
  layout_.leg_ends = find_leg_cover_ends(body_, evidence_, mask_);
  return {};
}

Status Analysis::find_parts() {
  open_gaps(mask_, body_, evidence_);
  const BodyZones zones = make_body_zones(body_, layout_);
  PartPlanes priors = part_priors(body_, zones, layout_.waist, mask_);
  if (parsed_) weigh_with_parser(priors, *parsed_);
  const PartPlanes likelihoods = part_likelihoods(body_, evidence_, layout_.waist.ambiguity);
  parts_ = most_probable(solve_parts(priors, likelihoods, picture_.lab));
  clean_up(parts_, mask_);
  repair_labels(parts_, {picture_, body_, evidence_, layout_.waist, layout_.sleeve_ends});
  clean_up(parts_, mask_);
  return {};
}

Status Analysis::find_matte() {
  window_matte_ = make_matte(photo_(picture_.window), picture_, parts_);
  return {};
}

Status Analysis::finish() {
  const image::LabelMap labels =
      upsample_labels(photo_(picture_.window), picture_, name_limbs(parts_, body_), window_matte_);
  BodyPoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = sightings_.pose.points[i].position;
  model_.image = photo_;
  model_.labels = in_photo(labels, picture_.window, photo_.size());
  model_.matte = in_photo(window_matte_, picture_.window, photo_.size());
  model_.torso = make_torso_frame(points);
  for (std::size_t side = 0; side < 2; ++side) model_.arms[side] = make_arm(side);
  model_.waist = make_waist();
  model_.skin = evidence_.face_skin.to_model();
  model_.plain_background = evidence_.background.plain;
  model_.presence = sightings_.pose.presence;
  model_.pose = std::move(sightings_.pose);
  model_.face = std::move(sightings_.face);
  return {};
}

Arm Analysis::make_arm(std::size_t side) const {
  const ArmGeometry& geometry = body_.arms[side];
  Arm arm;
  arm.shoulder = sightings_.pose.points[vision::kLeftShoulder + side].position;
  arm.elbow = picture_.to_photo(geometry.path[1]);
  arm.wrist = picture_.to_photo(geometry.path[2]);
  arm.tip = picture_.to_photo(geometry.path[3]);
  arm.sleeve_end = layout_.sleeve_ends[side];
  arm.in_front_of_torso = is_in_front_of_torso(body_, evidence_, side);
  if (!geometry.hand.empty()) arm.hand = sightings_.hands[side];
  return arm;
}

Waist Analysis::make_waist() const {
  Waist waist;
  const int lower = cv::countNonZero(parts_ == kPartLower);
  waist.seen = !layout_.waist.t.empty() && lower > kLowerShareMin * static_cast<double>(parts_.total());
  if (!waist.seen) return waist;
  waist.certain = layout_.waist.ambiguity < kCertainAmbiguityMax;
  waist.y = waist_in_photo(fit_waist(parts_, body_, layout_.waist), picture_, photo_.cols);
  return waist;
}

struct Stage {
  std::string_view name;
  Status (Analysis::*work)();
};

constexpr std::array<Stage, 7> kRecipe = {{{"find person", &Analysis::find_person},
                                           {"person mask", &Analysis::find_mask},
                                           {"person colours", &Analysis::find_colours},
                                           {"waist and sleeves", &Analysis::find_clothes_layout},
                                           {"person labels", &Analysis::find_parts},
                                           {"matte", &Analysis::find_matte},
                                           {"full resolution", &Analysis::finish}}};

}  // namespace

Result<PersonModel> analyse_person(const image::Image& image, const vision::Vision& vision,
                                   StageContext& stages) {
  Analysis analysis(image, vision);
  for (const Stage& stage : kRecipe) {
    const Status done = stages.run(stage.name, [&] { return (analysis.*stage.work)(); });
    if (!done) return fail(done.error());
  }
  return analysis.take();
}

}  // namespace drape::person
