#include "tryon/geometric/person_requirements.h"

#include <algorithm>
#include <optional>

#include "person/validation_rules.h"

namespace drape::tryon::geometric {
namespace {

using person::IssueCode;
using person::PersonModel;

constexpr float kShoulderSpanMin = 0.03F;     // Of the picture's height.
constexpr float kShoulderToTorsoMin = 0.30F;  // Narrower shoulders are seen from the side.
// Torso lengths below the hip joints that must be in the picture: there is nothing to dress else.
constexpr float kBelowHipsMin = 0.15F;
constexpr float kJointSeen = 0.5F;
constexpr float kCrossedBy = 0.02F;  // Torso lengths: joints this close side by side count as crossed.

Status refused(IssueCode code) {
  return fail(as_error(make_issue(code)));
}

bool legs_are_crossed(const PersonModel& person) {
  const auto crossed = [&](vision::BodyPoint left_point, vision::BodyPoint right_point) {
    const vision::KeyPoint& left = person.pose.points[static_cast<std::size_t>(left_point)];
    const vision::KeyPoint& right = person.pose.points[static_cast<std::size_t>(right_point)];
    const bool seen = std::min(left.visibility, right.visibility) > kJointSeen &&
                      std::max(left.position.y, right.position.y) < static_cast<float>(person.image.rows);
    return seen && left.position.x < right.position.x + kCrossedBy * person.torso.length;
  };
  return crossed(vision::kLeftKnee, vision::kRightKnee) || crossed(vision::kLeftAnkle, vision::kRightAnkle);
}

Status require_legs(const PersonModel& person) {
  const float lowest = person.torso.hip_mid.y + kBelowHipsMin * person.torso.length;
  if (lowest > static_cast<float>(person.image.rows)) return refused(IssueCode::kLowerBodyNotVisible);
  if (!person.waist.seen || person.waist.y.empty()) return refused(IssueCode::kWaistNotVisible);
  if (legs_are_crossed(person)) return refused(IssueCode::kLegsCrossed);
  return {};
}

}  // namespace

Status require_dressable(const PersonModel& person) {
  const cv::Point2f left = person.arms[1].shoulder;  // On the picture's left.
  const cv::Point2f right = person.arms[0].shoulder;
  const float span = right.x - left.x;
  const auto height = static_cast<float>(person.image.rows);
  if (span < kShoulderToTorsoMin * person.torso.length) return refused(IssueCode::kNotFrontal);
  if (span < kShoulderSpanMin * height) return refused(IssueCode::kTooSmall);
  const cv::Rect2f frame(0, 0, static_cast<float>(person.image.cols), height);
  if (!frame.contains(left) || !frame.contains(right) || person.torso.length <= 1)
    return refused(IssueCode::kUpperBodyNotVisible);
  return {};
}

Status require_fit_for(const PersonModel& person, garment::Category category) {
  if (Status status = require_dressable(person); !status) return status;
  if (category == garment::Category::kLower || category == garment::Category::kSkirt)
    return require_legs(person);
  if (const auto hidden = person::arms_obstacle(person.pose, person.image.size()))
    return fail(as_error(*hidden));
  return {};
}

}  // namespace drape::tryon::geometric
