#include "tryon/geometric/mesh_relax.h"

#include <cmath>

namespace drape::tryon::geometric {
namespace {

using Points = std::vector<cv::Point2d>;

constexpr std::array<std::array<std::size_t, 2>, 6> kEdges{{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {0, 3}, {1, 2}}};
constexpr double kResidual =
    3e-4;  // Root mean square at which the positions are good to a small part of a pixel.

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

class Solver {
 public:
  Solver(const WarpMesh& mesh, const std::vector<cv::Matx22f>& shapes, const std::vector<MeshPin>& pins)
      : mesh_(mesh), shapes_(shapes), pins_(pins), diagonal_(mesh.source.size(), 1e-9) {
    for (const MeshCell& cell : mesh.cells) {
      for (const int corner : cell.corners) diagonal_[at(corner)] += 3;
    }
    for (const MeshPin& pin : pins) {
      for (std::size_t k = 0; k < 4; ++k) {
        const double w = pin.weights[k];
        diagonal_[at(pin.vertices[k])] += static_cast<double>(pin.strength) * w * w;
      }
    }
  }

  // The wanted edges under each cell's best rotation, and the pins.
  [[nodiscard]] Points right_side(const Points& position) const {
    Points right(position.size());
    for (std::size_t i = 0; i < mesh_.cells.size(); ++i) add_cell(i, position, right);
    for (const MeshPin& pin : pins_) {
      for (std::size_t k = 0; k < 4; ++k) {
        right[at(pin.vertices[k])] += cv::Point2d(pin.target) * (pin.strength * pin.weights[k]);
      }
    }
    return right;
  }

  // Jacobi preconditioned conjugate gradients, both coordinates side by side.
  void solve(const Points& right, int steps, Points& position) const {
    const std::size_t n = position.size();
    Points product(n), residual(n), direction(n), scaled(n);
    multiply(position, product);
    for (std::size_t i = 0; i < n; ++i) residual[i] = right[i] - product[i];
    const double goal = kResidual * kResidual * static_cast<double>(n);
    precondition(residual, scaled);
    direction = scaled;
    cv::Point2d rho = dot(residual, scaled);
    for (int step = 0; step < steps; ++step) {
      multiply(direction, product);
      const cv::Point2d alpha = ratio(rho, dot(direction, product));
      for (std::size_t i = 0; i < n; ++i) {
        position[i] += times(alpha, direction[i]);
        residual[i] -= times(alpha, product[i]);
      }
      const cv::Point2d left = dot(residual, residual);
      if (left.x < goal && left.y < goal) break;
      precondition(residual, scaled);
      const cv::Point2d next = dot(residual, scaled);
      const cv::Point2d beta = ratio(next, rho);
      rho = next;
      for (std::size_t i = 0; i < n; ++i) direction[i] = scaled[i] + times(beta, direction[i]);
    }
  }

 private:
  static cv::Point2d dot(const Points& a, const Points& b) {
    cv::Point2d sum;
    for (std::size_t i = 0; i < a.size(); ++i) sum += cv::Point2d(a[i].x * b[i].x, a[i].y * b[i].y);
    return sum;
  }
  static cv::Point2d ratio(cv::Point2d a, cv::Point2d b) {
    return {b.x > 0 ? a.x / b.x : 0, b.y > 0 ? a.y / b.y : 0};
  }
  static cv::Point2d times(cv::Point2d a, cv::Point2d b) { return {a.x * b.x, a.y * b.y}; }

  void add_cell(std::size_t index, const Points& position, Points& right) const {
    const MeshCell& cell = mesh_.cells[index];
    std::array<cv::Point2d, 6> wanted;
    double sine = 0;
    double cosine = 0;
    for (std::size_t k = 0; k < kEdges.size(); ++k) {
      const int from = cell.corners[kEdges[k][0]];
      const int to = cell.corners[kEdges[k][1]];
      wanted[k] = cv::Point2d(shapes_[index] * (mesh_.source[at(to)] - mesh_.source[at(from)]));
      const cv::Point2d now = position[at(to)] - position[at(from)];
      sine += wanted[k].cross(now);
      cosine += wanted[k].dot(now);
    }
    const double norm = std::hypot(sine, cosine);
    const cv::Point2d turn = norm > 1e-12 ? cv::Point2d(cosine, sine) / norm : cv::Point2d(1, 0);
    for (std::size_t k = 0; k < kEdges.size(); ++k) {
      const cv::Point2d edge(turn.x * wanted[k].x - turn.y * wanted[k].y,
                             turn.y * wanted[k].x + turn.x * wanted[k].y);
      right[at(cell.corners[kEdges[k][1]])] += edge;
      right[at(cell.corners[kEdges[k][0]])] -= edge;
    }
  }

  void precondition(const Points& residual, Points& out) const {
    for (std::size_t i = 0; i < residual.size(); ++i) out[i] = residual[i] / diagonal_[i];
  }

  void multiply(const Points& x, Points& y) const {
    for (std::size_t i = 0; i < x.size(); ++i) y[i] = x[i] * 1e-9;
    for (const MeshCell& cell : mesh_.cells) {
      const auto& [a, b, c, d] = cell.corners;
      const cv::Point2d sum = x[at(a)] + x[at(b)] + x[at(c)] + x[at(d)];
      for (const int corner : cell.corners) y[at(corner)] += x[at(corner)] * 4 - sum;
    }
    for (const MeshPin& pin : pins_) {
      cv::Point2d value;
      for (std::size_t k = 0; k < 4; ++k)
        value += x[at(pin.vertices[k])] * static_cast<double>(pin.weights[k]);
      for (std::size_t k = 0; k < 4; ++k) {
        y[at(pin.vertices[k])] += value * (static_cast<double>(pin.strength) * pin.weights[k]);
      }
    }
  }

  const WarpMesh& mesh_;
  const std::vector<cv::Matx22f>& shapes_;
  const std::vector<MeshPin>& pins_;
  std::vector<double> diagonal_;
};

}  // namespace

void relax(WarpMesh& mesh, const std::vector<cv::Matx22f>& shapes, const std::vector<MeshPin>& pins,
           const RelaxOptions& options) {
  CV_Assert(shapes.size() == mesh.cells.size() && mesh.target.size() == mesh.source.size());
  const Solver solver(mesh, shapes, pins);
  Points position(mesh.target.begin(), mesh.target.end());
  for (int round = 0; round < options.rounds; ++round) {
    solver.solve(solver.right_side(position), options.solver_steps, position);
  }
  for (std::size_t i = 0; i < position.size(); ++i) mesh.target[i] = cv::Point2f(position[i]);
}

}  // namespace drape::tryon::geometric
