#include "vision/network.h"

#include <cassert>
#include <string>

#include "vision/onnx_session.h"

namespace drape::vision {

struct Network::Session {
  const tflite::CatalogueEntry& entry;
  OnnxSession onnx;
};

namespace {

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
  return guard_onnx(entry.name, [&]() -> Result<Network> {
    OnnxSession onnx = open_onnx(path, threads);
    if (!has_signature(onnx.session, entry)) {
      return fail(Error::internal(path.string() + " has other inputs and outputs than expected"));
    }
    return Network(std::make_unique<Session>(Session{entry, std::move(onnx)}));
  });
}

int Network::side() const {
  return static_cast<int>(session_->entry.input.shape[1]);
}

Result<std::vector<Network::Values>> Network::run(const cv::Mat3f& input,
                                                  std::initializer_list<std::size_t> outputs) const {
  assert(input.isContinuous() && input.rows == side() && input.cols == side());
  const tflite::CatalogueEntry& entry = session_->entry;
  return guard_onnx(entry.name, [&]() -> Result<std::vector<Values>> {
    const Ort::Value tensor = float_tensor(input.ptr<float>(), 3 * input.total(), entry.input.shape);
    // Names in the catalogue are literals, so that they end with a zero.
    std::vector<const char*> output_names;
    for (const std::size_t output : outputs) output_names.push_back(entry.outputs.at(output).name.data());
    const std::vector<Ort::Value> results =
        run_onnx(session_->onnx, entry.input.name.data(), tensor, output_names);
    std::vector<Values> values;
    for (const Ort::Value& result : results) {
      const float* first = result.GetTensorData<float>();
      values.emplace_back(first, first + result.GetTensorTypeAndShapeInfo().GetElementCount());
    }
    return values;
  });
}

}  // namespace drape::vision
