#include "tflite/constants.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace drape::tflite {

namespace {

constexpr std::int64_t kConstantElementsMax = 1 << 25;  // Of all constants together.

template <typename T, typename Convert>
std::vector<float> convert_all(std::span<const std::byte> data, Convert convert) {
  std::vector<float> values(data.size() / sizeof(T));
  for (std::size_t i = 0; i < values.size(); ++i) {
    T raw{};
    std::memcpy(&raw, data.data() + i * sizeof(T), sizeof(T));
    values[i] = convert(raw);
  }
  return values;
}

std::vector<float> widen(const Tensor& tensor) {
  switch (tensor.type) {
    case ElementType::kFloat16:
      return convert_all<std::uint16_t>(tensor.data, half_to_float);
    case ElementType::kInt32:
      return convert_all<std::int32_t>(tensor.data,
                                       [](std::int32_t value) { return static_cast<float>(value); });
    case ElementType::kFloat32:
      break;
  }
  return convert_all<float>(tensor.data, [](float value) { return value; });
}

/// Walks the index tree of a sparse tensor. `prepare` checks it so that `unfold` cannot leave any array.
class SparseTree {
 public:
  SparseTree(const Sparsity& sparsity, const Shape& shape)
      : levels_(sparsity.levels),
        order_(sparsity.traversal_order),
        blocks_(sparsity.block_map),
        shape_(shape) {}

  /// False when the tree is inconsistent or does not have `leaf_count` leaves.
  [[nodiscard]] bool prepare(std::size_t leaf_count);
  [[nodiscard]] std::vector<float> unfold(const std::vector<float>& values);

 private:
  [[nodiscard]] bool order_is_permutation() const;
  [[nodiscard]] bool map_level(std::size_t level);
  [[nodiscard]] bool count_nodes(std::size_t leaf_count) const;
  void visit(std::size_t level, std::int64_t node, std::int64_t offset);
  [[nodiscard]] std::int64_t stride(std::size_t dimension) const;

  const std::vector<SparseLevel>& levels_;
  const std::vector<std::int32_t>& order_;
  const std::vector<std::int32_t>& blocks_;
  const Shape& shape_;
  std::vector<std::int64_t> step_;  // Elements of the dense tensor that index 1 of a level moves.
  const std::vector<float>* values_ = nullptr;
  std::vector<float> dense_;
};

bool SparseTree::order_is_permutation() const {
  std::vector<std::int32_t> sorted = order_;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i] != static_cast<std::int32_t>(i)) return false;
  }
  return true;
}

std::int64_t SparseTree::stride(std::size_t dimension) const {
  return element_count(Shape(shape_.begin() + static_cast<std::ptrdiff_t>(dimension) + 1, shape_.end()));
}

/// Finds the step of one level and checks that its indices stay inside the tensor: a dimension cut into
/// blocks has two levels, block number and place in the block.
bool SparseTree::map_level(std::size_t level) {
  const auto entry = static_cast<std::size_t>(order_[level]);
  const std::size_t rank = shape_.size();
  const auto block_size = [&](std::size_t block) {
    const auto found = std::find(order_.begin(), order_.end(), static_cast<std::int32_t>(rank + block));
    return levels_[static_cast<std::size_t>(found - order_.begin())].dense_size;
  };
  std::int64_t size = 0;
  if (entry < rank) {
    const auto found = std::find(blocks_.begin(), blocks_.end(), static_cast<std::int32_t>(entry));
    const std::int64_t block =
        found == blocks_.end() ? 1 : block_size(static_cast<std::size_t>(found - blocks_.begin()));
    if (block < 1 || shape_[entry] % block != 0) return false;
    size = shape_[entry] / block;
    step_[level] = stride(entry) * block;
  } else {
    const std::int32_t dimension = blocks_[entry - rank];
    if (dimension < 0 || static_cast<std::size_t>(dimension) >= rank || !levels_[level].dense) return false;
    size = levels_[level].dense_size;
    step_[level] = stride(static_cast<std::size_t>(dimension));
  }
  const SparseLevel& source = levels_[level];
  if (source.dense) return source.dense_size == size;
  return std::all_of(source.indices.begin(), source.indices.end(),
                     [&](std::int64_t index) { return index >= 0 && index < size; });
}

bool SparseTree::count_nodes(std::size_t leaf_count) const {
  std::int64_t nodes = 1;
  for (const SparseLevel& level : levels_) {
    if (level.dense) {
      nodes *= level.dense_size;
      if (nodes > kConstantElementsMax) return false;
      continue;
    }
    const std::vector<std::int64_t>& segments = level.segments;
    if (segments.size() != static_cast<std::size_t>(nodes) + 1 || segments.front() != 0) return false;
    if (!std::is_sorted(segments.begin(), segments.end())) return false;
    nodes = segments.back();
    if (level.indices.size() != static_cast<std::size_t>(nodes)) return false;
  }
  return static_cast<std::size_t>(nodes) == leaf_count;
}

bool SparseTree::prepare(std::size_t leaf_count) {
  if (order_.size() != levels_.size() || order_.size() != shape_.size() + blocks_.size()) return false;
  std::vector<std::int32_t> blocked = blocks_;
  std::sort(blocked.begin(), blocked.end());
  if (std::adjacent_find(blocked.begin(), blocked.end()) != blocked.end()) return false;
  if (!order_is_permutation()) return false;
  step_.assign(levels_.size(), 0);
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    if (!map_level(level)) return false;
  }
  return count_nodes(leaf_count);
}

void SparseTree::visit(std::size_t level, std::int64_t node, std::int64_t offset) {
  if (level == levels_.size()) {
    dense_[static_cast<std::size_t>(offset)] = (*values_)[static_cast<std::size_t>(node)];
    return;
  }
  const SparseLevel& source = levels_[level];
  if (source.dense) {
    for (std::int64_t i = 0; i < source.dense_size; ++i) {
      visit(level + 1, node * source.dense_size + i, offset + i * step_[level]);
    }
    return;
  }
  const auto at = static_cast<std::size_t>(node);
  for (std::int64_t i = source.segments[at]; i < source.segments[at + 1]; ++i) {
    visit(level + 1, i, offset + source.indices[static_cast<std::size_t>(i)] * step_[level]);
  }
}

std::vector<float> SparseTree::unfold(const std::vector<float>& values) {
  dense_.assign(static_cast<std::size_t>(element_count(shape_)), 0.F);
  values_ = &values;
  visit(0, 0, 0);
  return std::move(dense_);
}

Result<std::vector<float>> decode(const Tensor& tensor) {
  std::vector<float> values = widen(tensor);
  if (tensor.sparsity) return densify(*tensor.sparsity, tensor.shape, values);
  const std::size_t element_size = tensor.type == ElementType::kFloat16 ? 2 : 4;
  if (tensor.data.size() != static_cast<std::size_t>(element_count(tensor.shape)) * element_size) {
    return fail(Error::internal("TFLite file: data of '" + tensor.name + "' do not fill its shape"));
  }
  return values;
}

}  // namespace

float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16U;
  const std::uint32_t exponent = (half >> 10U) & 0x1FU;
  const std::uint32_t mantissa = half & 0x3FFU;
  if (exponent == 0) {
    const float magnitude = std::ldexp(static_cast<float>(mantissa), -24);
    return sign != 0 ? -magnitude : magnitude;
  }
  constexpr std::uint32_t kBiasDifference = 127 - 15;
  const std::uint32_t wide = exponent == 0x1FU ? 0xFFU : exponent + kBiasDifference;
  return std::bit_cast<float>(sign | (wide << 23U) | (mantissa << 13U));
}

Result<std::vector<float>> densify(const Sparsity& sparsity, const Shape& shape,
                                   const std::vector<float>& values) {
  SparseTree tree(sparsity, shape);
  if (!tree.prepare(values.size())) {
    return fail(Error::internal("TFLite file: the indices of a sparse tensor are inconsistent"));
  }
  return tree.unfold(values);
}

Result<std::vector<Values>> fold_constants(const Model& model) {
  std::vector<Values> folded(model.tensors.size());
  std::int64_t total = 0;
  for (std::size_t i = 0; i < model.tensors.size(); ++i) {
    const Tensor& tensor = model.tensors[i];
    if (!tensor.is_constant()) continue;
    total += element_count(tensor.shape);
    if (total > kConstantElementsMax)
      return fail(Error::internal("TFLite file: the constants are too large"));
    auto values = decode(tensor);
    if (!values) return fail(values.error());
    folded[i] = std::make_shared<const std::vector<float>>(std::move(*values));
  }
  for (const Operator& op : model.operators) {
    if (op.kind != OperatorKind::kDequantize && op.kind != OperatorKind::kDensify) continue;
    const bool constant = op.inputs.size() == 1 && op.outputs.size() == 1 && op.inputs[0] >= 0 &&
                          folded[static_cast<std::size_t>(op.inputs[0])] != nullptr;
    if (!constant) return fail(Error::internal("TFLite file: DEQUANTIZE or DENSIFY of a value not constant"));
    const auto from = static_cast<std::size_t>(op.inputs[0]);
    const auto to = static_cast<std::size_t>(op.outputs[0]);
    if (model.tensors[from].shape != model.tensors[to].shape) {
      return fail(Error::internal("TFLite file: DEQUANTIZE or DENSIFY changes a shape"));
    }
    folded[to] = folded[from];
  }
  return folded;
}

}  // namespace drape::tflite
