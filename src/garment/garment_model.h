#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "image/image.h"

namespace drape::garment {

enum class Category { kUpper, kOuter, kLower, kSkirt, kDress };

/// "upper", "outer", ... as the API shows them.
[[nodiscard]] std::string_view to_string(Category category);

/// One sleeve, in garment pixels. Side 0 is on the picture's left.
struct Sleeve {
  image::Mask mask;                     ///< Pixels of the sleeve, size of the picture.
  std::vector<cv::Point2f> outer_edge;  ///< Shoulder tip -> outer corner of the cuff.
  std::vector<cv::Point2f> inner_edge;  ///< Armpit -> inner corner of the cuff; as many points as outer_edge.
  float length = 0;                     ///< Along its centre line, pixels.
  std::vector<float> half_width;        ///< For each pair of edge points: across the centre line, pixels.
  /// Of a garment taken from its wearer: where the sleeve ends between shoulder (0) and wrist (1).
  std::optional<float> arm_share;
};

/// Landmarks of an upper-body garment in its own pixels. [0] is the picture's left side, [1] its right.
struct UpperLandmarks {
  float axis_x = 0;                 ///< Column of the symmetry axis.
  std::array<cv::Point2f, 2> neck;  ///< Where the collar meets the shoulder line.
  /// With sleeves: of the upper outline straight above the armpit. Without: the shoulder's or strap's outer
  /// corner.
  std::array<cv::Point2f, 2> shoulder_tip;
  std::array<cv::Point2f, 2> armpit;  ///< Sleeveless: the lower end of the armhole.
  float hem_y = 0;
  /// Left neck point to right neck point; what lies between it and the upper outline is the inner back. It is
  /// the upper outline itself where no inner back is seen. Never empty.
  std::vector<cv::Point2f> front_neckline;
  struct Level {
    float y, left_x, right_x;
  };
  std::vector<Level> sides;                      ///< Torso outline from armpit to hem, top to bottom.
  std::array<std::optional<Sleeve>, 2> sleeves;  ///< Nothing on a sleeveless side.
  float collar_height = 0;      ///< Of a collar or turtleneck above the neck points, 0 without.
  bool sleeves_hidden = false;  ///< Not all that the garment must have were found apart from its body.
  bool on_body = false;         ///< Taken from its wearer: measured on a body, not on cloth laid flat.
};

/// Landmarks of trousers, shorts or a skirt in its own pixels. [0] is the picture's left side, [1] its right.
struct LowerLandmarks {
  using Line = std::vector<cv::Point2f>;
  float axis_x = 0;                  ///< Column of the symmetry axis.
  std::array<cv::Point2f, 2> waist;  ///< Outer upper corners of the waistband.
  /// Front edge of the waistband, left corner to right corner; what lies above it is the inner back. Never
  /// empty.
  Line waistband;
  std::array<Line, 2> side;  ///< Outer outline, from the waist's corner to the outer corner of the hem.
  /// The two legs of trousers or shorts.
  struct Legs {
    cv::Point2f crotch;
    std::array<Line, 2> inner;  ///< Crotch -> inner corner of the hem.
  };
  std::optional<Legs> legs;  ///< Nothing for a skirt.
  Line hem;                  ///< Of a skirt: left outer corner -> right outer corner. Empty with legs.

  /// Row at which the garment ends, at its axis (a skirt) or in the mean of its legs.
  [[nodiscard]] float hem_y() const;
  /// Row of the waistband at the axis.
  [[nodiscard]] float waist_y() const;
};

/// Everything that is known of a garment photo. All planes have the picture's size.
struct GarmentModel {
  image::Image colour;  ///< Colours of the garment, bled past its edge (no fringe of the ground).
  image::Plane alpha;
  cv::Rect box;  ///< Bounding box of alpha > .5.
  Category category = Category::kUpper;
  float category_confidence = 0;  ///< 0..1
  bool frontal = true;            ///< Symmetric enough to be laid on a frontal person.
  float cutout_confidence = 0;    ///< 0..1
  bool studio = false;  ///< A product photo: as wide as it is worn. Else most likely laid flat, and wider.
  std::optional<UpperLandmarks> upper;  ///< Set for kUpper, kOuter and kDress.
  std::optional<LowerLandmarks> lower;  ///< Set for kLower and kSkirt, unless the shape is not understood.
};

}  // namespace drape::garment
