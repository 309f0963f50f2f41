#pragma once

#include <opencv2/core.hpp>

#include "image/image.h"

namespace drape::vision {

/// A simple figure (head with a face, neck, striped coat on a grey ground) that the networks take for a
/// person: side x side, values 0..1, the same on every machine.
[[nodiscard]] cv::Mat3f draw_figure(int side);

/// The same figure as a picture.
[[nodiscard]] image::Image figure_picture(int side);

}  // namespace drape::vision
