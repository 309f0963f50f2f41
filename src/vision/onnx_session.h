#pragma once

#include <onnxruntime_cxx_api.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace drape::vision {

/// A network in ONNX Runtime.
struct OnnxSession {
  Ort::Env env;
  Ort::Session session;
};

/// From a file, or from the bytes of one. Both throw Ort::Exception: call them in guard_onnx.
[[nodiscard]] OnnxSession open_onnx(const std::filesystem::path& path, int threads);
[[nodiscard]] OnnxSession open_onnx_bytes(std::string_view bytes, int threads);

/// Runs the network on one input of floats and returns the tensors of the outputs. Throws as above. Many
/// threads may run one session.
[[nodiscard]] std::vector<Ort::Value> run_onnx(OnnxSession& onnx, const char* input_name,
                                               const Ort::Value& input,
                                               const std::vector<const char*>& output_names);

/// A tensor over the caller's floats, which must outlive it and are only read.
[[nodiscard]] Ort::Value float_tensor(const float* values, std::size_t count,
                                      const std::vector<std::int64_t>& shape);

/// ONNX Runtime's exceptions become internal errors here and nowhere else.
template <typename Work>
auto guard_onnx(std::string_view network, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Ort::Exception& exception) {
    return fail(Error::internal("network " + std::string(network) + ": " + exception.what()));
  }
}

}  // namespace drape::vision
