#include "vision/face_finder.h"

#include <algorithm>
#include <cmath>

#include "vision/sigmoid.h"

namespace drape::vision {

namespace {

constexpr std::size_t kMeshPoints = 468;
constexpr std::size_t kRightEyeCorner = 33;  // Outer corners, numbers of the mesh.
constexpr std::size_t kLeftEyeCorner = 263;
constexpr float kMeshMargin = 1.5F;        // Region in sizes of the face.
constexpr float kTightMeshMargin = 1.25F;  // For faces that the network does not recognise at first.
constexpr float kFaceScoreMin = 0.3F;      // Lower than for counting faces: the pose says that one is near.
constexpr float kMeshPresenceMin = 0.5F;
constexpr float kHeadRegionSizeMin = 60;  // Pixels.
constexpr float kHeadInShoulders = 1.2F;  // Head region in shoulder widths...
constexpr float kHeadInEars = 2.2F;       // ...or in distances between the ears, whichever is more.

float length(cv::Point2f vector) {
  return std::hypot(vector.x, vector.y);
}

/// What the mesh network looks at: a face's middle, size, and the line from its right to its left eye, which
/// goes to the picture's right when the head is upright.
struct FaceFrame {
  cv::Point2f center;
  float size = 0;
  cv::Point2f eye_line;
  float margin = kMeshMargin;
};

FaceFrame frame_of(const cv::Rect2f& box, cv::Point2f eye_line) {
  return {0.5F * (box.tl() + box.br()), std::max(box.width, box.height), eye_line, kMeshMargin};
}

Region head_region(const Pose& pose) {
  cv::Point2f center{0, 0};
  constexpr int kHeadPoints = kMouthRight + 1;
  for (int i = 0; i < kHeadPoints; ++i) center += pose.at(static_cast<BodyPoint>(i)) / kHeadPoints;
  const float size = std::max({kHeadInEars * length(pose.at(kLeftEar) - pose.at(kRightEar)),
                               kHeadInShoulders * length(pose.at(kLeftShoulder) - pose.at(kRightShoulder)),
                               kHeadRegionSizeMin});
  return {center, size, 0};
}

/// Without a detected face: where the pose has it.
FaceFrame frame_from_pose(const Pose& pose, const Region& head) {
  cv::Point2f eyes = pose.at(kLeftEye) - pose.at(kRightEye);
  if (eyes.x < 0) eyes = -eyes;
  return {head.center, head.size / kHeadInEars, eyes, kMeshMargin};
}

/// The face that is likely this person's: sure, and near the middle of the head.
const FaceDetection* choose(const std::vector<FaceDetection>& faces, const Region& head) {
  const auto fitness = [&](const FaceDetection& face) {
    const cv::Point2f middle = 0.5F * (face.box.tl() + face.box.br());
    return face.score - 2 * length(middle - head.center) / head.size;
  };
  const auto best = std::max_element(faces.begin(), faces.end(),
                                     [&](const auto& a, const auto& b) { return fitness(a) < fitness(b); });
  return best == faces.end() ? nullptr : &*best;
}

Result<FaceMesh> run_mesh(const Network& network, const image::Image& image, const FaceFrame& frame) {
  const float size = std::max(frame.margin * frame.size, 1.F);
  const Crop crop({frame.center, size, angle_of(frame.eye_line)}, network.side());
  cv::Mat3f input = crop.take(image, Outside::kBlack);
  input.convertTo(input, CV_32F, 1 / 255.0);
  auto outputs = network.run(input, {0, 1});
  if (!outputs) return fail(outputs.error());
  const Network::Values& values = (*outputs)[0];
  FaceMesh mesh;
  for (std::size_t i = 0; i < kMeshPoints; ++i) {
    const cv::Point2f point = crop.to_picture({values[3 * i], values[3 * i + 1]});
    mesh.points.emplace_back(point.x, point.y, values[3 * i + 2] * crop.scale());
  }
  mesh.presence = sigmoid((*outputs)[1].front());
  return mesh;
}

/// The likeliest first. Unclear faces (hats, shade, low resolution) are often recognised at another scale.
std::vector<FaceFrame> frames_to_try(const FaceDetection* face, const Pose& pose, const Region& head) {
  std::vector<FaceFrame> frames;
  if (face != nullptr) {
    frames.push_back(frame_of(face->box, face->points[1] - face->points[0]));
    frames.push_back(frames.back());
    frames.back().margin = kTightMeshMargin;
  }
  frames.push_back(frame_from_pose(pose, head));
  return frames;
}

Result<std::optional<FaceMesh>> first_recognised(const Network& network, const image::Image& image,
                                                 const std::vector<FaceFrame>& frames) {
  for (const FaceFrame& frame : frames) {
    auto mesh = run_mesh(network, image, frame);
    if (!mesh) return fail(mesh.error());
    if (mesh->presence >= kMeshPresenceMin) return std::move(*mesh);
  }
  return std::nullopt;
}

FaceFrame frame_of(const FaceMesh& mesh) {
  std::vector<cv::Point2f> flat;
  for (const cv::Point3f& point : mesh.points) flat.emplace_back(point.x, point.y);
  const auto [left, right] =
      std::minmax_element(flat.begin(), flat.end(), [](auto a, auto b) { return a.x < b.x; });
  const auto [top, bottom] =
      std::minmax_element(flat.begin(), flat.end(), [](auto a, auto b) { return a.y < b.y; });
  const cv::Rect2f box(cv::Point2f(left->x, top->y), cv::Point2f(right->x, bottom->y));
  return frame_of(box, flat[kLeftEyeCorner] - flat[kRightEyeCorner]);
}

}  // namespace

Result<std::vector<FaceDetection>> detect_faces(const AnchorDetector& detector, const image::Image& image,
                                                float score_min, const Region& region) {
  auto detections = detector.detect(image, region, score_min);
  if (!detections) return fail(detections.error());
  std::vector<FaceDetection> faces;
  for (const Detection& detection : *detections) {
    FaceDetection face{detection.box, {}, detection.score};
    std::copy_n(detection.points.begin(), face.points.size(), face.points.begin());
    faces.push_back(face);
  }
  return faces;
}

Result<std::optional<FaceMesh>> face_mesh(const FaceNetworks& networks, const image::Image& image,
                                          const Pose& pose) {
  const Region head = head_region(pose);
  auto faces = detect_faces(networks.detector, image, kFaceScoreMin, head);
  if (!faces) return fail(faces.error());
  auto rough = first_recognised(networks.mesh, image, frames_to_try(choose(*faces, head), pose, head));
  if (!rough || !*rough) return rough;
  auto fine = run_mesh(networks.mesh, image, frame_of(**rough));
  if (!fine) return fail(fine.error());
  return fine->presence >= kMeshPresenceMin ? std::move(*fine) : std::move(**rough);
}

}  // namespace drape::vision
