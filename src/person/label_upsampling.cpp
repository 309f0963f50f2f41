#include "person/label_upsampling.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/person_model.h"
#include "person/pixel_rows.h"

namespace drape::person {
namespace {

constexpr int kReach = 2;                // Working pixels that vote around each pixel of the photo.
constexpr float kPlaceDeviation = 1.2F;  // Working pixels.
constexpr float kColourDeviation = 14;   // RGB levels: about the shading inside one cloth.
constexpr float kPersonMin = 0.5F;
constexpr std::size_t kLabels = static_cast<std::size_t>(Label::kCount);

using Votes = std::array<float, kLabels>;

// 255 where the working labels change within reach.
image::Mask label_borders(const image::LabelMap& labels) {
  image::LabelMap low, high;
  const cv::Mat window = cv::Mat::ones(2 * kReach + 1, 2 * kReach + 1, CV_8U);
  cv::erode(labels, low, window);
  cv::dilate(labels, high, window);
  return low != high;
}

Votes vote(const WorkingPicture& picture, const image::LabelMap& labels, cv::Point2f place,
           const cv::Vec3b& colour) {
  Votes votes{};
  const cv::Point centre(cvRound(place.x), cvRound(place.y));
  const cv::Rect window = cv::Rect(centre.x - kReach, centre.y - kReach, 2 * kReach + 1, 2 * kReach + 1) &
                          cv::Rect({}, labels.size());
  for (int y = window.y; y < window.br().y; ++y) {
    for (int x = window.x; x < window.br().x; ++x) {
      const cv::Vec3f d = cv::Vec3f(picture.rgb(y, x)) - cv::Vec3f(colour);
      const float dx = static_cast<float>(x) - place.x;
      const float dy = static_cast<float>(y) - place.y;
      const float cost = (dx * dx + dy * dy) / (2 * kPlaceDeviation * kPlaceDeviation) +
                         d.dot(d) / (2 * kColourDeviation * kColourDeviation);
      votes[labels(y, x)] += std::exp(-cost) + 1e-12F;
    }
  }
  return votes;
}

uchar winner(const Votes& votes, bool person) {
  if (!person) return static_cast<uchar>(Label::kBackground);
  std::size_t best = 1;
  for (std::size_t label = 2; label < kLabels; ++label) best = votes[label] > votes[best] ? label : best;
  return static_cast<uchar>(votes[best] > 0 ? best : 0);
}

}  // namespace

image::LabelMap upsample_labels(const image::Image& photo, const WorkingPicture& picture,
                                const image::LabelMap& labels, const image::Plane& matte) {
  image::LabelMap result;
  cv::resize(labels, result, photo.size(), 0, 0, cv::INTER_NEAREST);
  image::Mask borders;
  cv::resize(label_borders(labels), borders, photo.size(), 0, 0, cv::INTER_NEAREST);
  for_each_row(photo.rows, [&](int y) {
    for (int x = 0; x < photo.cols; ++x) {
      if (borders(y, x) == 0) continue;
      const cv::Point2f half(0.5F, 0.5F);
      const cv::Point2f place =
          (cv::Point2f(static_cast<float>(x), static_cast<float>(y)) + half) * picture.scale - half;
      result(y, x) = winner(vote(picture, labels, place, photo(y, x)), matte(y, x) >= kPersonMin);
    }
  });
  return result;
}

}  // namespace drape::person
