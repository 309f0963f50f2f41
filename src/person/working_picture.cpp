#include "person/working_picture.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "image/colour.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// Sensor noise and JPEG blocks of single pixels would show in the likelihoods.
constexpr double kSmoothing = 0.6;
// Over this share of the picture's height a person is solved in the whole picture: the background around
// it is worth more than the finer scale.
constexpr float kPersonFills = 0.75F;
// Ground around a small person, as a share of its height: enough to learn the background's colours.
constexpr float kMargin = 0.15F;

int interpolation_for(float scale) {
  return scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR;
}

}  // namespace

cv::Mat disc(float radius) {
  const int side = 2 * std::max(1, cvRound(radius)) + 1;
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {side, side});
}

cv::Point2f WorkingPicture::to_working(cv::Point2f photo) const {
  const cv::Point2f corner(static_cast<float>(window.x), static_cast<float>(window.y));
  const cv::Point2f half(0.5F, 0.5F);
  return (photo - corner + half) * scale - half;
}

cv::Point2f WorkingPicture::to_photo(cv::Point2f working) const {
  const cv::Point2f corner(static_cast<float>(window.x), static_cast<float>(window.y));
  const cv::Point2f half(0.5F, 0.5F);
  return (working + half) / scale - half + corner;
}

WorkingPicture make_working_picture(const image::Image& photo, const cv::Rect& window) {
  WorkingPicture picture;
  picture.window = window;
  picture.scale = static_cast<float>(kWorkingHeight) / static_cast<float>(window.height);
  const cv::Size size(std::max(1, cvRound(static_cast<float>(window.width) * picture.scale)), kWorkingHeight);
  cv::resize(photo(window), picture.rgb, size, 0, 0, interpolation_for(picture.scale));
  picture.lab = image::to_lab(picture.rgb);
  for_each_row(size.height, [&](int y) {
    for (cv::Vec3f& pixel : cv::Mat3f(picture.lab.row(y))) pixel[0] *= kLightnessStretch;
  });
  cv::GaussianBlur(picture.lab, picture.lab, {}, kSmoothing);
  return picture;
}

image::Plane to_working(const WorkingPicture& picture, const image::Plane& photo_plane) {
  image::Plane working;
  cv::resize(photo_plane(picture.window), working, picture.size(), 0, 0, interpolation_for(picture.scale));
  return working;
}

cv::Rect working_window(cv::Size photo, const cv::Rect& person) {
  const cv::Rect whole({}, photo);
  if (static_cast<float>(person.height) >= kPersonFills * static_cast<float>(photo.height)) return whole;
  const int margin = cvCeil(kMargin * static_cast<float>(person.height));
  const cv::Rect window(person.x - margin, person.y - margin, person.width + 2 * margin,
                        person.height + 2 * margin);
  const cv::Rect inside = window & whole;
  return inside.empty() ? whole : inside;
}

}  // namespace drape::person
