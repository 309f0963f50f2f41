#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace drape::onnx {

/// The same network in a form that ONNX Runtime takes and computes without waste:
/// * only what the `outputs` need stays in it;
/// * constants (initializers) are no inputs of the graph, so that they can be folded;
/// * a dilated convolution has its padding in numbers: for `auto_pad` with dilations the runtime has no rule.
/// Fails with kInvalidInput: "model_broken" (no whole network), "model_output_missing" (no such output),
/// "model_unsupported" (weights in another file; a padding that depends on the size of the picture).
[[nodiscard]] Result<std::string> repair_for_runtime(std::string_view model,
                                                     std::span<const std::string> outputs);

}  // namespace drape::onnx
