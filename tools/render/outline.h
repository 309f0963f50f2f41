#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace drape::render {

/// A line or closed polygon on the table: metres, x to the picture's right, y up.
using Outline = std::vector<cv::Point2f>;

/// A smooth curve through the points (centripetal Catmull-Rom), about every 3 mm.
[[nodiscard]] Outline curve(const Outline& through);
/// A circular-ish arc between two points that bows to the left of the way by `bow` metres in its middle.
[[nodiscard]] Outline arc(cv::Point2f from, cv::Point2f to, float bow);
/// The lower half of a neck hole from the left to the right: half width, depth, and how square it is (2
/// ellipse).
[[nodiscard]] Outline neckline(float half_width, float depth, float power = 2);

[[nodiscard]] Outline mirrored(const Outline& line);
[[nodiscard]] Outline reversed(Outline line);
/// Both, one after the other.
[[nodiscard]] Outline joined(Outline first, const Outline& second);
/// The line moved to its left by `distance`.
[[nodiscard]] Outline shifted(const Outline& line, float distance);
/// A closed symmetric outline from its right half, which runs from the axis around to the axis.
[[nodiscard]] Outline symmetric(const Outline& right_half);
/// The strip between a line and its copy shifted to the left by `width`.
[[nodiscard]] Outline strip(const Outline& line, float width);
/// A hand-laid look: moves every point by a smooth wander of up to `amount` metres.
[[nodiscard]] Outline wandering(Outline line, float amount, float seed);

}  // namespace drape::render
