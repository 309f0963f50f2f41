#pragma once

#include <optional>

#include "vision/network.h"
#include "vision/vision.h"

namespace drape::vision {

/// See Vision::hand.
[[nodiscard]] Result<std::optional<Hand>> find_hand(const Network& network, const image::Image& image,
                                                    const Pose& pose, Side side);

}  // namespace drape::vision
