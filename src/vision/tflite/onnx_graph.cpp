#include "tflite/onnx_graph.h"

#include "onnx/schema.h"
#include "onnx/wire.h"

namespace drape::tflite {

namespace {

using namespace onnx;

constexpr std::int64_t kIrVersion = 8;
constexpr std::int64_t kOperatorSetVersion = 14;

Message encode_attribute(const OnnxAttribute& attribute) {
  Message message;
  message.bytes(kAttributeName, attribute.name);
  if (const auto* integer = std::get_if<std::int64_t>(&attribute.value)) {
    message.integer(kAttributeInteger, *integer).integer(kAttributeKind, kKindInteger);
  } else if (const auto* text = std::get_if<std::string>(&attribute.value)) {
    message.bytes(kAttributeString, *text).integer(kAttributeKind, kKindString);
  } else {
    for (const std::int64_t value : std::get<std::vector<std::int64_t>>(attribute.value)) {
      message.integer(kAttributeIntegers, value);
    }
    message.integer(kAttributeKind, kKindIntegers);
  }
  return message;
}

Message encode_value(std::string_view name, const OnnxGraph::Dimensions& dimensions) {
  Message shape;
  for (const std::int64_t size : dimensions) {
    shape.message(kShapeDimension, Message().integer(kDimensionValue, size));
  }
  Message tensor;
  tensor.integer(kTypeElement, kFloat).message(kTypeShape, shape);
  Message value;
  value.bytes(kValueName, name);
  value.message(kValueType, Message().message(kTypeTensor, tensor));
  return value;
}

template <typename T>
std::string_view raw_bytes(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

std::string OnnxGraph::node(std::string_view type, const std::vector<std::string>& inputs,
                            const std::vector<OnnxAttribute>& attributes, std::string output) {
  if (output.empty()) output = fresh_name("value");
  Message node;
  for (const std::string& name : inputs) node.bytes(kNodeInput, name);
  node.bytes(kNodeOutput, output);
  node.bytes(kNodeName, fresh_name("node"));
  node.bytes(kNodeType, type);
  for (const OnnxAttribute& attribute : attributes) {
    node.message(kNodeAttribute, encode_attribute(attribute));
  }
  nodes_ += Message().message(kGraphNode, node).encoded();
  return output;
}

std::string OnnxGraph::constant(std::string_view raw, const Dimensions& dimensions, std::int64_t data_type) {
  std::string name = fresh_name("constant");
  Message tensor;
  for (const std::int64_t size : dimensions) tensor.integer(kTensorDimension, size);
  tensor.integer(kTensorDataType, data_type);
  tensor.bytes(kTensorName, name);
  tensor.bytes(kTensorRawData, raw);
  initializers_ += Message().message(kGraphInitializer, tensor).encoded();
  return name;
}

std::string OnnxGraph::floats(const std::vector<float>& values, const Dimensions& dimensions) {
  return constant(raw_bytes(values), dimensions, kFloat);
}

std::string OnnxGraph::integers(const std::vector<std::int64_t>& values) {
  return constant(raw_bytes(values), {static_cast<std::int64_t>(values.size())}, kInt64);
}

void OnnxGraph::input(std::string_view name, const Dimensions& dimensions) {
  inputs_ += Message().message(kGraphInput, encode_value(name, dimensions)).encoded();
}

void OnnxGraph::output(std::string_view name, const Dimensions& dimensions) {
  outputs_ += Message().message(kGraphOutput, encode_value(name, dimensions)).encoded();
}

std::string OnnxGraph::encode() const {
  Message graph;
  graph.raw(nodes_).bytes(kGraphName, "graph").raw(initializers_).raw(inputs_).raw(outputs_);
  Message model;
  model.integer(kModelIrVersion, kIrVersion).bytes(kModelProducer, "drape");
  model.message(kModelGraph, graph);
  model.message(kModelOperatorSet, Message().integer(kOperatorSetVersionField, kOperatorSetVersion));
  return model.encoded();
}

}  // namespace drape::tflite
