#pragma once

#include <opencv2/core.hpp>

namespace drape::image {

/// Calls body(y) for y in [0, rows). Rows may run on several threads: a body writes only what belongs to its
/// own row, so that the result does not depend on the number of threads.
template <typename Body>
void for_each_row(int rows, const Body& body) {
  cv::parallel_for_(cv::Range(0, rows), [&](const cv::Range& range) {
    for (int y = range.start; y < range.end; ++y) body(y);
  });
}

}  // namespace drape::image
