#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "tryon/geometric/mesh_warp.h"

namespace drape::tryon::geometric {

/// A point of the cloth (a weighted mean of four vertices) that wants to lie at `target`.
struct MeshPin {
  std::array<int, 4> vertices{};
  std::array<float, 4> weights{};
  cv::Point2f target;
  float strength = 1;  ///< Against the stiffness of one cell, which is 1.
};

struct RelaxOptions {
  int rounds = 6;          ///< Alternations of fitting rotations and solving positions.
  int solver_steps = 160;  ///< Conjugate gradient steps of one round, at most.
};

/// Lays the cloth as rigidly as the pins allow (Sorkine and Alexa 2007, on quadrilaterals): every cell
/// prefers to be its source shape under its own linear map in `shapes` (garment -> person pixels, one for
/// each cell), up to a rotation. Writes mesh.target; its previous content is the start. Deterministic.
void relax(WarpMesh& mesh, const std::vector<cv::Matx22f>& shapes, const std::vector<MeshPin>& pins,
           const RelaxOptions& options = {});

}  // namespace drape::tryon::geometric
