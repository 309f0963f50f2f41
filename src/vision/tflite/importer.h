#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.h"

namespace drape::tflite {

/// Translates a TFLite network into an encoded ONNX model of the same function: float weights, one node or
/// few for each operator, the same names, shapes and layout (batch, height, width, channels) of inputs and
/// outputs. Inside, pictures are channels first, as ONNX wants them. Fails with an internal error on a file
/// that is malformed or uses what is not supported; never crashes on any input. Deterministic. Thread safe.
[[nodiscard]] Result<std::string> import_tflite(std::span<const std::byte> file);

}  // namespace drape::tflite
