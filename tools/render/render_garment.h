#pragma once

#include <array>
#include <optional>

#include "image/image.h"
#include "render/person_spec.h"

namespace drape::render {

enum class GarmentKind { kTee, kLongSleeve, kSleeveless, kShirt, kTrousers, kSkirt, kDress };

struct GarmentSpec {
  GarmentKind kind = GarmentKind::kTee;
  Fabric fabric{{244, 241, 233}, Pattern::kPrint, {38, 64, 78}};
};

/// Where the parts of an upper-body garment lie, pixels. [0] is the picture's left side.
struct UpperTruth {
  std::array<cv::Point2f, 2> neck;  ///< Where the collar meets the shoulder line.
  std::array<cv::Point2f, 2> shoulder_tip;
  std::array<cv::Point2f, 2> armpit;
  std::array<cv::Point2f, 2>
      cuff;                     ///< Middle of the sleeve's end; of a sleeveless garment, the shoulder tip.
  cv::Point2f neckline_bottom;  ///< Lowest point of the front neckline.
  float hem_y = 0;              ///< In the middle.
};

/// A drawn product picture with the truth about it.
struct RenderedGarment {
  image::Image image;
  image::Plane alpha;               ///< Share of the garment in each pixel.
  std::optional<UpperTruth> upper;  ///< Of tee, long sleeve, sleeveless and shirt.
};

/// Draws a garment that lies flat on a bright ground, as shops photograph them. Deterministic; about a
/// second. Thread safe.
[[nodiscard]] RenderedGarment render_garment(const GarmentSpec& spec, PictureSize size = {}, int threads = 2);

}  // namespace drape::render
