#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "image/image.h"
#include "vision/label.h"
#include "vision/vision.h"

namespace drape::person {

using vision::Label;

/// Colour of the person's bare skin, CIE L*a*b* (L 0..100).
struct SkinModel {
  cv::Vec3f mean{65, 15, 17};
  cv::Vec3f deviation{8, 3, 4};
  bool from_face = false;  ///< Measured on the face; else a default tone.
};

/// The torso's own coordinates. t runs along shoulder line -> hip line (0..1), e across in shoulder widths
/// (negative on the picture's left).
struct TorsoFrame {
  cv::Point2f shoulder_mid, hip_mid;
  cv::Point2f down, across;  ///< Unit vectors; across points to the picture's right.
  float shoulder_width = 0;  ///< sw, pixels between the shoulder joints (at least .55 torso lengths).
  float length = 0;          ///< tl, pixels.
  [[nodiscard]] cv::Point2f at(float t, float e) const {
    return shoulder_mid + down * (t * length) + across * (e * shoulder_width);
  }
  /// (t, e) of a pixel.
  [[nodiscard]] cv::Point2f to_te(cv::Point2f p) const {
    const cv::Point2f d = p - shoulder_mid;
    return {d.dot(down) / length, d.dot(across) / shoulder_width};
  }
};

/// One arm. Index 0 is the person's left, which a frontal picture shows on the right.
struct Arm {
  cv::Point2f shoulder, elbow, wrist, tip;  ///< tip: end of the fingers.
  /// Where the old sleeve ends along shoulder (0) -> elbow (1) -> wrist (2); 0 sleeveless, 3 no skin seen.
  float sleeve_end = 3;
  bool in_front_of_torso = false;
  std::optional<vision::Hand> hand;
};

/// The line between upper and lower clothes.
struct Waist {
  bool seen = false;     ///< The picture shows a boundary between two garments.
  bool certain = false;  ///< The colours on its two sides differ enough to trust it.
  std::vector<float> y;  ///< For each column of the picture, pixels; empty when not seen.
};

/// Everything that is known of a person photo. All planes have the picture's size.
struct PersonModel {
  image::Image image;
  vision::Pose pose;
  std::optional<vision::FaceMesh> face;
  TorsoFrame torso;
  std::array<Arm, 2> arms;
  Waist waist;
  image::Plane matte;      ///< Person's share of the pixel, hair-fine at full resolution.
  image::LabelMap labels;  ///< person::Label
  SkinModel skin;
  bool plain_background = false;
  float presence = 0;  ///< 0..1
};

enum class Severity { kError, kWarning };

/// One finding of the validation; codes as in the API (no_person, blurry, ...).
struct Issue {
  std::string code;
  Severity severity = Severity::kError;
  std::string message;  ///< A plain sentence that a shopper can act on.
};

struct Validation {
  std::vector<Issue> issues;
  /// Subset of "upper", "lower", "dress": what the engine would dress this person in.
  std::vector<std::string> supported_categories;
  [[nodiscard]] bool is_valid() const {
    for (const Issue& issue : issues) {
      if (issue.severity == Severity::kError) return false;
    }
    return true;
  }
};

}  // namespace drape::person
