#include "tflite/importer.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "tflite/constants.h"
#include "tflite/model.h"
#include "tflite/onnx_graph.h"
#include "tflite/operator_checks.h"

namespace drape::tflite {

namespace {

constexpr std::size_t kConstantBytesMax = std::size_t{1} << 29U;

/// Which axis of a picture with channels last becomes each axis with channels first, and back.
const std::vector<std::int64_t> kToChannelsFirst = {0, 3, 1, 2};
const std::vector<std::int64_t> kToChannelsLast = {0, 2, 3, 1};
/// Where each axis with channels last goes when channels come first.
constexpr std::array<std::int64_t, 4> kAxisChannelsFirst = {0, 2, 3, 1};

/// How a constant stands in the ONNX model.
enum class ConstantLayout { kAsIs, kFlat, kPerChannel, kConvWeights, kDepthwiseWeights };

std::vector<float> permute(const std::vector<float>& values, const Shape& shape,
                           const std::array<std::size_t, 4>& order) {
  std::array<std::int64_t, 4> stride{};
  stride[3] = 1;
  for (std::size_t axis = 3; axis > 0; --axis) stride[axis - 1] = stride[axis] * shape[axis];
  std::vector<float> result;
  result.reserve(values.size());
  for (std::int64_t a = 0; a < shape[order[0]]; ++a) {
    for (std::int64_t b = 0; b < shape[order[1]]; ++b) {
      for (std::int64_t c = 0; c < shape[order[2]]; ++c) {
        const std::int64_t row = a * stride[order[0]] + b * stride[order[1]] + c * stride[order[2]];
        for (std::int64_t d = 0; d < shape[order[3]]; ++d) {
          result.push_back(values[static_cast<std::size_t>(row + d * stride[order[3]])]);
        }
      }
    }
  }
  return result;
}

/// Padding before and after that makes a sliding window end where TFLite's does.
std::pair<std::int64_t, std::int64_t> split_padding(std::int64_t total) {
  total = std::max<std::int64_t>(total, 0);
  return {total / 2, total - total / 2};
}

std::vector<std::int64_t> join_padding(std::int64_t height, std::int64_t width) {
  const auto [top, bottom] = split_padding(height);
  const auto [left, right] = split_padding(width);
  return {top, left, bottom, right};
}

/// Emits the operators of a model into an ONNX graph. REQUIRES of each operator that check_operator accepts
/// it.
class Translator {
 public:
  Translator(const Model& model, const std::vector<Values>& constants)
      : model_(model), constants_(constants), names_(model.tensors.size()) {}

  Result<std::string> translate();

 private:
  /// The ONNX names of a tensor's value in the two layouts; empty until somebody needs it.
  struct Names {
    std::string channels_last, channels_first;
    [[nodiscard]] bool known() const { return !channels_last.empty() || !channels_first.empty(); }
  };

  [[nodiscard]] Status check_inputs_known(const Operator& op) const;
  void emit(const Operator& op);
  void emit_convolution(const Operator& op);
  void emit_transpose_convolution(const Operator& op);
  void emit_pool(const Operator& op);
  void emit_binary(const Operator& op);
  void emit_unary(const Operator& op);
  void emit_prelu(const Operator& op);
  void emit_pad(const Operator& op);
  void emit_resize(const Operator& op);
  void emit_reshape(const Operator& op);
  void emit_concatenation(const Operator& op);
  void emit_depth_to_space(const Operator& op);
  void emit_mean(const Operator& op);
  void emit_fully_connected(const Operator& op);

  [[nodiscard]] const Shape& shape(int tensor) const { return model_.tensors[index(tensor)].shape; }
  [[nodiscard]] const std::vector<float>& values(int tensor) const { return *constants_[index(tensor)]; }
  [[nodiscard]] bool is_constant(int tensor) const { return constants_[index(tensor)] != nullptr; }
  [[nodiscard]] bool is_picture(int tensor) const { return shape(tensor).size() == 4; }
  [[nodiscard]] static std::size_t index(int tensor) { return static_cast<std::size_t>(tensor); }

  const std::string& channels_last(int tensor);
  const std::string& channels_first(int tensor);
  const std::string& constant(int tensor, ConstantLayout layout);
  [[nodiscard]] std::string add_constant(int tensor, ConstantLayout layout);
  void set_channels_first(const Operator& op, const std::string& value) {
    names_[index(op.outputs[0])].channels_first = activate(value, op.activation);
  }
  void set_channels_last(const Operator& op, const std::string& value) {
    names_[index(op.outputs[0])].channels_last = activate(value, op.activation);
  }
  std::string activate(const std::string& value, Activation activation);
  [[nodiscard]] std::vector<std::int64_t> padding(const Operator& op, const Extent& kernel) const;

  const Model& model_;
  const std::vector<Values>& constants_;
  OnnxGraph graph_;
  std::vector<Names> names_;
  std::map<std::pair<int, ConstantLayout>, std::string> constant_names_;
};

Result<std::string> Translator::translate() {
  for (const int input : model_.inputs) {
    const Tensor& tensor = model_.tensors[index(input)];
    if (tensor.type != ElementType::kFloat32 || tensor.is_constant() || tensor.name.empty()) {
      return fail(Error::internal("TFLite file: an input is not a named float tensor"));
    }
    names_[index(input)].channels_last = tensor.name;
    graph_.input(tensor.name, tensor.shape);
  }
  for (const Operator& op : model_.operators) {
    if (auto fits = check_operator(model_, constants_, op); !fits) return fail(fits.error());
    if (auto known = check_inputs_known(op); !known) return fail(known.error());
    emit(op);
    if (graph_.constant_bytes() > kConstantBytesMax) {
      return fail(Error::internal("TFLite file: the constants are too large"));
    }
  }
  for (const int output : model_.outputs) {
    const Tensor& tensor = model_.tensors[index(output)];
    if (tensor.name.empty() || (!names_[index(output)].known() && !is_constant(output))) {
      return fail(Error::internal("TFLite file: an output is never computed"));
    }
    graph_.node("Identity", {channels_last(output)}, {}, tensor.name);
    graph_.output(tensor.name, tensor.shape);
  }
  return graph_.encode();
}

Status Translator::check_inputs_known(const Operator& op) const {
  for (const int input : op.inputs) {
    if (input == Operator::kNoTensor || is_constant(input) || names_[index(input)].known()) continue;
    return fail(Error::internal("TFLite file: a value is used before it is computed"));
  }
  return {};
}

void Translator::emit(const Operator& op) {
  switch (op.kind) {
    case OperatorKind::kDequantize:
    case OperatorKind::kDensify:
      return;  // Constants, folded already.
    case OperatorKind::kConv:
    case OperatorKind::kDepthwiseConv:
      return emit_convolution(op);
    case OperatorKind::kTransposeConvBias:
      return emit_transpose_convolution(op);
    case OperatorKind::kMaxPool:
    case OperatorKind::kAveragePool:
      return emit_pool(op);
    case OperatorKind::kAdd:
    case OperatorKind::kMul:
      return emit_binary(op);
    case OperatorKind::kRelu:
    case OperatorKind::kLogistic:
    case OperatorKind::kTanh:
    case OperatorKind::kHardSwish:
      return emit_unary(op);
    case OperatorKind::kPrelu:
      return emit_prelu(op);
    case OperatorKind::kPad:
      return emit_pad(op);
    case OperatorKind::kResizeBilinear:
      return emit_resize(op);
    case OperatorKind::kReshape:
      return emit_reshape(op);
    case OperatorKind::kConcatenation:
      return emit_concatenation(op);
    case OperatorKind::kDepthToSpace:
      return emit_depth_to_space(op);
    case OperatorKind::kMean:
      return emit_mean(op);
    case OperatorKind::kFullyConnected:
      return emit_fully_connected(op);
  }
}

void Translator::emit_convolution(const Operator& op) {
  const bool depthwise = op.kind == OperatorKind::kDepthwiseConv;
  const auto& window = std::get<Window>(op.options);
  const Shape& weights = shape(op.inputs[1]);
  const Extent kernel = {weights[1], weights[2]};
  std::vector<std::string> inputs = {
      channels_first(op.inputs[0]),
      constant(op.inputs[1], depthwise ? ConstantLayout::kDepthwiseWeights : ConstantLayout::kConvWeights)};
  if (op.inputs.size() > 2 && op.inputs[2] != Operator::kNoTensor) {
    inputs.push_back(constant(op.inputs[2], ConstantLayout::kFlat));
  }
  const std::int64_t groups = depthwise ? shape(op.inputs[0])[3] : 1;
  set_channels_first(op,
                     graph_.node("Conv", inputs,
                                 {{"kernel_shape", std::vector{kernel.height, kernel.width}},
                                  {"strides", std::vector{window.stride.height, window.stride.width}},
                                  {"dilations", std::vector{window.dilation.height, window.dilation.width}},
                                  {"group", groups},
                                  {"pads", padding(op, kernel)}}));
}

void Translator::emit_transpose_convolution(const Operator& op) {
  const Extent stride = std::get<Window>(op.options).stride;
  const Shape& weights = shape(op.inputs[1]);
  const Shape& in = shape(op.inputs[0]);
  const Shape& out = shape(op.outputs[0]);
  const std::int64_t height = (in[1] - 1) * stride.height + weights[1] - out[1];
  const std::int64_t width = (in[2] - 1) * stride.width + weights[2] - out[2];
  const std::string value = graph_.node("ConvTranspose",
                                        {channels_first(op.inputs[0]),
                                         // ONNX: input channels, output channels, height, width.
                                         constant(op.inputs[1], ConstantLayout::kDepthwiseWeights),
                                         constant(op.inputs[2], ConstantLayout::kFlat)},
                                        {{"kernel_shape", std::vector{weights[1], weights[2]}},
                                         {"strides", std::vector{stride.height, stride.width}},
                                         {"pads", join_padding(height, width)}});
  set_channels_first(op, value);
}

void Translator::emit_pool(const Operator& op) {
  const auto& window = std::get<Window>(op.options);
  const char* type = op.kind == OperatorKind::kMaxPool ? "MaxPool" : "AveragePool";
  set_channels_first(op,
                     graph_.node(type, {channels_first(op.inputs[0])},
                                 {{"kernel_shape", std::vector{window.kernel.height, window.kernel.width}},
                                  {"strides", std::vector{window.stride.height, window.stride.width}},
                                  {"pads", padding(op, window.kernel)}}));
}

void Translator::emit_binary(const Operator& op) {
  const char* type = op.kind == OperatorKind::kMul ? "Mul" : "Add";
  const int a = op.inputs[0];
  const int b = op.inputs[1];
  if (is_picture(a) && is_picture(b)) {
    const std::string first = channels_first(a);
    set_channels_first(op, graph_.node(type, {first, channels_first(b)}));
  } else {
    const std::string first = channels_last(a);
    set_channels_last(op, graph_.node(type, {first, channels_last(b)}));
  }
}

void Translator::emit_unary(const Operator& op) {
  const char* type = op.kind == OperatorKind::kRelu       ? "Relu"
                     : op.kind == OperatorKind::kLogistic ? "Sigmoid"
                     : op.kind == OperatorKind::kTanh     ? "Tanh"
                                                          : "HardSwish";
  const Names& from = names_[index(op.inputs[0])];
  if (!from.channels_first.empty()) {
    set_channels_first(op, graph_.node(type, {from.channels_first}));
  } else {
    set_channels_last(op, graph_.node(type, {channels_last(op.inputs[0])}));
  }
}

void Translator::emit_prelu(const Operator& op) {
  const std::string value = channels_first(op.inputs[0]);
  set_channels_first(op, graph_.node("PRelu", {value, constant(op.inputs[1], ConstantLayout::kPerChannel)}));
}

void Translator::emit_pad(const Operator& op) {
  const std::vector<float>& given = values(op.inputs[1]);  // Before and after, for each axis.
  std::vector<std::int64_t> pads;
  for (const std::size_t after : {0U, 1U}) {
    for (const std::int64_t axis : kToChannelsFirst) {
      pads.push_back(static_cast<std::int64_t>(given[2 * static_cast<std::size_t>(axis) + after]));
    }
  }
  set_channels_first(op, graph_.node("Pad", {channels_first(op.inputs[0]), graph_.integers(pads)}));
}

void Translator::emit_resize(const Operator& op) {
  const ResizeMode mode = std::get<ResizeOptions>(op.options).mode;
  const std::string coordinates = mode == ResizeMode::kAlignCorners ? "align_corners"
                                  : mode == ResizeMode::kHalfPixel  ? "half_pixel"
                                                                    : "asymmetric";
  const Shape& in = shape(op.inputs[0]);
  const Shape& out = shape(op.outputs[0]);
  const std::string size = graph_.integers({in[0], in[3], out[1], out[2]});
  set_channels_first(
      op, graph_.node("Resize", {channels_first(op.inputs[0]), "", "", size},
                      {{"mode", std::string("linear")}, {"coordinate_transformation_mode", coordinates}}));
}

void Translator::emit_reshape(const Operator& op) {
  const std::string size = graph_.integers(shape(op.outputs[0]));
  set_channels_last(op, graph_.node("Reshape", {channels_last(op.inputs[0]), size}));
}

void Translator::emit_concatenation(const Operator& op) {
  const auto rank = static_cast<std::int64_t>(shape(op.outputs[0]).size());
  const std::int64_t axis = (std::get<ConcatenationOptions>(op.options).axis + rank) % rank;
  std::vector<std::string> parts;
  if (is_picture(op.outputs[0])) {
    for (const int input : op.inputs) parts.push_back(channels_first(input));
    const std::int64_t moved = kAxisChannelsFirst[static_cast<std::size_t>(axis)];
    set_channels_first(op, graph_.node("Concat", parts, {{"axis", moved}}));
  } else {
    for (const int input : op.inputs) parts.push_back(channels_last(input));
    set_channels_last(op, graph_.node("Concat", parts, {{"axis", axis}}));
  }
}

void Translator::emit_depth_to_space(const Operator& op) {
  const std::int64_t block = std::get<DepthToSpaceOptions>(op.options).block;
  set_channels_first(op, graph_.node("DepthToSpace", {channels_first(op.inputs[0])},
                                     {{"blocksize", block}, {"mode", std::string("DCR")}}));
}

void Translator::emit_mean(const Operator& op) {
  const bool keep = std::get<MeanOptions>(op.options).keep_dimensions;
  std::vector<std::int64_t> axes;
  for (const float axis : values(op.inputs[1])) {
    axes.push_back(keep ? kAxisChannelsFirst[static_cast<std::size_t>(axis)]
                        : static_cast<std::int64_t>(axis));
  }
  const std::vector<OnnxAttribute> attributes = {{"axes", axes}, {"keepdims", std::int64_t{keep ? 1 : 0}}};
  if (keep) {
    set_channels_first(op, graph_.node("ReduceMean", {channels_first(op.inputs[0])}, attributes));
  } else {
    set_channels_last(op, graph_.node("ReduceMean", {channels_last(op.inputs[0])}, attributes));
  }
}

void Translator::emit_fully_connected(const Operator& op) {
  const std::string rows = graph_.integers({-1, shape(op.inputs[1])[1]});
  std::vector<std::string> inputs = {graph_.node("Reshape", {channels_last(op.inputs[0]), rows}),
                                     constant(op.inputs[1], ConstantLayout::kAsIs)};
  if (op.inputs.size() > 2 && op.inputs[2] != Operator::kNoTensor) {
    inputs.push_back(constant(op.inputs[2], ConstantLayout::kFlat));
  }
  set_channels_last(op, graph_.node("Gemm", inputs, {{"transB", std::int64_t{1}}}));
}

const std::string& Translator::channels_last(int tensor) {
  Names& names = names_[index(tensor)];
  if (names.channels_last.empty()) {
    names.channels_last = is_constant(tensor)
                              ? constant(tensor, ConstantLayout::kAsIs)
                              : graph_.node("Transpose", {names.channels_first}, {{"perm", kToChannelsLast}});
  }
  return names.channels_last;
}

const std::string& Translator::channels_first(int tensor) {
  Names& names = names_[index(tensor)];
  if (names.channels_first.empty()) {
    names.channels_first = graph_.node("Transpose", {channels_last(tensor)}, {{"perm", kToChannelsFirst}});
  }
  return names.channels_first;
}

const std::string& Translator::constant(int tensor, ConstantLayout layout) {
  std::string& name = constant_names_[{tensor, layout}];
  if (name.empty()) name = add_constant(tensor, layout);
  return name;
}

std::string Translator::add_constant(int tensor, ConstantLayout layout) {
  const std::vector<float>& given = values(tensor);
  const Shape& s = shape(tensor);
  const auto count = static_cast<std::int64_t>(given.size());
  switch (layout) {
    case ConstantLayout::kAsIs:
      return graph_.floats(given, s);
    case ConstantLayout::kFlat:
      return graph_.floats(given, {count});
    case ConstantLayout::kPerChannel:
      return graph_.floats(given, {count, 1, 1});
    case ConstantLayout::kConvWeights:
      return graph_.floats(permute(given, s, {0, 3, 1, 2}), {s[0], s[3], s[1], s[2]});
    case ConstantLayout::kDepthwiseWeights:
      break;
  }
  return graph_.floats(permute(given, s, {3, 0, 1, 2}), {s[3], s[0], s[1], s[2]});
}

std::string Translator::activate(const std::string& value, Activation activation) {
  switch (activation) {
    case Activation::kNone:
      break;
    case Activation::kRelu:
      return graph_.node("Relu", {value});
    case Activation::kRelu6:
      return graph_.node("Clip", {value, graph_.floats({0}, {}), graph_.floats({6}, {})});
    case Activation::kTanh:
      return graph_.node("Tanh", {value});
  }
  return value;
}

std::vector<std::int64_t> Translator::padding(const Operator& op, const Extent& kernel) const {
  const auto& window = std::get<Window>(op.options);
  if (window.padding == Padding::kValid) return {0, 0, 0, 0};
  const Shape& in = shape(op.inputs[0]);
  const Shape& out = shape(op.outputs[0]);
  const auto needed = [](std::int64_t outputs, std::int64_t stride, std::int64_t reach, std::int64_t inputs) {
    return (outputs - 1) * stride + reach - inputs;
  };
  return join_padding(
      needed(out[1], window.stride.height, (kernel.height - 1) * window.dilation.height + 1, in[1]),
      needed(out[2], window.stride.width, (kernel.width - 1) * window.dilation.width + 1, in[2]));
}

}  // namespace

Result<std::string> import_tflite(std::span<const std::byte> file) {
  auto model = parse_model(file);
  if (!model) return fail(model.error());
  auto constants = fold_constants(*model);
  if (!constants) return fail(constants.error());
  return Translator(*model, *constants).translate();
}

}  // namespace drape::tflite
