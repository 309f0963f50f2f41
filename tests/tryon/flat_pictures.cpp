#include "flat_pictures.h"

#include <opencv2/imgproc.hpp>

#include "garment/lower_landmarks.h"
#include "garment/silhouette.h"

namespace drape::tryon::test {
namespace {

using person::Label;
using Points = std::vector<cv::Point2f>;

class Painter {
 public:
  Painter(person::PersonModel& person, float scale) : person_(person), scale_(scale) {}

  void polygon(const Points& points, cv::Vec3b colour, Label label) {
    std::vector<cv::Point> pixels;
    for (const cv::Point2f p : points) pixels.emplace_back(cvRound(p.x * scale_), cvRound(p.y * scale_));
    cv::fillPoly(person_.image, std::vector<std::vector<cv::Point>>{pixels}, cv::Scalar(colour));
    cv::fillPoly(person_.labels, std::vector<std::vector<cv::Point>>{pixels}, static_cast<int>(label));
  }

  void ellipse(cv::Point2f centre, cv::Size2f radii, cv::Vec3b colour, Label label) {
    const cv::RotatedRect box(centre * scale_,
                              cv::Size2f(2 * radii.width * scale_, 2 * radii.height * scale_), 0);
    cv::ellipse(person_.image, box, cv::Scalar(colour), cv::FILLED);
    cv::ellipse(person_.labels, box, static_cast<int>(label), cv::FILLED);
  }

  // A tapering limb along a chain of points, from share `from` to share `to` of its length.
  void limb(const Points& chain, cv::Vec2f widths, cv::Vec2f shares, std::pair<cv::Vec3b, Label> paint) {
    for (int i = 0; i <= 200; ++i) {
      const float t = shares[0] + (shares[1] - shares[0]) * static_cast<float>(i) / 200;
      const bool first = t < 0.5F;
      const cv::Point2f a = first ? chain[0] : chain[1];
      const cv::Point2f b = first ? chain[1] : chain[2];
      const cv::Point2f p = a + (b - a) * (first ? 2 * t : 2 * t - 1);
      const float r = widths[0] + (widths[1] - widths[0]) * t;
      ellipse(p, {r, r}, paint.first, paint.second);
    }
  }

 private:
  person::PersonModel& person_;
  float scale_;
};

cv::Point2f mirrored(cv::Point2f p) {
  return {383 - p.x, p.y};
}

Points mirrored(Points points) {
  for (cv::Point2f& p : points) p = mirrored(p);
  return points;
}

// On the picture's left.
const Points kArm{{140, 152}, {124, 232}, {118, 308}};
constexpr float kUpperArmWidth = 14;
constexpr float kWristWidth = 7;

void paint_body(Painter& paint, const FlatPersonSpec& spec) {
  paint.ellipse({191.5F, 66}, {36, 44}, {70, 50, 40}, Label::kHair);
  paint.polygon({{176, 96}, {207, 96}, {210, 146}, {173, 146}}, kSkin, Label::kNeck);
  paint.ellipse({191.5F, 78}, {28, 36}, kSkin, Label::kFace);
  const float waist = spec.waist_y;
  paint.polygon({{148, waist}, {235, waist}, {252, 511}, {131, 511}}, kTrousers, Label::kLowerClothes);
  paint.polygon(
      {{172, 134}, {211, 134}, {246, 143}, {241, 200}, {236, waist}, {147, waist}, {142, 200}, {137, 143}},
      spec.old_garment, Label::kUpperClothes);
  for (const bool left : {true, false}) {
    const Points arm = left ? kArm : mirrored(kArm);
    paint.limb(arm, {kUpperArmWidth, kWristWidth}, {0, 1},
               {kSkin, left ? Label::kRightArm : Label::kLeftArm});
    if (spec.sleeve > 0) {
      paint.limb(arm, {kUpperArmWidth + 2, kWristWidth + 2}, {0, spec.sleeve},
                 {spec.old_garment, Label::kUpperClothes});
    }
    const cv::Point2f hand(117, 322);
    paint.ellipse(left ? hand : mirrored(hand), {9, 13}, kSkin, left ? Label::kRightHand : Label::kLeftHand);
  }
}

void place_joints(person::PersonModel& person, const FlatPersonSpec& spec) {
  const float s = spec.scale;
  const auto set = [&](vision::BodyPoint point, cv::Point2f p) {
    person.pose.points[static_cast<std::size_t>(point)] = {p * s, 0, 1};
  };
  set(vision::kNose, {191.5F, 82});
  set(vision::kRightEye, {181, 72});
  set(vision::kLeftEye, {202, 72});
  set(vision::kMouthRight, {185, 96});
  set(vision::kMouthLeft, {198, 96});
  set(vision::kRightShoulder, {141.5F, 150});
  set(vision::kLeftShoulder, {241.5F, 150});
  set(vision::kRightHip, {164, 310});
  set(vision::kLeftHip, {219, 310});
  const std::array<Points, 2> arms{mirrored(kArm), kArm};  // The person's left, right.
  for (std::size_t k = 0; k < 2; ++k) {
    person::Arm& arm = person.arms[k];
    arm.shoulder = cv::Point2f(k == 0 ? 241.5F : 141.5F, 150) * s;
    arm.elbow = arms[k][1] * s;
    arm.wrist = arms[k][2] * s;
    arm.tip = cv::Point2f(arms[k][2].x, 336) * s;
    arm.sleeve_end = 2 * spec.sleeve;
  }
  person::TorsoFrame& torso = person.torso;
  torso.shoulder_mid = cv::Point2f(191.5F, 150) * s;
  torso.hip_mid = cv::Point2f(191.5F, 310) * s;
  torso.down = {0, 1};
  torso.across = {1, 0};
  torso.shoulder_width = 100 * s;
  torso.length = 160 * s;
}

void fill(image::Plane& alpha, const Points& polygon) {
  constexpr int kShift = 4;
  std::vector<cv::Point> pixels;
  for (const cv::Point2f p : polygon)
    pixels.emplace_back(cvRound(p.x * (1 << kShift)), cvRound(p.y * (1 << kShift)));
  image::Mask drawn = image::Mask::zeros(alpha.size());
  cv::fillPoly(drawn, std::vector<std::vector<cv::Point>>{pixels}, 255, cv::LINE_AA, kShift);
  image::Plane plane;
  drawn.convertTo(plane, CV_32F, 1 / 255.0);
  alpha = cv::max(alpha, plane);
}

Points line(cv::Point2f from, cv::Point2f to) {
  Points points;
  for (int i = 0; i <= 24; ++i) points.push_back(from + (to - from) * (static_cast<float>(i) / 24));
  return points;
}

garment::Sleeve make_sleeve(cv::Size size, bool left, bool is_long) {
  const auto side = [left](cv::Point2f p) { return left ? p : cv::Point2f(399 - p.x, p.y); };
  const cv::Point2f tip = side({125, 82});
  const cv::Point2f armpit = side({125, 170});
  const cv::Point2f outer = side(is_long ? cv::Point2f(40, 360) : cv::Point2f(66, 180));
  const cv::Point2f inner = side(is_long ? cv::Point2f(74, 372) : cv::Point2f(102, 206));
  garment::Sleeve sleeve;
  image::Plane alpha = image::Plane::zeros(size);
  fill(alpha, {tip, outer, inner, armpit});
  sleeve.mask = alpha > 0.5F;
  sleeve.outer_edge = line(tip, outer);
  sleeve.inner_edge = line(armpit, inner);
  sleeve.length = static_cast<float>(cv::norm((outer + inner) / 2 - (tip + armpit) / 2));
  for (std::size_t i = 0; i < sleeve.outer_edge.size(); ++i) {
    sleeve.half_width.push_back(static_cast<float>(cv::norm(sleeve.outer_edge[i] - sleeve.inner_edge[i])) /
                                2);
  }
  return sleeve;
}

}  // namespace

namespace {

person::PersonModel blank_person(cv::Size size) {
  person::PersonModel person;
  person.image = image::Image(size, kBackground);
  person.labels = image::LabelMap::zeros(size);
  return person;
}

// What is the same for all persons, once they are painted.
void complete(person::PersonModel& person, const FlatPersonSpec& spec) {
  place_joints(person, spec);
  person.matte = image::Plane::zeros(person.labels.size());
  person.matte.setTo(1, person.labels > 0);
  cv::GaussianBlur(person.matte, person.matte, {}, 0.7);
  person.waist.seen = person.waist.certain = true;
  person.waist.y.assign(static_cast<std::size_t>(person.labels.cols), spec.waist_y * spec.scale);
  const cv::Mat3f skin(1, 1, cv::Vec3f(kSkin) / 255.0F);
  cv::Mat3f lab;
  cv::cvtColor(skin, lab, cv::COLOR_RGB2Lab);
  person.skin.mean = lab(0, 0);
  person.skin.from_face = true;
  person.plain_background = true;
  person.presence = 1;
}

}  // namespace

person::PersonModel flat_person(const FlatPersonSpec& spec) {
  person::PersonModel person = blank_person({cvRound(384 * spec.scale), cvRound(512 * spec.scale)});
  Painter paint(person, spec.scale);
  paint_body(paint, spec);
  complete(person, spec);
  return person;
}

person::PersonModel flat_standing_person(const FlatPersonSpec& spec) {
  person::PersonModel person = blank_person({cvRound(384 * spec.scale), cvRound(600 * spec.scale)});
  Painter paint(person, spec.scale);
  paint_body(paint, spec);
  paint.polygon({{125, 345}, {258, 345}, {258, 599}, {125, 599}}, kBackground, Label::kBackground);
  for (const bool left : {true, false}) {
    const auto side = [left](Points points) { return left ? points : mirrored(std::move(points)); };
    paint.polygon(side({{146, 545}, {172, 545}, {174, 578}, {134, 578}}), {30, 30, 30}, Label::kFeet);
    paint.polygon(side({{141, 340}, {191.5F, 340}, {191.5F, 348}, {178, 545}, {142, 545}}), kTrousers,
                  Label::kLowerClothes);
  }
  complete(person, spec);
  const auto set = [&](vision::BodyPoint point, cv::Point2f p) {
    person.pose.points[static_cast<std::size_t>(point)] = {p * spec.scale, 0, 1};
  };
  set(vision::kRightKnee, {162, 430});
  set(vision::kLeftKnee, {221, 430});
  set(vision::kRightAnkle, {159, 540});
  set(vision::kLeftAnkle, {224, 540});
  return person;
}

garment::GarmentModel flat_lower(FlatLower kind, cv::Vec3b colour) {
  const cv::Size size(300, 560);
  garment::GarmentModel garment;
  garment.colour = image::Image(size, colour);
  garment.alpha = image::Plane::zeros(size);
  if (kind == FlatLower::kSkirt) {
    fill(garment.alpha, {{90, 40}, {210, 40}, {270, 260}, {30, 260}});
  } else {
    const float hem = kind == FlatLower::kShortLegs ? 230.0F : 520.0F;
    for (const bool left : {true, false}) {
      const auto side = [left](Points points) {
        for (cv::Point2f& p : points) p.x = left ? p.x : 299 - p.x;
        return points;
      };
      fill(garment.alpha, side({{84, 40}, {150, 40}, {150, 160}, {136, hem}, {78, hem}, {72, 150}}));
    }
  }
  const image::Mask mask = garment.alpha > 0.5F;
  const image::LabImage lab(size, cv::Vec3f(60, 0, 0));
  garment.category = kind == FlatLower::kSkirt ? garment::Category::kSkirt : garment::Category::kLower;
  garment.lower = garment::find_lower_landmarks(lab, garment::trace_silhouette(mask), garment.category);
  garment.box = cv::boundingRect(mask);
  garment.category_confidence = garment.cutout_confidence = 1;
  return garment;
}

garment::GarmentModel flat_garment(const FlatGarmentSpec& spec) {
  const cv::Size size(400, 480);
  garment::GarmentModel garment;
  garment.colour = image::Image(size, spec.colour);
  for (int x = 0; spec.stripes > 0 && x < size.width; ++x) {
    if (x / spec.stripes % 2 == 1) garment.colour.col(x).setTo(cv::Scalar(spec.stripe_colour));
  }
  garment.alpha = image::Plane::zeros(size);
  fill(garment.alpha, {{165, 62},
                       {199.5F, 96},
                       {234, 62},
                       {274, 82},
                       {274, 170},
                       {270, 430},
                       {129, 430},
                       {125, 170},
                       {125, 82}});
  garment::UpperLandmarks marks;
  if (spec.sleeves != FlatGarmentSpec::Sleeves::kNone) {
    for (const bool left : {true, false}) {
      garment::Sleeve sleeve = make_sleeve(size, left, spec.sleeves == FlatGarmentSpec::Sleeves::kLong);
      fill(garment.alpha, {sleeve.outer_edge.front(), sleeve.outer_edge.back(), sleeve.inner_edge.back(),
                           sleeve.inner_edge.front()});
      marks.sleeves[left ? 0 : 1] = std::move(sleeve);
    }
  }
  marks.axis_x = 199.5F;
  marks.neck = {cv::Point2f(165, 62), cv::Point2f(234, 62)};
  marks.shoulder_tip = {cv::Point2f(125, 82), cv::Point2f(274, 82)};
  marks.armpit = {cv::Point2f(125, 170), cv::Point2f(274, 170)};
  marks.hem_y = 430;
  marks.front_neckline = {{165, 62}, {199.5F, 96}, {234, 62}};
  for (float y = 190; y <= 425; y += 40) {
    const float inward = 4 * (y - 170) / 260;
    marks.sides.push_back({y, 125 + inward, 274 - inward});
  }
  garment.box = cv::boundingRect(image::Mask(garment.alpha > 0.5F));
  garment.category_confidence = garment.cutout_confidence = 1;
  garment.upper = std::move(marks);
  return garment;
}

}  // namespace drape::tryon::test
