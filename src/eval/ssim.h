#pragma once

#include <optional>

#include "image/image.h"

namespace drape::eval {

/// Structural similarity of two pictures at each pixel (Wang, Bovik, Sheikh, Simoncelli: Image quality
/// assessment, IEEE TIP 13(4), 2004): Gaussian window of 11x11 with sigma 1.5, K1 = 0.01, K2 = 0.03, L = 255,
/// on luma. Windows that leave the picture are completed by reflection. REQUIRES: same size, at least 11x11.
/// Thread safe.
[[nodiscard]] cv::Mat1d ssim_map(const image::Image& a, const image::Image& b);

/// Mean of the map over the windows that lie whole in the picture, as in the paper; -1..1, 1 only for equal
/// luma. REQUIRES: as ssim_map. Thread safe.
[[nodiscard]] double ssim(const image::Image& a, const image::Image& b);

/// Mean of `ssim_map` over a region. Nothing when the region is empty. REQUIRES: as ssim_map.
[[nodiscard]] std::optional<double> ssim_in(const image::Image& a, const image::Image& b,
                                            const image::Mask& region);

/// Multi-scale SSIM (Wang, Simoncelli, Bovik: Multi-scale structural similarity, Asilomar 2003) with the five
/// scales and weights of the paper. A negative contrast term counts as 0. Nothing when the shorter side has
/// fewer than 176 pixels: the coarsest scale would be smaller than the window.
/// REQUIRES: same size. Thread safe.
[[nodiscard]] std::optional<double> ms_ssim(const image::Image& a, const image::Image& b);

}  // namespace drape::eval
