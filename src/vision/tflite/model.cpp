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
enum ModelField { kModelOperatorCodes = 1, kModelSubgraphs = 2, kModelBuffers = 4 };
enum OperatorCodeField { kCodeDeprecatedBuiltin = 0, kCodeCustom = 1, kCodeBuiltin = 3 };
enum SubgraphField { kGraphTensors = 0, kGraphInputs = 1, kGraphOutputs = 2, kGraphOperators = 3 };
enum TensorField {
  kTensorShape = 0,
  kTensorType = 1,
  kTensorBuffer = 2,
  kTensorName = 3,
  kTensorSparsity = 6
};
enum SparsityField { kSparsityTraversalOrder = 0, kSparsityBlockMap = 1, kSparsityLevels = 2 };
enum LevelField {
  kLevelFormat = 0,
  kLevelDenseSize = 1,
  kLevelSegmentsType = 2,
  kLevelSegments = 3,
  kLevelIndicesType = 4,
  kLevelIndices = 5
};
enum OperatorField {
  kOperatorCode = 0,
  kOperatorInputs = 1,
  kOperatorOutputs = 2,
  kOperatorOptions = 4,
  kOperatorCustomOptions = 5
};
enum WindowField { kWindowPadding = 0, kWindowStrideWidth = 1, kWindowStrideHeight = 2 };
enum ConvField { kConvActivation = 3, kConvDilationWidth = 4 };
enum DepthwiseField { kDepthwiseActivation = 4, kDepthwiseDilationWidth = 5 };
enum PoolField { kPoolKernelWidth = 3, kPoolActivation = 5 };
enum ConcatenationField { kConcatenationAxis = 0, kConcatenationActivation = 1 };
enum ResizeField { kResizeAlignCorners = 2, kResizeHalfPixel = 3 };
// Tables of which only the first field is read.
constexpr int kBufferData = 0;
constexpr int kIndexValues = 0;
constexpr int kBlockSize = 0;
constexpr int kKeepDimensions = 0;
constexpr int kActivation = 0;

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
  [[nodiscard]] Window read_convolution_window(const Table& options, int dilation_width_field);
  [[nodiscard]] Window read_pool_window(const Table& options);
  [[nodiscard]] Extent read_extent(const Table& options, int width_field, std::int32_t fallback);
  [[nodiscard]] static ResizeOptions read_resize(const Table& options);
  [[nodiscard]] Window read_transpose_window(std::span<const std::byte> raw);
  [[nodiscard]] Activation read_activation(const Table& options, int field_number);
  [[nodiscard]] std::vector<int> read_tensor_list(const Table& table, int field_number, int least);
  void require_sensible(const Extent& extent);

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
  const std::vector<Table> graphs = root.tables(kModelSubgraphs, kOperandsMax);
  if (graphs.size() != 1) source_.reject("not exactly one graph");
  if (!source_.ok()) return fail(Error::internal("TFLite file: " + source_.reason()));

  read_kinds(root);
  const Table& graph = graphs.front();
  const std::vector<Table> buffers = root.tables(kModelBuffers, kTensorsMax);
  const std::vector<Table> tensors = graph.tables(kGraphTensors, kTensorsMax);
  const std::vector<Table> operators = graph.tables(kGraphOperators, kTensorsMax);
  tensor_count_ = tensors.size();
  Model model;
  for (const Table& tensor : tensors) {
    model.tensors.push_back(read_tensor(tensor, buffers));
    if (!source_.ok()) break;
  }
  model.inputs = read_tensor_list(graph, kGraphInputs, 0);
  model.outputs = read_tensor_list(graph, kGraphOutputs, 0);
  for (const Table& op : operators) {
    if (!source_.ok()) break;
    model.operators.push_back(read_operator(op));
  }
  if (!source_.ok()) return fail(Error::internal("TFLite file: " + source_.reason()));
  return model;
}

void Parser::read_kinds(const Table& root) {
  for (const Table& code : root.tables(kModelOperatorCodes, kTensorsMax)) {
    const int builtin = std::max<int>(code.scalar<std::int8_t>(kCodeDeprecatedBuiltin),
                                      code.scalar<std::int32_t>(kCodeBuiltin));
    if (builtin == kCustomOperator) {
      const std::string name = code.text(kCodeCustom, kNameLengthMax);
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
  tensor.name = table.text(kTensorName, kNameLengthMax);
  tensor.shape = read_shape(table);
  tensor.type = read_type(table);
  const auto buffer = table.scalar<std::uint32_t>(kTensorBuffer);
  if (buffer >= buffers.size()) {
    source_.reject("a tensor's data do not exist");
    return tensor;
  }
  tensor.data = buffers[buffer].bytes(kBufferData);
  const Table sparsity = table.table(kTensorSparsity);
  if (sparsity.present()) tensor.sparsity = read_sparsity(sparsity);
  return tensor;
}

Shape Parser::read_shape(const Table& table) {
  Shape shape;
  std::int64_t elements = 1;
  for (const std::int32_t size : table.scalars<std::int32_t>(kTensorShape, kRankMax)) {
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
  switch (table.scalar<std::int8_t>(kTensorType)) {
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
  sparsity.traversal_order = table.scalars<std::int32_t>(kSparsityTraversalOrder, kLevelsMax);
  sparsity.block_map = table.scalars<std::int32_t>(kSparsityBlockMap, kRankMax);
  for (const Table& source : table.tables(kSparsityLevels, kLevelsMax)) {
    SparseLevel level;
    level.dense = source.scalar<std::int8_t>(kLevelFormat) == 0;
    level.dense_size = source.scalar<std::int32_t>(kLevelDenseSize);
    if (!level.dense) {
      level.segments =
          read_indices(source.scalar<std::uint8_t>(kLevelSegmentsType), source.table(kLevelSegments));
      level.indices =
          read_indices(source.scalar<std::uint8_t>(kLevelIndicesType), source.table(kLevelIndices));
    }
    sparsity.levels.push_back(std::move(level));
  }
  return sparsity;
}

std::vector<std::int64_t> Parser::read_indices(int type, const Table& vector) {
  const auto widen = [&]<typename T>(T) {
    const std::vector<T> values = vector.scalars<T>(kIndexValues, kSparseIndicesMax);
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
  op.inputs = read_tensor_list(table, kOperatorInputs, Operator::kNoTensor);
  op.outputs = read_tensor_list(table, kOperatorOutputs, 0);
  const auto code = table.scalar<std::uint32_t>(kOperatorCode);
  if (code >= kinds_.size()) {
    source_.reject("an operator of no known kind");
    return op;
  }
  op.kind = kinds_[code];
  if (op.kind == OperatorKind::kTransposeConvBias) {
    op.options = read_transpose_window(table.bytes(kOperatorCustomOptions));
  } else {
    read_options(table.table(kOperatorOptions), op);
  }
  return op;
}

void Parser::read_options(const Table& options, Operator& op) {
  switch (op.kind) {
    case OperatorKind::kConv:
      op.options = read_convolution_window(options, kConvDilationWidth);
      op.activation = read_activation(options, kConvActivation);
      break;
    case OperatorKind::kDepthwiseConv:
      op.options = read_convolution_window(options, kDepthwiseDilationWidth);
      op.activation = read_activation(options, kDepthwiseActivation);
      break;
    case OperatorKind::kMaxPool:
    case OperatorKind::kAveragePool:
      op.options = read_pool_window(options);
      op.activation = read_activation(options, kPoolActivation);
      break;
    case OperatorKind::kConcatenation:
      op.options = ConcatenationOptions{options.scalar<std::int32_t>(kConcatenationAxis)};
      op.activation = read_activation(options, kConcatenationActivation);
      break;
    case OperatorKind::kResizeBilinear:
      op.options = read_resize(options);
      break;
    case OperatorKind::kDepthToSpace:
      op.options = DepthToSpaceOptions{options.scalar<std::int32_t>(kBlockSize)};
      break;
    case OperatorKind::kMean:
      op.options = MeanOptions{options.scalar<std::uint8_t>(kKeepDimensions) != 0};
      break;
    case OperatorKind::kAdd:
    case OperatorKind::kMul:
    case OperatorKind::kFullyConnected:
      op.activation = read_activation(options, kActivation);
      break;
    default:
      break;
  }
}

Window Parser::read_window(const Table& options) {
  Window window;
  const auto padding = options.scalar<std::int8_t>(kWindowPadding);
  if (padding != 0 && padding != 1) source_.reject("padding of an unknown kind");
  window.padding = padding == 1 ? Padding::kValid : Padding::kSame;
  window.stride = read_extent(options, kWindowStrideWidth, 0);
  return window;
}

Window Parser::read_convolution_window(const Table& options, int dilation_width_field) {
  Window window = read_window(options);
  window.dilation = read_extent(options, dilation_width_field, 1);
  return window;
}

Window Parser::read_pool_window(const Table& options) {
  Window window = read_window(options);
  window.kernel = read_extent(options, kPoolKernelWidth, 0);
  return window;
}

/// A width and, in the next field, a height.
Extent Parser::read_extent(const Table& options, int width_field, std::int32_t fallback) {
  const Extent extent = {options.scalar<std::int32_t>(width_field + 1, fallback),
                         options.scalar<std::int32_t>(width_field, fallback)};
  require_sensible(extent);
  return extent;
}

ResizeOptions Parser::read_resize(const Table& options) {
  if (options.scalar<std::uint8_t>(kResizeAlignCorners) != 0) return {ResizeMode::kAlignCorners};
  if (options.scalar<std::uint8_t>(kResizeHalfPixel) != 0) return {ResizeMode::kHalfPixel};
  return {ResizeMode::kAsymmetric};
}

/// The custom operator's options are TfLiteTransposeConvParams: padding, stride width, stride height.
Window Parser::read_transpose_window(std::span<const std::byte> raw) {
  ByteSource options(raw);
  Window window;
  window.padding = options.read<std::int32_t>(0) == 2 ? Padding::kValid : Padding::kSame;
  window.stride.width = options.read<std::int32_t>(4);
  window.stride.height = options.read<std::int32_t>(8);
  if (!options.ok()) source_.reject("options of a custom operator are cut off");
  require_sensible(window.stride);
  return window;
}

void Parser::require_sensible(const Extent& extent) {
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
