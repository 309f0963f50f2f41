#include "tflite/onnx_graph.h"

namespace drape::tflite {

namespace {

// Numbers of fields and enumerators, from onnx.proto.
namespace model_field {
enum { kIrVersion = 1, kProducer = 2, kGraph = 7, kOperatorSet = 8 };
}
namespace operator_set_field {
enum { kVersion = 2 };
}
namespace graph_field {
enum { kNode = 1, kName = 2, kInitializer = 5, kInput = 11, kOutput = 12 };
}
namespace node_field {
enum { kInput = 1, kOutput = 2, kName = 3, kType = 4, kAttribute = 5 };
}
namespace attribute_field {
enum { kName = 1, kInteger = 3, kString = 4, kIntegers = 8, kKind = 20 };
}
namespace attribute_kind {
enum { kInteger = 2, kString = 3, kIntegers = 7 };
}
namespace tensor_field {
enum { kDimension = 1, kDataType = 2, kName = 8, kRawData = 9 };
}
namespace data_type {
enum { kFloat = 1, kInt64 = 7 };
}
namespace value_field {
enum { kName = 1, kType = 2 };
}
namespace type_field {
enum { kTensor = 1 };
}
namespace tensor_type_field {
enum { kElement = 1, kShape = 2 };
}
namespace shape_field {
enum { kDimension = 1 };
}
namespace dimension_field {
enum { kValue = 1 };
}

constexpr std::int64_t kIrVersion = 8;
constexpr std::int64_t kOperatorSetVersion = 14;

/// Encodes fields of a protocol buffer (https://protobuf.dev/programming-guides/encoding).
class Message {
 public:
  Message& integer(int field, std::int64_t value) {
    append_varint(static_cast<std::uint64_t>(field) << 3U);
    append_varint(static_cast<std::uint64_t>(value));
    return *this;
  }
  Message& bytes(int field, std::string_view value) {
    constexpr std::uint64_t kLengthDelimited = 2;
    append_varint(static_cast<std::uint64_t>(field) << 3U | kLengthDelimited);
    append_varint(value.size());
    encoded_ += value;
    return *this;
  }
  Message& message(int field, const Message& value) { return bytes(field, value.encoded_); }
  /// Fields that are encoded already.
  Message& raw(std::string_view fields) {
    encoded_ += fields;
    return *this;
  }
  [[nodiscard]] const std::string& encoded() const { return encoded_; }

 private:
  void append_varint(std::uint64_t value) {
    constexpr std::uint64_t kMoreFollows = 0x80;
    for (; value >= kMoreFollows; value >>= 7U) encoded_ += static_cast<char>((value & 0x7FU) | kMoreFollows);
    encoded_ += static_cast<char>(value);
  }

  std::string encoded_;
};

Message encode_attribute(const OnnxAttribute& attribute) {
  Message message;
  message.bytes(attribute_field::kName, attribute.name);
  if (const auto* integer = std::get_if<std::int64_t>(&attribute.value)) {
    message.integer(attribute_field::kInteger, *integer)
        .integer(attribute_field::kKind, attribute_kind::kInteger);
  } else if (const auto* text = std::get_if<std::string>(&attribute.value)) {
    message.bytes(attribute_field::kString, *text).integer(attribute_field::kKind, attribute_kind::kString);
  } else {
    for (const std::int64_t value : std::get<std::vector<std::int64_t>>(attribute.value)) {
      message.integer(attribute_field::kIntegers, value);
    }
    message.integer(attribute_field::kKind, attribute_kind::kIntegers);
  }
  return message;
}

Message encode_value(std::string_view name, const OnnxGraph::Dimensions& dimensions) {
  Message shape;
  for (const std::int64_t size : dimensions) {
    shape.message(shape_field::kDimension, Message().integer(dimension_field::kValue, size));
  }
  Message tensor;
  tensor.integer(tensor_type_field::kElement, data_type::kFloat).message(tensor_type_field::kShape, shape);
  Message value;
  value.bytes(value_field::kName, name);
  value.message(value_field::kType, Message().message(type_field::kTensor, tensor));
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
  for (const std::string& name : inputs) node.bytes(node_field::kInput, name);
  node.bytes(node_field::kOutput, output);
  node.bytes(node_field::kName, fresh_name("node"));
  node.bytes(node_field::kType, type);
  for (const OnnxAttribute& attribute : attributes) {
    node.message(node_field::kAttribute, encode_attribute(attribute));
  }
  nodes_ += Message().message(graph_field::kNode, node).encoded();
  return output;
}

std::string OnnxGraph::constant(std::string_view raw, const Dimensions& dimensions, std::int64_t data_type) {
  std::string name = fresh_name("constant");
  Message tensor;
  for (const std::int64_t size : dimensions) tensor.integer(tensor_field::kDimension, size);
  tensor.integer(tensor_field::kDataType, data_type);
  tensor.bytes(tensor_field::kName, name);
  tensor.bytes(tensor_field::kRawData, raw);
  initializers_ += Message().message(graph_field::kInitializer, tensor).encoded();
  return name;
}

std::string OnnxGraph::floats(const std::vector<float>& values, const Dimensions& dimensions) {
  return constant(raw_bytes(values), dimensions, data_type::kFloat);
}

std::string OnnxGraph::integers(const std::vector<std::int64_t>& values) {
  return constant(raw_bytes(values), {static_cast<std::int64_t>(values.size())}, data_type::kInt64);
}

void OnnxGraph::input(std::string_view name, const Dimensions& dimensions) {
  inputs_ += Message().message(graph_field::kInput, encode_value(name, dimensions)).encoded();
}

void OnnxGraph::output(std::string_view name, const Dimensions& dimensions) {
  outputs_ += Message().message(graph_field::kOutput, encode_value(name, dimensions)).encoded();
}

std::string OnnxGraph::encode() const {
  Message graph;
  graph.raw(nodes_).bytes(graph_field::kName, "graph").raw(initializers_).raw(inputs_).raw(outputs_);
  Message model;
  model.integer(model_field::kIrVersion, kIrVersion).bytes(model_field::kProducer, "drape");
  model.message(model_field::kGraph, graph);
  model.message(model_field::kOperatorSet,
                Message().integer(operator_set_field::kVersion, kOperatorSetVersion));
  return model.encoded();
}

}  // namespace drape::tflite
