#include "person/face_frame.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/pixel_rows.h"

namespace drape::person {
namespace {

// The outline of the canonical face mesh (Kartynnik et al. 2019), in order.
constexpr std::array<int, 36> kOval = {10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288,
                                       397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
                                       172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109};
constexpr int kForehead = 10;
constexpr int kChin = 152;
constexpr int kJawRight = 172;
constexpr int kJawLeft = 397;
constexpr int kCheekRight = 234;
constexpr int kCheekLeft = 454;

constexpr float kWidthPerHeightMin = 0.70F;
// Proportions of a face in eye-to-mouth distances, for heads where the mesh network sees no face.
constexpr float kForeheadAboveEyes = 0.95F;
constexpr float kChinUnderMouth = 0.75F;
// Half axes of head with hair, in face widths and heights (above and below the centre).
constexpr float kHeadWidth = 0.80F;
constexpr float kHeadAbove = 0.92F;
constexpr float kHeadBelow = 0.75F;

void set_axes(FaceFrame& face, cv::Point2f forehead, float width) {
  const cv::Point2f axis = forehead - face.chin;
  face.height = std::max(1.0F, static_cast<float>(cv::norm(axis)));
  face.up = axis / face.height;
  face.across = {-face.up.y, face.up.x};
  face.centre = (forehead + face.chin) / 2;
  face.width = std::max(width, kWidthPerHeightMin * face.height);
}

FaceFrame frame_from_mesh(const std::vector<cv::Point2f>& mesh) {
  FaceFrame face;
  face.from_mesh = true;
  face.chin = mesh[kChin];
  set_axes(face, mesh[kForehead], static_cast<float>(cv::norm(mesh[kCheekRight] - mesh[kCheekLeft])));
  face.jaw_left = mesh[kJawRight];
  face.jaw_right = mesh[kJawLeft];
  for (int index : kOval) face.outline.push_back(mesh[static_cast<std::size_t>(index)]);
  return face;
}

FaceFrame frame_from_pose(const BodyPoints& points) {
  const cv::Point2f eyes = (points[vision::kLeftEye] + points[vision::kRightEye]) / 2;
  const cv::Point2f mouth = (points[vision::kMouthLeft] + points[vision::kMouthRight]) / 2;
  const cv::Point2f step = eyes - mouth;
  FaceFrame face;
  face.chin = mouth - step * kChinUnderMouth;
  set_axes(face, eyes + step * kForeheadAboveEyes, 0);
  const float half = face.width / 2;
  face.jaw_left = face.centre - face.across * (0.8F * half) - face.up * (0.25F * face.height);
  face.jaw_right = face.centre + face.across * (0.8F * half) - face.up * (0.25F * face.height);
  constexpr int kCorners = 36;
  for (int i = 0; i < kCorners; ++i) {
    const float angle = static_cast<float>(2 * CV_PI * i / kCorners);
    face.outline.push_back(face.centre + face.across * (half * std::sin(angle)) +
                           face.up * (0.5F * face.height * std::cos(angle)));
  }
  return face;
}

}  // namespace

FaceFrame make_face_frame(const BodyPoints& points, const std::optional<std::vector<cv::Point2f>>& mesh) {
  FaceFrame face = mesh ? frame_from_mesh(*mesh) : frame_from_pose(points);
  if (face.jaw_left.x > face.jaw_right.x) std::swap(face.jaw_left, face.jaw_right);
  return face;
}

FaceCoordinates face_coordinates(const FaceFrame& face, cv::Size size) {
  FaceCoordinates result{image::Plane(size), image::Plane(size), image::Plane(size),
                         image::Mask(size, uchar{0})};
  for_each_row(size.height, [&](int y) {
    for (int x = 0; x < size.width; ++x) {
      const cv::Point2f d = cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - face.centre;
      const float across = d.dot(face.across);
      const float up = d.dot(face.up);
      const float reach = (up > 0 ? kHeadAbove : kHeadBelow) * face.height;
      result.across(y, x) = across;
      result.up(y, x) = up;
      result.head_radius(y, x) = std::hypot(across / (kHeadWidth * face.width), up / reach);
    }
  });
  constexpr int kShift = 3;  // Polygon corners with 1/8 pixel.
  std::vector<cv::Point> corners;
  for (const cv::Point2f& p : face.outline) corners.emplace_back(cvRound(p.x * 8), cvRound(p.y * 8));
  cv::fillPoly(result.hull, std::vector<std::vector<cv::Point>>{corners}, 255, cv::LINE_8, kShift);
  return result;
}

}  // namespace drape::person
