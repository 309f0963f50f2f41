#include "tflite/operator_checks.h"

#include <algorithm>

namespace drape::tflite {

namespace {

constexpr std::size_t kPictureRank = 4;  // Batch, height, width, channels.
constexpr float kPadMax = 1024;
constexpr std::int64_t kBlockMax = 64;

/// The operands of one operator under test.
class Operands {
 public:
  Operands(const Model& model, const std::vector<Values>& constants, const Operator& op)
      : model_(model), constants_(constants), op_(op) {}

  [[nodiscard]] bool count_is(std::size_t least, std::size_t most) const {
    return op_.inputs.size() >= least && op_.inputs.size() <= most && op_.outputs.size() == 1;
  }
  [[nodiscard]] bool given(std::size_t input) const {
    return input < op_.inputs.size() && op_.inputs[input] != Operator::kNoTensor;
  }
  [[nodiscard]] bool first_given(std::size_t count) const {
    for (std::size_t i = 0; i < count; ++i) {
      if (!given(i)) return false;
    }
    return true;
  }
  [[nodiscard]] const Shape& shape(std::size_t input) const { return tensor(op_.inputs[input]).shape; }
  [[nodiscard]] const Shape& output() const { return tensor(op_.outputs[0]).shape; }
  [[nodiscard]] bool pictures() const {
    return shape(0).size() == kPictureRank && output().size() == kPictureRank;
  }
  [[nodiscard]] const std::vector<float>* constant(std::size_t input) const {
    return given(input) ? constants_[static_cast<std::size_t>(op_.inputs[input])].get() : nullptr;
  }
  [[nodiscard]] bool constant_of(std::size_t input, std::int64_t count) const {
    const std::vector<float>* values = constant(input);
    return values != nullptr && values->size() == static_cast<std::size_t>(count);
  }
  /// An absent bias is fine, a wrong one is not.
  [[nodiscard]] bool bias_fits(std::size_t input, std::int64_t count) const {
    return !given(input) || constant_of(input, count);
  }

 private:
  [[nodiscard]] const Tensor& tensor(int index) const {
    return model_.tensors[static_cast<std::size_t>(index)];
  }

  const Model& model_;
  const std::vector<Values>& constants_;
  const Operator& op_;
};

bool weights_are(const Operands& operands, std::size_t rank) {
  return operands.constant(1) != nullptr && operands.shape(1).size() == rank;
}

bool convolution_fits(const Operands& operands) {
  if (!operands.pictures() || !weights_are(operands, kPictureRank)) return false;
  const Shape& weights = operands.shape(1);  // Output channels, height, width, input channels.
  return weights[3] == operands.shape(0)[3] && weights[0] == operands.output()[3] &&
         operands.bias_fits(2, weights[0]);
}

bool depthwise_fits(const Operands& operands) {
  if (!operands.pictures() || !weights_are(operands, kPictureRank)) return false;
  const Shape& weights = operands.shape(1);  // 1, height, width, output channels.
  return weights[0] == 1 && weights[3] % operands.shape(0)[3] == 0 && weights[3] == operands.output()[3] &&
         operands.bias_fits(2, weights[3]);
}

bool fully_connected_fits(const Operands& operands) {
  if (!weights_are(operands, 2)) return false;
  const Shape& weights = operands.shape(1);  // Outputs, inputs.
  return element_count(operands.shape(0)) % weights[1] == 0 && operands.bias_fits(2, weights[0]);
}

bool pad_fits(const Operands& operands) {
  if (!operands.pictures() || !operands.constant_of(1, 2 * kPictureRank)) return false;
  const std::vector<float>& pads = *operands.constant(1);
  return std::all_of(pads.begin(), pads.end(), [](float pad) { return pad >= 0 && pad <= kPadMax; });
}

bool concatenation_fits(const Operands& operands, const Operator& op) {
  const auto rank = static_cast<std::int64_t>(operands.output().size());
  const std::int64_t axis = std::get<ConcatenationOptions>(op.options).axis;
  if (!operands.first_given(op.inputs.size()) || axis < -rank || axis >= rank) return false;
  for (std::size_t i = 0; i < op.inputs.size(); ++i) {
    if (operands.shape(i).size() != operands.output().size()) return false;
  }
  return true;
}

bool depth_to_space_fits(const Operands& operands, const Operator& op) {
  const std::int64_t block = std::get<DepthToSpaceOptions>(op.options).block;
  return operands.pictures() && block >= 1 && block <= kBlockMax &&
         operands.shape(0)[3] % (block * block) == 0;
}

bool mean_fits(const Operands& operands, const Operator& op) {
  const std::vector<float>* axes = operands.constant(1);
  if (axes == nullptr || operands.shape(0).size() != kPictureRank) return false;
  if (std::get<MeanOptions>(op.options).keep_dimensions && !operands.pictures()) return false;
  return std::all_of(axes->begin(), axes->end(), [](float axis) { return axis >= 0 && axis < kPictureRank; });
}

bool fits(const Operands& operands, const Operator& op) {
  constexpr std::size_t kAny = 64;
  switch (op.kind) {
    case OperatorKind::kDequantize:
    case OperatorKind::kDensify:
      return true;
    case OperatorKind::kConv:
      return operands.count_is(2, 3) && operands.first_given(2) && convolution_fits(operands);
    case OperatorKind::kTransposeConvBias:
      return operands.count_is(3, 3) && operands.first_given(3) && convolution_fits(operands);
    case OperatorKind::kDepthwiseConv:
      return operands.count_is(2, 3) && operands.first_given(2) && depthwise_fits(operands);
    case OperatorKind::kFullyConnected:
      return operands.count_is(2, 3) && operands.first_given(2) && fully_connected_fits(operands);
    case OperatorKind::kAdd:
    case OperatorKind::kMul:
      return operands.count_is(2, 2) && operands.first_given(2);
    case OperatorKind::kAveragePool:
    case OperatorKind::kMaxPool:
    case OperatorKind::kResizeBilinear:
      return operands.count_is(1, 2) && operands.first_given(1) && operands.pictures();
    case OperatorKind::kPad:
      return operands.count_is(2, 2) && operands.first_given(2) && pad_fits(operands);
    case OperatorKind::kPrelu:
      return operands.count_is(2, 2) && operands.first_given(2) && operands.pictures() &&
             operands.constant_of(1, operands.shape(0)[3]);
    case OperatorKind::kReshape:
      return operands.count_is(1, 2) && operands.first_given(1) &&
             element_count(operands.shape(0)) == element_count(operands.output());
    case OperatorKind::kConcatenation:
      return operands.count_is(1, kAny) && operands.first_given(1) && concatenation_fits(operands, op);
    case OperatorKind::kDepthToSpace:
      return operands.count_is(1, 1) && operands.first_given(1) && depth_to_space_fits(operands, op);
    case OperatorKind::kMean:
      return operands.count_is(2, 2) && operands.first_given(2) && mean_fits(operands, op);
    case OperatorKind::kLogistic:
    case OperatorKind::kRelu:
    case OperatorKind::kTanh:
    case OperatorKind::kHardSwish:
      return operands.count_is(1, 1) && operands.first_given(1);
  }
  return false;
}

}  // namespace

Status check_operator(const Model& model, const std::vector<Values>& constants, const Operator& op) {
  if (fits(Operands(model, constants, op), op)) return {};
  return fail(Error::internal("TFLite file: the operands of operator kind " +
                              std::to_string(static_cast<int>(op.kind)) + " do not fit it"));
}

}  // namespace drape::tflite
