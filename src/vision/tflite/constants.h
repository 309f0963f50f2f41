#pragma once

#include <memory>
#include <vector>

#include "base/result.h"
#include "tflite/model.h"

namespace drape::tflite {

/// The values of a constant tensor in the order of its shape, last dimension fastest.
using Values = std::shared_ptr<const std::vector<float>>;

/// For each tensor of the model its values, or null when they are only known at run time. Half precision and
/// integers are widened to float, sparse tensors unfolded, and DEQUANTIZE and DENSIFY of constants followed.
/// Fails when data and shape do not agree, or when the constants together are too large.
[[nodiscard]] Result<std::vector<Values>> fold_constants(const Model& model);

/// Lays the values of a sparse tensor out densely. Fails when the index tree is not consistent.
[[nodiscard]] Result<std::vector<float>> densify(const Sparsity& sparsity, const Shape& shape,
                                                 const std::vector<float>& values);

/// IEEE 754 binary16 -> binary32, exact.
[[nodiscard]] float half_to_float(std::uint16_t half);

}  // namespace drape::tflite
