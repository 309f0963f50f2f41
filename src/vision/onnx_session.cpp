#include "vision/onnx_session.h"

namespace drape::vision {

namespace {

Ort::SessionOptions session_options(int threads) {
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(threads);
  options.SetInterOpNumThreads(1);
  options.SetExecutionMode(ORT_SEQUENTIAL);
  options.SetGraphOptimizationLevel(ORT_ENABLE_ALL);
  options.SetDeterministicCompute(true);
  // What an inference took is given back after it: kept, the networks' arenas would be idle memory while the
  // engine, which needs most, works.
  options.DisableCpuMemArena();
  // Threads that wait for the next inference must not burn the cores that other requests need.
  options.AddConfigEntry("session.intra_op.allow_spinning", "0");
  return options;
}

}  // namespace

OnnxSession open_onnx(const std::filesystem::path& path, int threads) {
  Ort::Env env(ORT_LOGGING_LEVEL_WARNING, "drape");
  Ort::Session session(env, path.c_str(), session_options(threads));
  return {std::move(env), std::move(session)};
}

OnnxSession open_onnx_bytes(std::string_view bytes, int threads) {
  Ort::Env env(ORT_LOGGING_LEVEL_WARNING, "drape");
  Ort::Session session(env, bytes.data(), bytes.size(), session_options(threads));
  return {std::move(env), std::move(session)};
}

std::vector<Ort::Value> run_onnx(OnnxSession& onnx, const char* input_name, const Ort::Value& input,
                                 const std::vector<const char*>& output_names) {
  return onnx.session.Run(Ort::RunOptions{nullptr}, &input_name, &input, 1, output_names.data(),
                          output_names.size());
}

Ort::Value float_tensor(const float* values, std::size_t count, const std::vector<std::int64_t>& shape) {
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  // ONNX Runtime takes a mutable pointer but only reads from an input.
  return Ort::Value::CreateTensor<float>(memory, const_cast<float*>(values), count, shape.data(),
                                         shape.size());
}

}  // namespace drape::vision
