#include "eval/lab_error.h"

#include "image/colour.h"

namespace drape::eval {

std::optional<double> mean_lab_error(const image::Image& a, const image::Image& b,
                                     const image::Mask& region) {
  const image::LabImage lab_a = image::to_lab(a);
  const image::LabImage lab_b = image::to_lab(b);
  double sum = 0;
  int count = 0;
  for (int y = 0; y < region.rows; ++y) {
    for (int x = 0; x < region.cols; ++x) {
      if (region(y, x) == 0) continue;
      sum += cv::norm(lab_a(y, x) - lab_b(y, x));
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

}  // namespace drape::eval
