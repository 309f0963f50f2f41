#pragma once

#include <optional>
#include <vector>

#include "vision/anchor_detector.h"
#include "vision/vision.h"

namespace drape::vision {

/// See Vision::detect_faces.
[[nodiscard]] Result<std::vector<FaceDetection>> detect_faces(const AnchorDetector& detector,
                                                              const image::Image& image, float score_min,
                                                              const Region& region);

/// The two networks that face_mesh needs.
struct FaceNetworks {
  const AnchorDetector& detector;
  const Network& mesh;
};

/// See Vision::face_mesh.
[[nodiscard]] Result<std::optional<FaceMesh>> face_mesh(const FaceNetworks& networks,
                                                        const image::Image& image, const Pose& pose);

}  // namespace drape::vision
