#include "vision/onnx_session.h"

#include <cstdlib>
#include <new>

namespace drape::vision {

namespace {

/// The official build of ONNX Runtime reports its use to its maker: it keeps a device id and a database in
/// the user's home and sends events. Whoever runs Drape was promised that nobody is called. It asks for this
/// when its environment is made, which the operator may not change back. Before main() begins: no other
/// thread reads the variables while this one changes them.
const bool telemetry_forbidden = ::setenv("ORT_DISABLE_TELEMETRY", "1", 1) == 0;

Ort::Env environment() {
  if (!telemetry_forbidden) throw std::bad_alloc();
  return {ORT_LOGGING_LEVEL_WARNING, "drape"};
}

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
  Ort::Env env = environment();
  Ort::Session session(env, path.c_str(), session_options(threads));
  return {std::move(env), std::move(session)};
}

OnnxSession open_onnx_bytes(std::string_view bytes, int threads) {
  Ort::Env env = environment();
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
