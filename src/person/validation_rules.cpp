#include "person/validation_rules.h"

#include <algorithm>
#include <array>

namespace drape::person {
namespace {

struct Wording {
  IssueCode code;
  std::string_view name;
  std::string_view sentence;
};

constexpr std::array<Wording, 14> kWordings = {{
    {IssueCode::kNoPerson, "no_person",
     "We could not find a person in this photo. Use a photo that shows you from head to hips or further "
     "down."},
    {IssueCode::kMultiplePeople, "multiple_people",
     "There is more than one person in this photo. Use a photo that shows only you."},
    {IssueCode::kTooSmall, "too_small",
     "You are very small in this photo. Move closer to the camera or use a larger version of the photo."},
    {IssueCode::kTooDark, "too_dark", "This photo is too dark. Take it in daylight or with more lights on."},
    {IssueCode::kTooBright, "too_bright",
     "This photo is overexposed. Take it without flash and without strong light straight on you."},
    {IssueCode::kBlurry, "blurry",
     "This photo is blurred. Hold the camera still and make sure that you are in focus."},
    {IssueCode::kNotFrontal, "not_frontal",
     "Your pose does not fit. Stand upright, face the camera and keep your shoulders square to it."},
    {IssueCode::kUpperBodyNotVisible, "upper_body_not_visible",
     "Your upper body is not fully in the photo. Use a photo that shows you at least from your head to your "
     "hips."},
    {IssueCode::kLowerBodyNotVisible, "lower_body_not_visible",
     "Your hips and legs are not in the photo, so trousers and skirts cannot be tried on. Use a photo that "
     "shows them, best down to your feet."},
    {IssueCode::kWaistNotVisible, "lower_body_not_visible",
     "We could not see where your top ends and your trousers or skirt begin. Use a photo in which you wear a "
     "top and trousers of different colours."},
    {IssueCode::kLegsCrossed, "not_frontal",
     "Your legs are crossed. Use a photo in which you stand with your legs side by side."},
    {IssueCode::kArmsHideTorso, "arms_hide_torso",
     "Your arms cover your upper body. Let them hang loosely beside you."},
    {IssueCode::kOccluded, "occluded",
     "Something covers a part of your body. Use a photo with nothing in front of you."},
    {IssueCode::kBadAspect, "bad_aspect",
     "This photo is too narrow or too wide. Use an upright photo that is cropped around you."},
}};

const Wording& wording(IssueCode code) {
  return *std::find_if(kWordings.begin(), kWordings.end(),
                       [code](const Wording& w) { return w.code == code; });
}

/// Adds an issue when a value is beyond a limit: an error beyond the harder one, else a warning.
class IssueList {
 public:
  void when_under(IssueCode code, float value, float error, float warning) {
    if (value < warning) add(code, value < error ? Severity::kError : Severity::kWarning);
  }
  void when_over(IssueCode code, float value, float error, float warning) {
    if (value > warning) add(code, value > error ? Severity::kError : Severity::kWarning);
  }
  void when(IssueCode code, bool condition, Severity severity = Severity::kError) {
    if (condition) add(code, severity);
  }
  std::vector<Issue> take() { return std::move(issues_); }

 private:
  // One finding a code; an error replaces a warning.
  void add(IssueCode code, Severity severity) {
    const Issue issue = make_issue(code, severity);
    for (Issue& known : issues_) {
      if (known.code != issue.code) continue;
      if (severity == Severity::kError) known.severity = severity;
      return;
    }
    issues_.push_back(issue);
  }
  std::vector<Issue> issues_;
};

}  // namespace

std::string_view code_name(IssueCode code) {
  return wording(code).name;
}

Issue make_issue(IssueCode code, Severity severity) {
  const Wording& words = wording(code);
  return {std::string(words.name), severity, std::string(words.sentence)};
}

Error as_error(const Issue& issue) {
  return Error::invalid(issue.code, issue.message);
}

std::vector<Issue> pose_issues(const PoseMeasurements& pose, const ValidationLimits& limits) {
  IssueList issues;
  if (pose.presence < limits.presence_error) return {make_issue(IssueCode::kNoPerson)};
  const bool joints_seen =
      pose.shoulders_in_frame && pose.shoulder_visibility >= limits.joint_visibility_error;
  issues.when(IssueCode::kUpperBodyNotVisible, !joints_seen);
  issues.when_under(IssueCode::kUpperBodyNotVisible, pose.torso_in_frame, limits.torso_in_frame_error,
                    limits.torso_in_frame_warning);
  issues.when_under(IssueCode::kTooSmall, pose.torso_length_px, limits.torso_px_error,
                    limits.torso_px_warning);
  issues.when_under(IssueCode::kNotFrontal, pose.shoulder_span, limits.shoulder_span_error,
                    limits.shoulder_span_warning);
  issues.when(IssueCode::kNotFrontal, pose.hip_drop < limits.hip_drop_error);
  issues.when(IssueCode::kNotFrontal, pose.thigh_drop < limits.thigh_drop_error);
  const auto [less, more] = std::minmax(pose.arm_crossing[0], pose.arm_crossing[1]);
  issues.when(IssueCode::kArmsHideTorso, more > limits.arm_crossing_warning, Severity::kWarning);
  issues.when(IssueCode::kArmsHideTorso, less + more > limits.arms_crossing_error);
  return issues.take();
}

std::vector<Issue> photo_issues(const PhotoMeasurements& photo, const ValidationLimits& limits) {
  IssueList issues;
  issues.when(IssueCode::kBadAspect, photo.aspect > limits.aspect_max || photo.aspect < limits.aspect_min);
  issues.when(IssueCode::kTooDark, photo.brightest < limits.brightest_error);
  issues.when_under(IssueCode::kTooDark, photo.face_lightness, limits.face_lightness_error,
                    limits.face_lightness_warning);
  issues.when_over(IssueCode::kTooBright, photo.burnt_share, limits.burnt_share_error,
                   limits.burnt_share_warning);
  issues.when_over(IssueCode::kBlurry, photo.blur, limits.blur_error, limits.blur_warning);
  issues.when_under(IssueCode::kOccluded, photo.torso_cover, limits.torso_cover_error,
                    limits.torso_cover_warning);
  return issues.take();
}

std::vector<Issue> company_issues(float largest_other, const ValidationLimits& limits) {
  IssueList issues;
  issues.when_over(IssueCode::kMultiplePeople, largest_other, limits.other_person_error,
                   limits.other_person_warning);
  return issues.take();
}

std::optional<Issue> pose_obstacle(const vision::Pose& pose, cv::Size photo) {
  for (const Issue& issue : pose_issues(measure_pose(pose, photo))) {
    if (issue.severity == Severity::kError && issue.code != code_name(IssueCode::kArmsHideTorso))
      return issue;
  }
  return std::nullopt;
}

std::optional<Issue> arms_obstacle(const vision::Pose& pose, cv::Size photo) {
  const auto [left, right] = measure_pose(pose, photo).arm_crossing;
  if (left + right <= ValidationLimits{}.arms_crossing_error) return std::nullopt;
  return make_issue(IssueCode::kArmsHideTorso);
}

}  // namespace drape::person
