#include "person/analyse.h"

#include <opencv2/imgproc.hpp>

#include "person/arm_pose.h"
#include "person/gap_opening.h"
#include "person/label_cleanup.h"
#include "person/label_repair.h"
#include "person/label_upsampling.h"
#include "person/matte.h"
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

/// What was found at the working scale.
struct Findings {
  WorkingPicture picture;
  BodyGeometry body;
  image::Plane mask;
  ColourEvidence evidence;
  ClothesLayout layout;
  image::LabelMap parts;
};

void find_cover(Findings& f) {
  f.layout.waist = find_waist_line(f.picture, f.body, f.evidence, f.mask);
  GarmentSeeds seeds;
  const float highest = highest_point(f.layout.waist) - kSeedMargin;
  if (highest < seeds.upper_bottom) {
    seeds.upper_bottom = highest;
    refit_garments(f.evidence, f.picture, f.body, seeds);
    f.layout.waist = find_waist_line(f.picture, f.body, f.evidence, f.mask);
  }
  f.layout.hanging_hair = f.evidence.hanging_hair;
  f.layout.sleeve_ends = find_sleeve_ends(f.body, f.evidence, f.layout.waist, f.mask);
  f.layout.leg_ends = find_leg_cover_ends(f.body, f.evidence, f.mask);
}

void find_parts(Findings& f) {
  open_gaps(f.mask, f.body, f.evidence);
  const BodyZones zones = make_body_zones(f.body, f.layout);
  const PartPlanes priors = part_priors(f.body, zones, f.layout.waist, f.mask);
  const PartPlanes likelihoods = part_likelihoods(f.body, f.evidence, f.layout.waist.ambiguity);
  f.parts = most_probable(solve_parts(priors, likelihoods, f.picture.lab));
  clean_up(f.parts, f.mask);
  repair_labels(f.parts, {f.picture, f.body, f.evidence, f.layout.waist});
  clean_up(f.parts, f.mask);
}

/// Lays the analysed window back into planes of the photo's size.
template <typename Plane>
Plane in_photo(const Plane& window_plane, const cv::Rect& window, cv::Size photo) {
  Plane whole(photo, typename Plane::value_type{0});
  window_plane.copyTo(whole(window));
  return whole;
}

BodyPoints photo_points(const vision::Pose& pose) {
  BodyPoints points;
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = pose.points[i].position;
  return points;
}

Arm make_arm(const Findings& f, const Sightings& sightings, std::size_t side) {
  const ArmGeometry& geometry = f.body.arms[side];
  Arm arm;
  arm.shoulder = sightings.pose.points[vision::kLeftShoulder + side].position;
  arm.elbow = f.picture.to_photo(geometry.path[1]);
  arm.wrist = f.picture.to_photo(geometry.path[2]);
  arm.tip = f.picture.to_photo(geometry.path[3]);
  arm.sleeve_end = f.layout.sleeve_ends[side];
  arm.in_front_of_torso = is_in_front_of_torso(f.body, f.evidence, side);
  if (!geometry.hand.empty()) arm.hand = sightings.hands[side];
  return arm;
}

Waist make_waist(const Findings& f, int photo_width) {
  Waist waist;
  const int lower = cv::countNonZero(f.parts == kPartLower);
  waist.seen = !f.layout.waist.t.empty() && lower > kLowerShareMin * static_cast<double>(f.parts.total());
  if (!waist.seen) return waist;
  waist.certain = f.layout.waist.ambiguity < kCertainAmbiguityMax;
  waist.y = waist_in_photo(fit_waist(f.parts, f.body, f.layout.waist), f.picture, photo_width);
  return waist;
}

}  // namespace

Result<PersonModel> analyse_person(const image::Image& image, const vision::Vision& vision,
                                   StageContext& stages) {
  PersonModel model;
  model.image = image;
  Sightings sightings;
  const auto seen = stages.run("find person", [&]() -> Status {
    auto persons = find_persons(image, vision);
    if (!persons) return fail(persons.error());
    auto pose = vision.estimate_pose(image, persons->chosen);
    if (!pose) return fail(pose.error());
    if (const auto issue = pose_obstacle(*pose, image.size())) return fail(as_error(*issue));
    auto closer = look_closely(image, std::move(*pose), vision);
    if (!closer) return fail(closer.error());
    sightings = std::move(*closer);
    return {};
  });
  if (!seen) return fail(seen.error());

  Findings f;
  const auto masked = stages.run("person mask", [&]() -> Status {
    auto mask = find_person_mask(image, sightings.pose, vision);
    if (!mask) return fail(mask.error());
    const cv::Rect box = mask_box(*mask);
    if (box.empty()) return fail(as_error(make_issue(IssueCode::kNoPerson)));
    f.picture = make_working_picture(image, working_window(image.size(), box));
    f.mask = cv::max(cv::min(to_working(f.picture, *mask), 1 - kMaskMin), kMaskMin);
    f.body = make_body_geometry(sightings, f.picture);
    return {};
  });
  if (!masked) return fail(masked.error());

  const auto run = [&](std::string_view name, auto&& work) {
    return stages.run(name, [&]() -> Status {
      work();
      return {};
    });
  };
  if (auto ok =
          run("person colours", [&] { f.evidence = gather_colour_evidence(f.picture, f.body, f.mask); });
      !ok) {
    return fail(ok.error());
  }
  if (auto ok = run("waist and sleeves", [&] { find_cover(f); }); !ok) return fail(ok.error());
  if (auto ok = run("person labels", [&] { find_parts(f); }); !ok) return fail(ok.error());
  const image::Image window = image(f.picture.window);
  image::Plane matte;
  if (auto ok = run("matte", [&] { matte = make_matte(window, f.picture, f.parts); }); !ok)
    return fail(ok.error());
  const auto finished = run("full resolution", [&] {
    const image::LabelMap labels = upsample_labels(window, f.picture, name_limbs(f.parts, f.body), matte);
    model.labels = in_photo(labels, f.picture.window, image.size());
    model.matte = in_photo(matte, f.picture.window, image.size());
    model.torso = make_torso_frame(photo_points(sightings.pose));
    for (std::size_t side = 0; side < 2; ++side) model.arms[side] = make_arm(f, sightings, side);
    model.waist = make_waist(f, image.cols);
    model.skin = f.evidence.face_skin.to_model();
    model.plain_background = f.evidence.background.plain;
    model.presence = sightings.pose.presence;
    model.pose = std::move(sightings.pose);
    model.face = std::move(sightings.face);
  });
  if (!finished) return fail(finished.error());
  return model;
}

}  // namespace drape::person
