#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace drape::tflite {

using Shape = std::vector<std::int64_t>;

/// Number of elements. REQUIRES: a shape of a parsed model, so that nothing overflows.
[[nodiscard]] std::int64_t element_count(const Shape& shape);

enum class ElementType { kFloat32, kFloat16, kInt32 };

/// One level of a sparse tensor's index tree. Dense levels know their size, sparse ones list the children of
/// each node of the level above (segments) and what index each child has.
struct SparseLevel {
  bool dense = true;
  std::int64_t dense_size = 0;
  std::vector<std::int64_t> segments;
  std::vector<std::int64_t> indices;
};

/// How the values of a sparse tensor are laid out (the TACO format that TFLite uses).
struct Sparsity {
  std::vector<std::int32_t> traversal_order;
  std::vector<std::int32_t> block_map;
  std::vector<SparseLevel> levels;
};

struct Tensor {
  std::string name;
  Shape shape;  ///< Every dimension at least 1.
  ElementType type = ElementType::kFloat32;
  std::span<const std::byte> data;  ///< Empty for values computed at run time. Borrows the file.
  std::optional<Sparsity> sparsity;
  [[nodiscard]] bool is_constant() const { return !data.empty(); }
};

enum class OperatorKind {
  kAdd,
  kAveragePool,
  kConcatenation,
  kConv,
  kDepthwiseConv,
  kDepthToSpace,
  kDequantize,
  kFullyConnected,
  kLogistic,
  kMaxPool,
  kMul,
  kRelu,
  kReshape,
  kResizeBilinear,
  kTanh,
  kPad,
  kMean,
  kPrelu,
  kHardSwish,
  kDensify,
  kTransposeConvBias  ///< MediaPipe's own Convolution2DTransposeBias.
};

enum class Activation { kNone, kRelu, kRelu6, kTanh };
enum class Padding { kSame, kValid };
enum class ResizeMode { kAsymmetric, kHalfPixel, kAlignCorners };

struct Extent {
  std::int64_t height = 1;
  std::int64_t width = 1;
};

/// The sliding window of a convolution or a pooling. `kernel` is of poolings only: a convolution's is the
/// shape of its weights.
struct Window {
  Padding padding = Padding::kSame;
  Extent stride, dilation, kernel;
};
struct ConcatenationOptions {
  std::int64_t axis = 0;
};
struct ResizeOptions {
  ResizeMode mode = ResizeMode::kAsymmetric;
};
struct DepthToSpaceOptions {
  std::int64_t block = 1;
};
struct MeanOptions {
  bool keep_dimensions = false;
};

struct Operator {
  static constexpr int kNoTensor = -1;  ///< An optional input that is left out.

  OperatorKind kind = OperatorKind::kAdd;
  std::vector<int> inputs;   ///< Indices of tensors.
  std::vector<int> outputs;  ///< Indices of tensors, at least one.
  Activation activation = Activation::kNone;
  std::variant<std::monostate, Window, ConcatenationOptions, ResizeOptions, DepthToSpaceOptions, MeanOptions>
      options;
};

/// A TFLite network with one graph. Operators stand in the order of execution.
struct Model {
  std::vector<Tensor> tensors;
  std::vector<Operator> operators;
  std::vector<int> inputs;
  std::vector<int> outputs;
};

/// Reads a TFLite file. All indices, shapes and options of the result are checked to be sensible by
/// themselves; whether operators and tensors fit together is the importer's business. The model borrows
/// `file`. Fails with an internal error that says what is wrong or not supported. Never reads outside `file`.
[[nodiscard]] Result<Model> parse_model(std::span<const std::byte> file);

}  // namespace drape::tflite
