#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "image/image.h"
#include "vision/body_parser.h"

namespace drape::vision {

/// The 33 body key points of BlazePose (Bazarevsky et al. 2020). "Left" is the person's own left, which
/// is on the right side of a frontal picture.
enum BodyPoint : int {
  kNose = 0,
  kLeftEyeInner,
  kLeftEye,
  kLeftEyeOuter,
  kRightEyeInner,
  kRightEye,
  kRightEyeOuter,
  kLeftEar,
  kRightEar,
  kMouthLeft,
  kMouthRight,
  kLeftShoulder,
  kRightShoulder,
  kLeftElbow,
  kRightElbow,
  kLeftWrist,
  kRightWrist,
  kLeftPinky,
  kRightPinky,
  kLeftIndex,
  kRightIndex,
  kLeftThumb,
  kRightThumb,
  kLeftHip,
  kRightHip,
  kLeftKnee,
  kRightKnee,
  kLeftAnkle,
  kRightAnkle,
  kLeftHeel,
  kRightHeel,
  kLeftFootIndex,
  kRightFootIndex,
  kBodyPointCount
};

struct KeyPoint {
  cv::Point2f position;  ///< Pixels of the picture given; may lie outside it.
  float z = 0;           ///< Same scale as x, smaller is nearer; too noisy to judge frontality by.
  float visibility = 0;  ///< 0..1: in the frame and not hidden.
};

/// A person found in a picture.
struct PersonDetection {
  cv::Rect2f box;  ///< Face box of the detector, pixels.
  std::array<cv::Point2f, 4>
      points{};     ///< Hip centre, full-body circle point, shoulder centre, upper-body point.
  float score = 0;  ///< 0..1
};

struct Pose {
  std::array<KeyPoint, kBodyPointCount> points{};
  float presence = 0;  ///< 0..1: a person is in the region.
  image::Plane mask;   ///< Person probability, size of the picture.
  [[nodiscard]] cv::Point2f at(BodyPoint point) const {
    return points[static_cast<std::size_t>(point)].position;
  }
};

struct FaceDetection {
  cv::Rect2f box;                       ///< Pixels.
  std::array<cv::Point2f, 6> points{};  ///< Right eye, left eye, nose tip, mouth, right ear, left ear.
  float score = 0;                      ///< 0..1
};

/// 468 points of the face surface (Kartynnik et al. 2019), pixels; z in the same scale.
struct FaceMesh {
  std::vector<cv::Point3f> points;
  float presence = 0;  ///< 0..1
};

/// 21 points of a hand, pixels.
struct Hand {
  std::array<cv::Point2f, 21> points{};
  float presence = 0;    ///< 0..1
  float handedness = 0;  ///< 0..1: as the network names it.
};

/// Probabilities of upper, outer, lower, skirt, dress and of something that is no garment for the body, in
/// this order; their sum is 1.
using GarmentOdds = std::array<float, 6>;

enum class Side { kLeft, kRight };  ///< The person's own side.

struct VisionOptions {
  std::filesystem::path models;   ///< Folder with the imported networks (*.onnx).
  int threads = 2;                ///< Threads of one inference.
  std::filesystem::path store{};  ///< Folder of optional networks (ModelStore); empty: none is used.
};

/// The networks as typed functions. One session for each network, shared: all methods are const and thread
/// safe, and the same picture gives the same result whatever the number of threads. Pictures are full-size
/// RGB and not empty. Coordinates go in and come out in their pixels and are those of pixel centres: (0, 0)
/// is the centre of the top-left pixel, so that mirroring a picture of width W takes x to W - 1 - x.
class Vision {
 public:
  /// Loads every network (about 0.3 s and 150 MB). Fails with an internal error when a file is missing,
  /// broken, or has other inputs and outputs than the network of that name, and when an optional network is
  /// not what was added to the store.
  [[nodiscard]] static Result<std::shared_ptr<const Vision>> open(const VisionOptions& options);

  virtual ~Vision() = default;

  /// Persons after weighted non-maximum suppression, best first, score at least 0.5.
  [[nodiscard]] virtual Result<std::vector<PersonDetection>> detect_persons(
      const image::Image& image) const = 0;
  /// Key points and mask of one person; the landmark network runs twice, the second time on its own region.
  [[nodiscard]] virtual Result<Pose> estimate_pose(const image::Image& image,
                                                   const PersonDetection& person) const = 0;
  /// Probability that a pixel belongs to a person near the camera. The whole image is squashed to the
  /// network's square; `region`, if given, is a square to look at instead (may leave the picture; the result
  /// is 0 outside the square).
  [[nodiscard]] virtual Result<image::Plane> segment_selfie(const image::Image& image,
                                                            std::optional<cv::Rect2f> region = {}) const = 0;
  /// Faces, best first, score at least `score_min`; `region` as above.
  [[nodiscard]] virtual Result<std::vector<FaceDetection>> detect_faces(
      const image::Image& image, float score_min = 0.5F, std::optional<cv::Rect2f> region = {}) const = 0;
  /// The face near the pose's head points. Nothing when no face is seen there (back of a head, cropped).
  [[nodiscard]] virtual Result<std::optional<FaceMesh>> face_mesh(const image::Image& image,
                                                                  const Pose& pose) const = 0;
  /// The hand at one wrist. Nothing when the network sees no hand (presence under 0.3).
  [[nodiscard]] virtual Result<std::optional<Hand>> hand(const image::Image& image, const Pose& pose,
                                                         Side side) const = 0;
  /// Probability of each pixel to show the garment in a picture of one garment that nobody wears.
  [[nodiscard]] virtual Result<image::Plane> see_garment(const image::Image& image) const = 0;
  /// The category of a garment that was cut out: `alpha` is its share of each pixel, size of the picture.
  /// REQUIRES: some alpha is over .5.
  [[nodiscard]] virtual Result<GarmentOdds> classify_garment(const image::Image& image,
                                                             const image::Plane& alpha) const = 0;
  /// What the optional body parser sees, at `size`; nothing when none is installed.
  [[nodiscard]] virtual Result<std::optional<ParsedBody>> parse_body(const image::Image& image,
                                                                     cv::Size size) const = 0;
  /// Names the optional networks in use, since results depend on them: "+NAME-VERSION-HASH" for each, or an
  /// empty text. To be appended to the version of whatever uses this.
  [[nodiscard]] virtual const std::string& version_suffix() const = 0;
};

}  // namespace drape::vision
