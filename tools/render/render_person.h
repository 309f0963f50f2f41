#pragma once

#include <array>
#include <string>

#include "image/image.h"
#include "render/person_spec.h"

namespace drape::render {

/// A rendered person with the truth about it.
struct RenderedPerson {
  image::Image image;
  image::LabelMap labels;                ///< person::Label of the solid at each pixel's centre.
  std::array<cv::Point2f, 33> joints{};  ///< Pixels (may lie outside), in the order of vision::BodyPoint.
};

/// Draws the person. Deterministic: neither the machine's load nor `threads` changes a pixel. About 3 s at
/// 768 x 1024 on two threads, a quarter of that at half the size. Thread safe.
[[nodiscard]] RenderedPerson render_person(const PersonSpec& spec, PictureSize size = {}, int threads = 2);

/// {"width": .., "height": .., "joints": {"nose": [x, y], ..}}
[[nodiscard]] std::string joints_json(const RenderedPerson& person);

}  // namespace drape::render
