#include "eval/scene.h"

#include <opencv2/imgproc.hpp>

namespace drape::eval {
namespace {

image::Mask old_garment_area(const SceneInput& input) {
  image::Mask worn = worn_area(input.person, input.garments);
  if (input.person_labels) worn |= worn_area(*input.person_labels, input.garments);
  return erased_area(input.person, worn);
}

image::Mask measured_region(const SceneInput& input, const image::Mask& erased) {
  image::Mask region = erased.clone();
  if (input.truth->labels) {
    region |= worn_area(*input.truth->labels, input.garments);
  } else if (input.truth->worn) {
    region |= *input.truth->worn;
  }
  return region;
}

image::Image at_size(const image::Image& picture, cv::Size size) {
  if (picture.size() == size) return picture;
  image::Image out;
  cv::resize(picture, out, size, 0, 0, cv::INTER_AREA);
  return out;
}

}  // namespace

Scene make_scene(const SceneInput& input) {
  const image::Mask erased = old_garment_area(input);
  Scene scene{input.person, input.person, {}, input.garments, {}, {}, {}};
  if (input.erase) {
    scene.erased = erased;
    scene.given = with_erased(input.person, erased, input.garments);
  }
  if (!input.truth) return scene;
  scene.truth = at_size(input.truth->image, input.person.image.size());
  scene.region = measured_region(input, erased);
  if (input.truth->labels) scene.true_garment = worn_area(*input.truth->labels, input.garments);
  return scene;
}

}  // namespace drape::eval
