#pragma once

#include <optional>

#include "base/error.h"
#include "person/person_measurements.h"
#include "person/person_model.h"

namespace drape::person {

enum class IssueCode {
  kNoPerson,
  kMultiplePeople,
  kTooSmall,
  kTooDark,
  kTooBright,
  kBlurry,
  kNotFrontal,
  kUpperBodyNotVisible,
  kLowerBodyNotVisible,
  kWaistNotVisible,
  kLegsCrossed,
  kArmsHideTorso,
  kOccluded,
  kBadAspect
};

/// Where a photograph stops being suitable. Values of one place, so that they can be calibrated together:
/// they were set on studio photographs that must pass and on snapshots that must not, with room on both
/// sides.
struct ValidationLimits {
  /// Other person relative to the chosen one: nearly as large makes it unclear who is to be dressed,
  float other_person_error = 0.6F;
  /// a smaller one may stand in the background.
  float other_person_warning = 0.3F;
  /// Pixels from shoulders to hips: below, a garment has fewer details than a thumbnail,
  float torso_px_error = 70;
  /// below this the result is visibly soft.
  float torso_px_warning = 130;
  /// Certainty of the pose network that there is a person at all.
  float presence_error = 0.5F;
  /// Shoulder joints' distance in torso lengths: frontal persons show .6 to .9; side views under .3.
  float shoulder_span_error = 0.35F;
  float shoulder_span_warning = 0.48F;
  /// Vertical share of the torso: 30 degrees of lean.
  float hip_drop_error = 0.87F;
  /// Knees under the hips in torso lengths: about .7 standing, under .3 sitting, crouching or lunging.
  float thigh_drop_error = 0.45F;
  /// The torso must be in the picture down to here (t), else there is no hem to draw;
  float torso_in_frame_error = 0.6F;
  /// above this a hem would still be cut by the picture's edge.
  float torso_in_frame_warning = 0.95F;
  /// Certainty of the pose network that it sees both shoulders.
  float joint_visibility_error = 0.4F;
  /// Share of a forearm and hand over the torso: a hand on the belly shows about .4,
  float arm_crossing_warning = 0.35F;
  /// crossed arms 1.2 and more, both together: they hide what would have to be redrawn.
  float arms_crossing_error = 1.1F;
  /// Share of the torso's core that is person: less means that something stands before it.
  float torso_cover_error = 0.6F;
  float torso_cover_warning = 0.85F;
  /// L*: black clothes are dark, so only the brightest pixels (skin, eyes) and the face count.
  float brightest_error = 25;
  float face_lightness_error = 10;
  float face_lightness_warning = 18;
  float burnt_share_error = 0.6F;
  float burnt_share_warning = 0.35F;
  /// Perceptual blur.
  float blur_error = 0.75F;
  float blur_warning = 0.65F;
  /// Width / height.
  float aspect_max = 2.4F;
  float aspect_min = 0.28F;
};

/// The code as the API spells it; several findings may share one and differ in the sentence.
std::string_view code_name(IssueCode code);
/// With the sentence for the shopper.
Issue make_issue(IssueCode code, Severity severity = Severity::kError);
/// The issue as the failure of an analysis.
Error as_error(const Issue& issue);

/// Each function: the issues of one kind of measurement.
std::vector<Issue> pose_issues(const PoseMeasurements& pose, const ValidationLimits& limits = {});
std::vector<Issue> photo_issues(const PhotoMeasurements& photo, const ValidationLimits& limits = {});
std::vector<Issue> company_issues(float largest_other, const ValidationLimits& limits = {});

/// Why no body can be analysed in this pose, if so.
std::optional<Issue> pose_obstacle(const vision::Pose& pose, cv::Size photo);
/// Why no top can be laid on this torso, if so: arms cover it.
std::optional<Issue> arms_obstacle(const vision::Pose& pose, cv::Size photo);

}  // namespace drape::person
