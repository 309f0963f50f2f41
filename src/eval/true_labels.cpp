#include "eval/true_labels.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "eval/files.h"

namespace drape::eval {
namespace {

TrueClass class_of(const cv::Vec3b& colour, const LabelColours& colours) {
  for (const auto& [label, list] : colours) {
    if (std::find(list.begin(), list.end(), colour) != list.end()) return label;
  }
  return TrueClass::kOther;
}

}  // namespace

Result<TrueLabels> TrueLabels::read(const LabelSource& source, cv::Size size) {
  const auto bytes = read_bytes(source.file);
  if (!bytes) return fail(bytes.error());
  const auto picture = image::decode(*bytes);
  if (!picture)
    return fail(Error::invalid("file", source.file.string() + ": " + picture.error().public_text.value));
  image::Image scaled;
  cv::resize(*picture, scaled, size, 0, 0, cv::INTER_NEAREST);
  cv::Mat1b classes(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      classes(y, x) = static_cast<uchar>(class_of(scaled(y, x), source.colours));
    }
  }
  return TrueLabels(classes);
}

image::Mask TrueLabels::of(std::initializer_list<TrueClass> classes) const {
  image::Mask mask = image::Mask::zeros(classes_.size());
  for (const TrueClass label : classes) mask |= classes_ == static_cast<int>(label);
  return mask;
}

}  // namespace drape::eval
