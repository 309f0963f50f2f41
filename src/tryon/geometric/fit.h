#pragma once

#include <array>
#include <optional>
#include <vector>

#include "garment/garment_model.h"
#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {

/// A sleeve laid along an arm.
struct SleeveFit {
  float length = 0;  ///< Along the arm's path, pixels.
  bool to_wrist = false;
  Polyline outer;  ///< Shoulder tip -> cuff, away from the body.
  Polyline inner;  ///< Armpit -> cuff.
  Polyline own;    ///< Part of `outer` that keeps to no old outline: at and past the old sleeve's end.
};

/// A height of the torso: where the garment's sides and middle come to lie.
struct FitLevel {
  float garment_y = 0;
  float garment_left = 0, garment_right = 0;  ///< Columns of the garment photo.
  cv::Point2f left, middle, right;            ///< Pixels of the person photo.
};

/// A point of the garment photo and where it comes to lie.
struct FitPoint {
  cv::Point2f garment, person;
};

/// The garment's wanted outline on the person.
struct GarmentFit {
  float scale = 1;       ///< Person pixels for each garment pixel, across.
  float scale_down = 1;  ///< The same along the torso.
  std::array<cv::Point2f, 2> neck, tip, armpit;
  std::array<Polyline, 2> shoulder;  ///< Neck -> tip.
  std::vector<FitLevel> levels;      ///< Armpits first, hem last.
  std::vector<FitPoint> neckline;    ///< Along the front neckline; empty under a standing collar.
  std::vector<FitPoint> hem;         ///< Along the lower edge where it keeps the old hem's line, else empty.
  bool is_dress = false;             ///< Goes on below the waist and hangs free there.
  bool is_open = false;              ///< A jacket: shows what is worn under it and hangs over the waist.
  bool tucked = false;               ///< The lower garment covers the hem.
  std::array<std::optional<SleeveFit>, 2> sleeves;
};

/// Where the garment goes. `may_tuck`: false where the waist is a waistband that the old top hung over.
/// REQUIRES: garment.upper.
[[nodiscard]] GarmentFit fit_garment(const person::PersonModel& person, const BodyShape& body,
                                     const garment::GarmentModel& garment, bool may_tuck = true);

/// Height of the seam between upper and lower garment at the torso's axis; nothing when no seam is seen.
[[nodiscard]] std::optional<float> waist_y(const person::PersonModel& person);

}  // namespace drape::tryon::geometric
