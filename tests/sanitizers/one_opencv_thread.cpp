// Part of what is built with ThreadSanitizer only: OpenCV computes in the thread that calls it. Its own
// threads are TBB's, whose locks are not compiled with the tool, so that every result that they hand over
// looks like a race.

#include <opencv2/core.hpp>

namespace {

const bool done = [] {
  cv::setNumThreads(1);
  return true;
}();

}  // namespace
