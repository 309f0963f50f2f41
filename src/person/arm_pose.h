#pragma once

#include "person/colour_evidence.h"

namespace drape::person {

/// Does this arm (0: person's left) cross the torso on its near side? Geometry says that it crosses; skin on
/// it or a hand seen there says that it is not behind the back.
bool is_in_front_of_torso(const BodyGeometry& body, const ColourEvidence& evidence, std::size_t side);

/// Share of forearm and hand (0..1) that lies within the torso's outline by the key points.
float torso_crossing(const TorsoFrame& torso, const std::array<cv::Point2f, 4>& arm_path);

}  // namespace drape::person
