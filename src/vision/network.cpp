#include "vision/network.h"

#include <onnxruntime_cxx_api.h>

#include <cassert>
#include <string>

namespace drape::vision {

struct Network::Session {
  const tflite::CatalogueEntry& entry;
  Ort::Env env;
  Ort::Session session;
};

namespace {

/// ONNX Runtime's exceptions become errors here and nowhere else.
template <typename Work>
auto guard(const tflite::CatalogueEntry& entry, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const Ort::Exception& exception) {
    return fail(Error::internal("network " + std::string(entry.name) + ": " + exception.what()));
  }
}

Ort::SessionOptions session_options(int threads) {
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(threads);
  options.SetInterOpNumThreads(1);
  options.SetExecutionMode(ORT_SEQUENTIAL);
  options.SetGraphOptimizationLevel(ORT_ENABLE_ALL);
  options.SetDeterministicCompute(true);
  // Threads that wait for the next inference must not burn the cores that other requests need.
  options.AddConfigEntry("session.intra_op.allow_spinning", "0");
  return options;
}

bool matches(const tflite::Port& port, const std::string& name, const Ort::TypeInfo& type) {
  if (type.GetONNXType() != ONNX_TYPE_TENSOR) return false;
  const auto tensor = type.GetTensorTypeAndShapeInfo();
  return name == port.name && tensor.GetElementType() == ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT &&
         tensor.GetShape() == port.shape;
}

bool has_signature(const Ort::Session& session, const tflite::CatalogueEntry& entry) {
  if (session.GetInputCount() != 1 || session.GetOutputCount() != entry.outputs.size()) return false;
  const Ort::AllocatorWithDefaultOptions allocator;
  if (!matches(entry.input, session.GetInputNameAllocated(0, allocator).get(), session.GetInputTypeInfo(0))) {
    return false;
  }
  for (std::size_t i = 0; i < entry.outputs.size(); ++i) {
    const std::string name = session.GetOutputNameAllocated(i, allocator).get();
    if (!matches(entry.outputs[i], name, session.GetOutputTypeInfo(i))) return false;
  }
  return true;
}

}  // namespace

Network::Network(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Network::Network(Network&&) noexcept = default;
Network& Network::operator=(Network&&) noexcept = default;
Network::~Network() = default;

Result<Network> Network::load(const std::filesystem::path& folder, const tflite::CatalogueEntry& entry,
                              int threads) {
  const std::filesystem::path path = folder / (std::string(entry.name) + ".onnx");
  return guard(entry, [&]() -> Result<Network> {
    Ort::Env env(ORT_LOGGING_LEVEL_WARNING, "drape");
    Ort::Session session(env, path.c_str(), session_options(threads));
    if (!has_signature(session, entry)) {
      return fail(Error::internal(path.string() + " has other inputs and outputs than expected"));
    }
    return Network(std::make_unique<Session>(Session{entry, std::move(env), std::move(session)}));
  });
}

int Network::side() const {
  return static_cast<int>(session_->entry.input.shape[1]);
}

Result<std::vector<Network::Values>> Network::run(const cv::Mat3f& input,
                                                  std::initializer_list<std::size_t> outputs) const {
  assert(input.isContinuous() && input.rows == side() && input.cols == side());
  const tflite::CatalogueEntry& entry = session_->entry;
  return guard(entry, [&]() -> Result<std::vector<Values>> {
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    // ONNX Runtime takes a mutable pointer but only reads from an input.
    auto* data = const_cast<float*>(input.ptr<float>());
    const Ort::Value tensor = Ort::Value::CreateTensor<float>(
        memory, data, 3 * input.total(), entry.input.shape.data(), entry.input.shape.size());
    // Names in the catalogue are literals, so that they end with a zero.
    const char* input_name = entry.input.name.data();
    std::vector<const char*> output_names;
    for (const std::size_t output : outputs) output_names.push_back(entry.outputs.at(output).name.data());
    const std::vector<Ort::Value> results = session_->session.Run(
        Ort::RunOptions{nullptr}, &input_name, &tensor, 1, output_names.data(), output_names.size());
    std::vector<Values> values;
    for (const Ort::Value& result : results) {
      const float* first = result.GetTensorData<float>();
      values.emplace_back(first, first + result.GetTensorTypeAndShapeInfo().GetElementCount());
    }
    return values;
  });
}

}  // namespace drape::vision
