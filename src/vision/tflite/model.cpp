#include "tflite/model.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

#include "tflite/flatbuffer.h"

namespace drape::tflite {

namespace {

constexpr std::size_t kTensorsMax = 20'000;
constexpr std::size_t kOperandsMax = 64;
constexpr std::size_t kRankMax = 6;
constexpr std::size_t kNameLengthMax = 1024;
constexpr std::size_t kSparseIndicesMax = 1U << 24U;
constexpr std::int64_t kDimensionMax = 1 << 20;
constexpr std::int64_t kElementsMax = 1 << 26;
constexpr std::int64_t kWindowMax = 1024;
constexpr int kCustomOperator = 32;

// Numbers of fields, from TensorFlow Lite's schema.fbs.
namespace field {
namespace model {
enum { kOperatorCodes = 1, kSubgraphs = 2, kBuffers = 4 };
}
namespace operator_code {
enum { kDeprecatedBuiltin = 0, kCustom = 1, kBuiltin = 3 };
}
namespace subgraph {
enum { kTensors = 0, kInputs, kOutputs, kOperators };
}
namespace tensor {
enum { kShape = 0, kType = 1, kBuffer = 2, kName = 3, kSparsity = 6 };
}
namespace sparsity {
enum { kTraversalOrder = 0, kBlockMap, kLevels };
}
namespace level {
enum { kFormat = 0, kDenseSize, kSegmentsType, kSegments, kIndicesType, kIndices };
}
namespace op {
enum { kCode = 0, kInputs = 1, kOutputs = 2, kOptions = 4, kCustomOptions = 5 };
}
namespace conv {
enum { kPadding = 0, kStrideWidth, kStrideHeight, kActivation, kDilationWidth, kDilationHeight };
}
namespace depthwise {
enum { kActivation = 4, kDilationWidth = 5, kDilationHeight = 6 };
}
namespace pool {
enum { kKernelWidth = 3, kKernelHeight = 4, kActivation = 5 };
}
namespace concatenation {
enum { kAxis = 0, kActivation = 1 };
}
namespace resize {
enum { kAlignCorners = 2, kHalfPixel = 3 };
}
constexpr int kOnlyOption = 0;  // add, mul, fully connected: activation; depth to space: block; mean: keep.
constexpr int kBufferData = 0;
constexpr int kIndexValues = 0;
}  // namespace field

struct KindOfCode {
  int code;
  OperatorKind kind;
};
constexpr KindOfCode kKinds[] = {
    {0, OperatorKind::kAdd},           {1, OperatorKind::kAveragePool},
    {2, OperatorKind::kConcatenation}, {3, OperatorKind::kConv},
    {4, OperatorKind::kDepthwiseConv}, {5, OperatorKind::kDepthToSpace},
    {6, OperatorKind::kDequantize},    {9, OperatorKind::kFullyConnected},
    {14, OperatorKind::kLogistic},     {17, OperatorKind::kMaxPool},
    {18, OperatorKind::kMul},          {19, OperatorKind::kRelu},
    {22, OperatorKind::kReshape},      {23, OperatorKind::kResizeBilinear},
    {28, OperatorKind::kTanh},         {34, OperatorKind::kPad},
    {40, OperatorKind::kMean},         {54, OperatorKind::kPrelu},
    {117, OperatorKind::kHardSwish},   {124, OperatorKind::kDensify},
};

/// Turns the tables of the file into a Model. Problems are noted in the source; the caller asks it at the
/// end.
class Parser {
 public:
  explicit Parser(std::span<const std::byte> file) : source_(file) {}

  Result<Model> parse();

 private:
  void read_kinds(const Table& root);
  [[nodiscard]] Tensor read_tensor(const Table& table, const std::vector<Table>& buffers);
  [[nodiscard]] Shape read_shape(const Table& table);
  [[nodiscard]] ElementType read_type(const Table& table);
  [[nodiscard]] Sparsity read_sparsity(const Table& table);
  [[nodiscard]] std::vector<std::int64_t> read_indices(int type, const Table& vector);
  [[nodiscard]] Operator read_operator(const Table& table);
  void read_options(const Table& options, Operator& op);
  [[nodiscard]] Window read_window(const Table& options);
  [[nodiscard]] Window read_transpose_window(std::span<const std::byte> raw);
  [[nodiscard]] Activation read_activation(const Table& options, int field_number);
  [[nodiscard]] std::vector<int> read_tensor_list(const Table& table, int field_number, int least);
  void require_window(const Extent& extent);

  ByteSource source_;
  std::vector<OperatorKind> kinds_;
  std::size_t tensor_count_ = 0;
};

Result<Model> Parser::parse() {
  constexpr std::size_t kIdentifierAt = 4;
  const auto identifier = source_.slice(kIdentifierAt, 4);
  if (identifier.empty() || std::memcmp(identifier.data(), "TFL3", 4) != 0) {
    return fail(Error::internal("not a TFLite file"));
  }
  const Table root = Table::root(source_);
  const std::vector<Table> graphs = root.tables(field::model::kSubgraphs, kOperandsMax);
  if (graphs.size() != 1) source_.reject("not exactly one graph");
  if (!source_.ok()) return fail(Error::internal("TFLite file: " + source_.reason()));

  read_kinds(root);
  const Table& graph = graphs.front();
  const std::vector<Table> buffers = root.tables(field::model::kBuffers, kTensorsMax);
  const std::vector<Table> tensors = graph.tables(field::subgraph::kTensors, kTensorsMax);
  const std::vector<Table> operators = graph.tables(field::subgraph::kOperators, kTensorsMax);
  tensor_count_ = tensors.size();
  Model model;
  for (const Table& tensor : tensors) {
    model.tensors.push_back(read_tensor(tensor, buffers));
    if (!source_.ok()) break;
  }
  model.inputs = read_tensor_list(graph, field::subgraph::kInputs, 0);
  model.outputs = read_tensor_list(graph, field::subgraph::kOutputs, 0);
  for (const Table& op : operators) {
    if (!source_.ok()) break;
    model.operators.push_back(read_operator(op));
  }
  if (!source_.ok()) return fail(Error::internal("TFLite file: " + source_.reason()));
  return model;
}

void Parser::read_kinds(const Table& root) {
  for (const Table& code : root.tables(field::model::kOperatorCodes, kTensorsMax)) {
    const int builtin = std::max<int>(code.scalar<std::int8_t>(field::operator_code::kDeprecatedBuiltin),
                                      code.scalar<std::int32_t>(field::operator_code::kBuiltin));
    if (builtin == kCustomOperator) {
      const std::string name = code.text(field::operator_code::kCustom, kNameLengthMax);
      if (name != "Convolution2DTransposeBias") source_.reject("custom operator not supported");
      kinds_.push_back(OperatorKind::kTransposeConvBias);
      continue;
    }
    const auto* const found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                           [&](const KindOfCode& kind) { return kind.code == builtin; });
    if (found == std::end(kKinds)) {
      source_.reject("operator " + std::to_string(builtin) + " not supported");
      return;
    }
    kinds_.push_back(found->kind);
  }
}

Tensor Parser::read_tensor(const Table& table, const std::vector<Table>& buffers) {
  Tensor tensor;
  tensor.name = table.text(field::tensor::kName, kNameLengthMax);
  tensor.shape = read_shape(table);
  tensor.type = read_type(table);
  const auto buffer = table.scalar<std::uint32_t>(field::tensor::kBuffer);
  if (buffer >= buffers.size()) {
    source_.reject("a tensor's data do not exist");
    return tensor;
  }
  tensor.data = buffers[buffer].bytes(field::kBufferData);
  const Table sparsity = table.table(field::tensor::kSparsity);
  if (sparsity.present()) tensor.sparsity = read_sparsity(sparsity);
  return tensor;
}

Shape Parser::read_shape(const Table& table) {
  Shape shape;
  std::int64_t elements = 1;
  for (const std::int32_t size : table.scalars<std::int32_t>(field::tensor::kShape, kRankMax)) {
    if (size < 1 || size > kDimensionMax || size > kElementsMax / elements) {
      source_.reject("a tensor has an impossible shape");
      return {1};
    }
    elements *= size;
    shape.push_back(size);
  }
  return shape;
}

ElementType Parser::read_type(const Table& table) {
  switch (table.scalar<std::int8_t>(field::tensor::kType)) {
    case 0:
      return ElementType::kFloat32;
    case 1:
      return ElementType::kFloat16;
    case 2:
      return ElementType::kInt32;
    default:
      source_.reject("element type not supported");
      return ElementType::kFloat32;
  }
}

Sparsity Parser::read_sparsity(const Table& table) {
  constexpr std::size_t kLevelsMax = 2 * kRankMax;
  Sparsity sparsity;
  sparsity.traversal_order = table.scalars<std::int32_t>(field::sparsity::kTraversalOrder, kLevelsMax);
  sparsity.block_map = table.scalars<std::int32_t>(field::sparsity::kBlockMap, kRankMax);
  for (const Table& source : table.tables(field::sparsity::kLevels, kLevelsMax)) {
    SparseLevel level;
    level.dense = source.scalar<std::int8_t>(field::level::kFormat) == 0;
    level.dense_size = source.scalar<std::int32_t>(field::level::kDenseSize);
    if (!level.dense) {
      level.segments = read_indices(source.scalar<std::uint8_t>(field::level::kSegmentsType),
                                    source.table(field::level::kSegments));
      level.indices = read_indices(source.scalar<std::uint8_t>(field::level::kIndicesType),
                                   source.table(field::level::kIndices));
    }
    sparsity.levels.push_back(std::move(level));
  }
  return sparsity;
}

std::vector<std::int64_t> Parser::read_indices(int type, const Table& vector) {
  const auto widen = [&]<typename T>(T) {
    const std::vector<T> values = vector.scalars<T>(field::kIndexValues, kSparseIndicesMax);
    return std::vector<std::int64_t>(values.begin(), values.end());
  };
  switch (type) {
    case 1:
      return widen(std::int32_t{});
    case 2:
      return widen(std::uint16_t{});
    case 3:
      return widen(std::uint8_t{});
    default:
      source_.reject("a sparse tensor has indices of an unknown type");
      return {};
  }
}

std::vector<int> Parser::read_tensor_list(const Table& table, int field_number, int least) {
  std::vector<int> indices;
  for (const std::int32_t index : table.scalars<std::int32_t>(field_number, kOperandsMax)) {
    if (index < least || index >= static_cast<std::int64_t>(tensor_count_)) {
      source_.reject("a tensor that does not exist is used");
      return {};
    }
    indices.push_back(index);
  }
  return indices;
}

Operator Parser::read_operator(const Table& table) {
  Operator op;
  op.inputs = read_tensor_list(table, field::op::kInputs, Operator::kNoTensor);
  op.outputs = read_tensor_list(table, field::op::kOutputs, 0);
  const auto code = table.scalar<std::uint32_t>(field::op::kCode);
  if (code >= kinds_.size()) {
    source_.reject("an operator of no known kind");
    return op;
  }
  op.kind = kinds_[code];
  if (op.kind == OperatorKind::kTransposeConvBias) {
    op.options = read_transpose_window(table.bytes(field::op::kCustomOptions));
  } else {
    read_options(table.table(field::op::kOptions), op);
  }
  return op;
}

void Parser::read_options(const Table& options, Operator& op) {
  switch (op.kind) {
    case OperatorKind::kConv: {
      Window window = read_window(options);
      window.dilation = {options.scalar<std::int32_t>(field::conv::kDilationHeight, 1),
                         options.scalar<std::int32_t>(field::conv::kDilationWidth, 1)};
      require_window(window.dilation);
      op.options = window;
      op.activation = read_activation(options, field::conv::kActivation);
      break;
    }
    case OperatorKind::kDepthwiseConv: {
      Window window = read_window(options);
      window.dilation = {options.scalar<std::int32_t>(field::depthwise::kDilationHeight, 1),
                         options.scalar<std::int32_t>(field::depthwise::kDilationWidth, 1)};
      require_window(window.dilation);
      op.options = window;
      op.activation = read_activation(options, field::depthwise::kActivation);
      break;
    }
    case OperatorKind::kMaxPool:
    case OperatorKind::kAveragePool: {
      Window window = read_window(options);
      window.kernel = {options.scalar<std::int32_t>(field::pool::kKernelHeight),
                       options.scalar<std::int32_t>(field::pool::kKernelWidth)};
      require_window(window.kernel);
      op.options = window;
      op.activation = read_activation(options, field::pool::kActivation);
      break;
    }
    case OperatorKind::kConcatenation:
      op.options = ConcatenationOptions{options.scalar<std::int32_t>(field::concatenation::kAxis)};
      op.activation = read_activation(options, field::concatenation::kActivation);
      break;
    case OperatorKind::kResizeBilinear: {
      const bool corners = options.scalar<std::uint8_t>(field::resize::kAlignCorners) != 0;
      const bool half_pixel = options.scalar<std::uint8_t>(field::resize::kHalfPixel) != 0;
      op.options = ResizeOptions{corners      ? ResizeMode::kAlignCorners
                                 : half_pixel ? ResizeMode::kHalfPixel
                                              : ResizeMode::kAsymmetric};
      break;
    }
    case OperatorKind::kDepthToSpace:
      op.options = DepthToSpaceOptions{options.scalar<std::int32_t>(field::kOnlyOption)};
      break;
    case OperatorKind::kMean:
      op.options = MeanOptions{options.scalar<std::uint8_t>(field::kOnlyOption) != 0};
      break;
    case OperatorKind::kAdd:
    case OperatorKind::kMul:
    case OperatorKind::kFullyConnected:
      op.activation = read_activation(options, field::kOnlyOption);
      break;
    default:
      break;
  }
}

Window Parser::read_window(const Table& options) {
  Window window;
  const auto padding = options.scalar<std::int8_t>(field::conv::kPadding);
  if (padding != 0 && padding != 1) source_.reject("padding of an unknown kind");
  window.padding = padding == 1 ? Padding::kValid : Padding::kSame;
  window.stride = {options.scalar<std::int32_t>(field::conv::kStrideHeight),
                   options.scalar<std::int32_t>(field::conv::kStrideWidth)};
  require_window(window.stride);
  return window;
}

/// The custom operator's options are TfLiteTransposeConvParams: padding, stride width, stride height.
Window Parser::read_transpose_window(std::span<const std::byte> raw) {
  ByteSource options(raw);
  Window window;
  window.padding = options.read<std::int32_t>(0) == 2 ? Padding::kValid : Padding::kSame;
  window.stride.width = options.read<std::int32_t>(4);
  window.stride.height = options.read<std::int32_t>(8);
  if (!options.ok()) source_.reject("options of a custom operator are cut off");
  require_window(window.stride);
  return window;
}

void Parser::require_window(const Extent& extent) {
  const auto sensible = [](std::int64_t size) { return size >= 1 && size <= kWindowMax; };
  if (!sensible(extent.height) || !sensible(extent.width)) source_.reject("a window of an impossible size");
}

Activation Parser::read_activation(const Table& options, int field_number) {
  switch (options.scalar<std::int8_t>(field_number)) {
    case 0:
      return Activation::kNone;
    case 1:
      return Activation::kRelu;
    case 3:
      return Activation::kRelu6;
    case 4:
      return Activation::kTanh;
    default:
      source_.reject("activation not supported");
      return Activation::kNone;
  }
}

}  // namespace

std::int64_t element_count(const Shape& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

Result<Model> parse_model(std::span<const std::byte> file) {
  return Parser(file).parse();
}

}  // namespace drape::tflite
