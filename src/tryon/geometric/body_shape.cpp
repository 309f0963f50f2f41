#include "tryon/geometric/body_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tryon/geometric/robust_offsets.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;
using person::PersonModel;

constexpr float kInside = 0.5F;  // Matte above which a pixel belongs to the person.
constexpr float kUnseen = std::numeric_limits<float>::quiet_NaN();
constexpr float kShoulderRows = 0.13F;  // Shoulder widths above and below its expected line.
constexpr float kMidShoulder = 0.5F;    // Share of the way to the neck before which no neck begins.
constexpr float kSlopeRun = 0.02F;      // Shoulder widths over which a slope is measured.
constexpr float kSteepest = 1.5F;       // Slope of a shoulder's outline.
constexpr int kShoulderSamples = 46;
constexpr int kArmSamples = 48;
constexpr float kUnseenArm = 0.02F;  // Of the squared shoulder width: so few pixels of an arm are a mistake.

cv::Point pixel(cv::Point2f p, cv::Size size) {
  return {std::clamp(static_cast<int>(std::lround(p.x)), 0, size.width - 1),
          std::clamp(static_cast<int>(std::lround(p.y)), 0, size.height - 1)};
}

bool inside(const cv::Mat& plane, cv::Point p) {
  return cv::Rect({}, plane.size()).contains(p);
}

Chin find_chin(const PersonModel& person) {
  const auto eyes = (person.pose.at(vision::kLeftEye) + person.pose.at(vision::kRightEye)) / 2;
  const auto mouth = (person.pose.at(vision::kMouthLeft) + person.pose.at(vision::kMouthRight)) / 2;
  const auto height = static_cast<float>(cv::norm(mouth - eyes));
  constexpr std::size_t kChinPoint = 152;
  if (person.face && person.face->points.size() > kChinPoint) {
    const cv::Point3f chin = person.face->points[kChinPoint];
    return {{chin.x, chin.y}, height};
  }
  return {mouth + (mouth - eyes) * 0.75F, height};
}

cv::Point2f find_neck_top(const PersonModel& person, const Chin& chin) {
  constexpr std::array<std::size_t, 2> kJawCorners = {172, 397};
  if (!person.face || person.face->points.size() <= kJawCorners[1]) return chin.position;
  const cv::Point3f middle = (person.face->points[kJawCorners[0]] + person.face->points[kJawCorners[1]]) / 2;
  return {middle.x, middle.y};
}

// First row of the person in a column between two rows; `last` + 1 where there is none.
int first_of_person(const PersonModel& person, int x, int from, int last) {
  int y = from;
  while (y <= last && person.matte(y, x) <= kInside) ++y;
  return y;
}

// The rows in which the outline of a shoulder may be around a point.
cv::Range shoulder_rows(const PersonModel& person, cv::Point2f expected) {
  const cv::Point2f reach(0, kShoulderRows * person.torso.shoulder_width);
  return {pixel(expected - reach, person.matte.size()).y, pixel(expected + reach, person.matte.size()).y};
}

// First pixel of the person below a point of the expected shoulder line.
Observation observe_shoulder(const PersonModel& person, cv::Point2f expected, float share) {
  const float sw = person.torso.shoulder_width;
  const cv::Range rows = shoulder_rows(person, expected);
  const int x = pixel(expected, person.matte.size()).x;
  if (rows.size() < 5 || person.matte(rows.start, x) > kInside) return {};
  const int y = first_of_person(person, x, rows.start, rows.end);
  if (y > rows.end) return {};
  const auto label = static_cast<Label>(person.labels(std::min(y + 2, person.labels.rows - 1), x));
  const bool head = label == Label::kFace || label == Label::kHair || label == Label::kBackground;
  if (head || (share > 0.95F && label == Label::kNeck)) return {};
  const float offset = std::clamp(static_cast<float>(y) - expected.y, -0.09F * sw, 0.10F * sw);
  return {offset, share < 0.9F ? 1.0F : 0.4F};
}

// Whether the outline rises here to the side of a neck or of a collar that stands. `outward`: direction of
// the arm, +-1.
bool rises_to_neck(const PersonModel& person, cv::Point2f expected, float outward) {
  const float run = std::max(kSlopeRun * person.torso.shoulder_width, 2.0F);
  const cv::Range rows = shoulder_rows(person, expected);
  const int here = pixel(expected, person.matte.size()).x;
  const int beside = pixel(expected + cv::Point2f(outward * run, 0), person.matte.size()).x;
  const int rise = first_of_person(person, beside, rows.start, rows.end) -
                   first_of_person(person, here, rows.start, rows.end);
  return static_cast<float>(rise) > kSteepest * run;
}

// From the tip over the trapezius to the neck; lifted by the thickness of cloth.
Polyline shoulder_line(const PersonModel& person, int side, const std::array<cv::Point2f, 2>& tips) {
  const float sw = person.torso.shoulder_width;
  const auto tip_width = static_cast<float>(cv::norm(tips[1] - tips[0]));
  const cv::Point2f tip = tips[static_cast<std::size_t>(side)];
  const cv::Point2f neck_base = person.torso.shoulder_mid +
                                person.torso.across * (sign_of(side) * 0.20F * tip_width) -
                                person.torso.down * (0.32F * sw);
  Polyline line;
  std::vector<Observation> observed;
  bool at_neck = false;
  for (int i = 0; i < kShoulderSamples; ++i) {
    const float share = kShoulderReach * static_cast<float>(i) / (kShoulderSamples - 1);
    cv::Point2f p = tip + (neck_base - tip) * share;
    p.y += 0.03F * sw * std::sin(static_cast<float>(CV_PI) * std::min(share, 1.0F));
    line.push_back(p);
    at_neck = at_neck || (share > kMidShoulder && rises_to_neck(person, p, sign_of(side)));
    observed.push_back(at_neck ? Observation{} : observe_shoulder(person, p, share));
  }
  const std::vector<float> offsets = robust_offsets(observed, 0.02F * sw);
  for (std::size_t i = 0; i < line.size(); ++i) line[i].y += offsets[i] - 0.012F * sw;
  return line;
}

// Distance along `direction` to the end of the person; NaN when it does not end within `reach`.
float distance_to_edge(const PersonModel& person, cv::Point2f from, cv::Point2f direction, float reach) {
  constexpr float kStep = 0.75F;
  for (float r = 0.03F * person.torso.shoulder_width; r < reach; r += kStep) {
    const cv::Point2f p = from + direction * r;
    const cv::Point q(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y)));
    if (!inside(person.matte, q)) return kUnseen;
    if (person.matte(q) < kInside) return r;
  }
  return kUnseen;
}

float clothed_half_width(float share) {
  static const std::vector<float> shares{0.0F, 0.25F, 0.5F, 0.85F, 1.05F};
  static const std::vector<float> widths{0.170F, 0.150F, 0.125F, 0.098F, 0.085F};
  return interpolate(shares, widths, share);
}

// Which of the two normals points away from the body: decided at the upper arm.
float outward_factor(const PersonModel& person, const ArmPath& path, int side) {
  const cv::Point2f t = path.tangent(0, 0.1F * person.torso.shoulder_width);
  const cv::Point2f normal(t.y, -t.x);
  const float across = normal.dot(person.torso.across) * sign_of(side);
  // An arm that is raised sideways has its outside above.
  if (std::abs(across) < 0.35F) return normal.y < 0 ? 1.0F : -1.0F;
  return across > 0 ? 1.0F : -1.0F;
}

// The run of bare arm (or hand) across the path: its middle relative to the path; NaN when there is none.
float bare_middle(const PersonModel& person, const ArmShape& shape, int side, float s) {
  const float sw = person.torso.shoulder_width;
  const cv::Point2f centre = shape.path.at(s);
  const cv::Point2f normal = shape.normal(s, 0.1F * sw);
  const auto is_arm = [&](float r) {
    const cv::Point2f p = centre + normal * r;
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    if (!inside(person.labels, q)) return false;
    const auto label = static_cast<Label>(person.labels(q));
    return label == arm_label(side) || label == hand_label(side);
  };
  float start = 0;
  while (start < 0.15F * sw && !is_arm(start) && !is_arm(-start)) start += 1;
  if (!is_arm(start)) start = -start;
  if (!is_arm(start)) return kUnseen;
  float low = start;
  float high = start;
  while (low > -0.35F * sw && is_arm(low - 1)) low -= 1;
  while (high < 0.35F * sw && is_arm(high + 1)) high += 1;
  const float half = (high - low) / 2;
  const float expected = interpolate(shape.at, shape.bare, s);
  return half > 0.55F * expected && half < 1.5F * expected ? (low + high) / 2 : kUnseen;
}

// Moves the path into the middle of what is seen of the arm: the joints of the pose are rarely in it.
void centre_path(const PersonModel& person, int side, ArmShape& shape) {
  const float sw = person.torso.shoulder_width;
  std::vector<float> offsets;
  bool any = false;
  for (std::size_t i = 0; i < shape.at.size(); ++i) {
    const float s = shape.at[i];
    float offset = bare_middle(person, shape, side, s);
    if (std::isnan(offset)) {
      // In a sleeve only the silhouette is known.
      const float seen = distance_to_edge(person, shape.path.at(s), shape.normal(s, 0.1F * sw), 0.34F * sw);
      const float clothed = clothed_half_width(static_cast<float>(i) / (kArmSamples - 1)) * sw;
      if (!std::isnan(seen) && s > 0.25F * sw)
        offset = std::clamp(0.6F * (seen - 1.05F * clothed), -0.06F * sw, 0.06F * sw);
    }
    any = any || !std::isnan(offset);
    // The shoulder joint stays.
    offsets.push_back(std::isnan(offset) ? (offsets.empty() ? 0 : offsets.back())
                                         : offset * smooth_step(s / (0.4F * sw)));
  }
  if (!any) return;
  offsets = smooth(median_filter(offsets, 3), 3);
  const float outward = shape.outward;
  const std::vector<float> at = shape.at;
  shape.path = shape.path.moved([&](float s) { return outward * interpolate(at, offsets, s); }, 0.1F * sw);
}

// What the arm shows at its outer edge, where nothing of the torso can be mistaken for it.
enum class OuterEdge : unsigned char { kHidden, kCloth, kSkin };

OuterEdge outer_edge_at(const PersonModel& person, const ArmShape& shape, int side, float s) {
  const float sw = person.torso.shoulder_width;
  const cv::Point2f normal = shape.normal(s, 0.08F * sw);
  const float edge = distance_to_edge(person, shape.path.at(s), normal, 0.42F * sw);
  if (std::isnan(edge)) return OuterEdge::kHidden;
  int cloth = 0;
  int skin = 0;
  for (float r = edge - 0.07F * sw; r <= edge - 0.02F * sw; r += 1) {
    const cv::Point2f p = shape.path.at(s) + normal * r;
    const cv::Point q(cvRound(p.x), cvRound(p.y));
    if (!inside(person.labels, q)) continue;
    const auto label = static_cast<Label>(person.labels(q));
    cloth += label == Label::kUpperClothes;
    skin += label == arm_label(side) || label == hand_label(side);
  }
  if (cloth + skin == 0) return OuterEdge::kHidden;
  return cloth > skin ? OuterEdge::kCloth : OuterEdge::kSkin;
}

// Where cloth gives way to skin along the arm: the split of the outer edge with the most cloth before it and
// skin after it. Negative where no cloth is seen on the arm.
float find_old_cuff(const PersonModel& person, const ArmShape& shape, int side) {
  const float length = shape.path.wrist_at();
  float score = 0;
  float best = 0;
  float cuff = -1;
  for (float s = 0; s < 1.2F * length; s += 2) {
    const OuterEdge edge = outer_edge_at(person, shape, side, s);
    score += edge == OuterEdge::kCloth ? 1.0F : (edge == OuterEdge::kSkin ? -1.0F : 0.0F);
    // Farther down an arm behind the body the torso's cloth follows.
    if (best > 0 && score < best - 0.05F * length) break;
    if (score > best && edge == OuterEdge::kCloth) {
      best = score;
      cuff = s;
    }
  }
  return cuff;
}

void place_samples(float sw, ArmShape& shape) {
  shape.at.clear();
  shape.bare.clear();
  for (int i = 0; i < kArmSamples; ++i) {
    const float share = static_cast<float>(i) / (kArmSamples - 1);
    shape.at.push_back(share * shape.path.wrist_at());
    shape.bare.push_back(bare_arm_half_width(share) * sw);
  }
}

ArmShape measure_arm(const PersonModel& person, int side) {
  const float sw = person.torso.shoulder_width;
  const person::Arm& arm = arm_on(person, side);
  ArmShape shape;
  shape.path =
      ArmPath(arm.shoulder + person.torso.across * (sign_of(side) * 0.05F * sw), arm.elbow, arm.wrist);
  shape.outward = outward_factor(person, shape.path, side);
  place_samples(sw, shape);
  centre_path(person, side, shape);
  place_samples(sw, shape);
  for (std::size_t i = 0; i < shape.at.size(); ++i) {
    const float s = shape.at[i];
    const float clothed = clothed_half_width(static_cast<float>(i) / (kArmSamples - 1)) * sw;
    const float seen = distance_to_edge(person, shape.path.at(s), shape.normal(s, 0.1F * sw), 0.34F * sw);
    shape.outer.push_back(
        std::clamp(std::isnan(seen) ? 1.05F * clothed : seen, 0.92F * clothed, 1.15F * clothed));
  }
  shape.outer = median_filter(shape.outer, 2);
  shape.old_cuff = find_old_cuff(person, shape, side);
  const image::Mask seen = mask_of(person.labels, {arm_label(side), hand_label(side)});
  shape.behind = static_cast<float>(cv::countNonZero(seen)) < kUnseenArm * sw * sw;
  return shape;
}

bool is_torso(const PersonModel& person, int y, int x) {
  const auto label = static_cast<Label>(person.labels(y, x));
  return label == Label::kUpperClothes || label == Label::kLowerClothes;
}

// How far the torso goes from the axis: sleeves of the same cloth are told apart by the arm's place.
float torso_reach(const PersonModel& person, float y, int side, float expected) {
  const float sw = person.torso.shoulder_width;
  const int row = std::clamp(static_cast<int>(y), 0, person.labels.rows - 1);
  const float centre = axis_x(person, y);
  const person::Arm& arm = arm_on(person, side);
  const Polyline line = resample(ArmPath(arm.shoulder, arm.elbow, arm.wrist).line(), 64);
  const cv::Point2f near = *std::min_element(line.begin(), line.end(), [y](cv::Point2f a, cv::Point2f b) {
    return std::abs(a.y - y) < std::abs(b.y - y);
  });
  const bool arm_beside = std::abs(near.x - centre) > 0.36F * sw && std::abs(near.y - y) < 0.2F * sw;
  const float limit =
      arm_beside ? std::min(1.5F * expected, std::abs(near.x - centre) - 0.10F * sw) : 1.5F * expected;
  int gap = 0;
  float reach = 0;
  for (float r = 0; r < limit; r += 1) {
    const int x = static_cast<int>(std::lround(centre + sign_of(side) * r));
    if (x < 0 || x >= person.labels.cols) break;
    if (is_torso(person, row, x)) {
      reach = r;
      gap = 0;
    } else if (++gap > static_cast<int>(0.05F * sw) && r > 0.4F * expected) {
      break;
    }
  }
  return reach > 0 ? reach : expected;
}

}  // namespace

image::Mask mask_of(const image::LabelMap& labels, std::initializer_list<Label> wanted) {
  // Comparisons use the vector units; a table of all labels does not.
  image::Mask mask, one;
  for (const Label label : wanted) {
    cv::compare(labels, static_cast<int>(label), mask.empty() ? mask : one, cv::CMP_EQ);
    if (!one.empty()) mask |= one;
  }
  return mask;
}

float axis_x(const PersonModel& person, float y) {
  const person::TorsoFrame& torso = person.torso;
  return torso.shoulder_mid.x + torso.down.x * (y - torso.shoulder_mid.y) / std::max(torso.down.y, 0.3F);
}

std::array<float, 2> torso_half_widths(const PersonModel& person, float y) {
  const float sw = person.torso.shoulder_width;
  const auto hips =
      static_cast<float>(cv::norm(person.pose.at(vision::kLeftHip) - person.pose.at(vision::kRightHip)));
  const float t = (y - person.torso.shoulder_mid.y) / person.torso.length;
  const float expected =
      interpolate({0.15F, 0.35F, 0.7F, 1.0F, 1.25F},
                  {0.50F * sw, 0.49F * sw, 0.46F * sw, std::max(0.50F * sw, 0.5F * hips + 0.14F * sw),
                   std::max(0.54F * sw, 0.5F * hips + 0.17F * sw)},
                  t);
  std::array<float, 2> out{};
  for (const int side : kSides) {
    std::vector<float> rows;
    for (int d = -4; d <= 4; d += 2)
      rows.push_back(torso_reach(person, y + static_cast<float>(d), side, expected));
    std::nth_element(rows.begin(), rows.begin() + 2, rows.end());
    out[static_cast<std::size_t>(side)] = std::clamp(rows[2], 0.80F * expected, 1.15F * expected);
  }
  return out;
}

BodyShape measure_body(const PersonModel& person) {
  const float sw = person.torso.shoulder_width;
  BodyShape body;
  body.chin = find_chin(person);
  body.neck_top = find_neck_top(person, body.chin);
  for (const int side : kSides) {
    body.tip[static_cast<std::size_t>(side)] = arm_on(person, side).shoulder +
                                               person.torso.across * (sign_of(side) * 0.05F * sw) -
                                               person.torso.down * (0.11F * sw);
  }
  for (const int side : kSides) {
    const auto k = static_cast<std::size_t>(side);
    body.shoulder[k] = shoulder_line(person, side, body.tip);
    body.arms[k] = measure_arm(person, side);
  }
  return body;
}

}  // namespace drape::tryon::geometric
