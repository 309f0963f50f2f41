#pragma once

#include <initializer_list>

#include "base/result.h"
#include "eval/case.h"
#include "image/image.h"

namespace drape::eval {

/// A hand-made label picture, read.
class TrueLabels {
 public:
  /// Reads the picture and brings it to `size` without mixing labels. Fails as reading a picture does.
  [[nodiscard]] static Result<TrueLabels> read(const LabelSource& source, cv::Size size);

  explicit TrueLabels(cv::Mat1b classes) : classes_(std::move(classes)) {}

  /// 255 where the picture shows one of these classes.
  [[nodiscard]] image::Mask of(std::initializer_list<TrueClass> classes) const;

 private:
  cv::Mat1b classes_;  ///< TrueClass
};

}  // namespace drape::eval
