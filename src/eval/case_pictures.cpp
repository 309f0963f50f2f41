#include "eval/case_pictures.h"

#include <opencv2/imgproc.hpp>
#include <system_error>
#include <utility>

#include "eval/files.h"

namespace drape::eval {
namespace {

constexpr double kTint = 0.45;

void tint(image::Image& picture, const image::Mask& mask, const cv::Vec3b& colour) {
  if (mask.empty()) return;
  const image::Image flat(picture.size(), colour);
  image::Image mixed;
  cv::addWeighted(picture, 1 - kTint, flat, kTint, 0, mixed);
  mixed.copyTo(picture, mask);
}

}  // namespace

CasePictures::CasePictures(std::filesystem::path out, std::string name)
    : out_(std::move(out)), folder_(std::filesystem::path("cases") / std::move(name)) {
  std::error_code error;
  std::filesystem::create_directories(out_ / folder_, error);
  if (error) status_ = fail(Error::invalid("file", "Cannot create " + (out_ / folder_).string()));
}

void CasePictures::add(const std::string& role, const image::Image& picture, int number) {
  if (!status_) return;
  const std::string extension = role == "result" ? ".png" : ".jpg";
  const std::string suffix = number > 0 ? std::string("-").append(std::to_string(number)) : "";
  const std::filesystem::path file = folder_ / (role + suffix + extension);
  status_ = write_picture(out_ / file, picture);
  written_.push_back({role, file.generic_string()});
}

image::Image draw_masks(const MaskOverlay& overlay) {
  image::Image out = overlay.picture.clone();
  const bool knows_garment = !overlay.garment.empty();
  tint(out, knows_garment ? image::Mask(overlay.changed & ~overlay.garment) : overlay.changed, {230, 40, 40});
  tint(out, overlay.garment, {40, 200, 80});
  if (overlay.region.empty()) return out;
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(overlay.region.clone(), outlines, cv::RETR_LIST, cv::CHAIN_APPROX_NONE);
  cv::drawContours(out, outlines, -1, cv::Scalar(255, 230, 0), 2, cv::LINE_AA);
  return out;
}

}  // namespace drape::eval
