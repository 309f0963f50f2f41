#pragma once

#include <vector>

#include "base/result.h"
#include "tflite/constants.h"
#include "tflite/model.h"

namespace drape::tflite {

/// Checks that an operator has the operands that its kind needs, with the ranks, sizes and constants that the
/// translation relies on. DEQUANTIZE and DENSIFY are not looked at: `fold_constants` has dealt with them.
[[nodiscard]] Status check_operator(const Model& model, const std::vector<Values>& constants,
                                    const Operator& op);

}  // namespace drape::tflite
