#pragma once

#include "garment/garment_model.h"
#include "person/person_model.h"

namespace drape::tryon::test {

/// A person of flat colours, seen from the front, with exact labels.
struct FlatPersonSpec {
  float scale = 1;       ///< 1 is 384 x 512 pixels with shoulders 100 pixels wide.
  float sleeve = 0.45F;  ///< Old sleeves down to this share of the arm; 0 none, 1 to the wrist.
  float waist_y = 295;   ///< Height of the seam at scale 1; hips at 310, shoulders at 150.
  cv::Vec3b old_garment{40, 130, 60};
};

inline const cv::Vec3b kBackground{226, 226, 228};
inline const cv::Vec3b kSkin{224, 178, 150};
inline const cv::Vec3b kTrousers{50, 60, 120};

[[nodiscard]] person::PersonModel flat_person(const FlatPersonSpec& spec = {});

/// The same person down to the feet, standing in long trousers (`waist_y` as above): 384 x 600 pixels at
/// scale
/// 1. The legs part at 348 and the trousers end at 545.
[[nodiscard]] person::PersonModel flat_standing_person(const FlatPersonSpec& spec = {});

/// Trousers, shorts or a skirt laid flat.
enum class FlatLower { kLongLegs, kShortLegs, kSkirt };
[[nodiscard]] garment::GarmentModel flat_lower(FlatLower kind, cv::Vec3b colour = {190, 150, 40});

/// A T-shirt laid flat, or the same with long sleeves or without.
struct FlatGarmentSpec {
  enum class Sleeves { kNone, kShort, kLong };
  Sleeves sleeves = Sleeves::kShort;
  cv::Vec3b colour{200, 40, 40};
  int stripes = 0;  ///< Vertical stripes of this width in pixels; 0 plain.
  cv::Vec3b stripe_colour{250, 250, 250};
};

[[nodiscard]] garment::GarmentModel flat_garment(const FlatGarmentSpec& spec = {});

}  // namespace drape::tryon::test
