#include "onnx/repair.h"

#include <algorithm>
#include <set>
#include <vector>

#include "onnx/schema.h"
#include "onnx/wire.h"

namespace drape::onnx {

namespace {

// Since this version of the format constants need not be inputs of the graph too.
constexpr std::int64_t kIrVersionConstantsApart = 4;
// A side of a kernel or a dilation over this is a defect of the file; their products fit easily.
constexpr std::int64_t kKernelSideMax = 1 << 16;
constexpr std::size_t kSpatialStart = 2;  // A convolution's weights: out, in, then the kernel's sides.

using Names = std::set<std::string_view>;

struct Attribute {
  std::string_view name, text, encoded;
  std::vector<std::int64_t> integers;
  bool has_graph = false;
};

struct Node {
  std::vector<Field> fields;
  std::string_view type, encoded;
  std::vector<std::string_view> inputs, outputs;
  std::vector<Attribute> attributes;

  [[nodiscard]] const Attribute* find(std::string_view name) const {
    for (const Attribute& attribute : attributes) {
      if (attribute.name == name) return &attribute;
    }
    return nullptr;
  }
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view name) const {
    const Attribute* attribute = find(name);
    return attribute == nullptr ? std::vector<std::int64_t>{} : attribute->integers;
  }
};

struct Constant {
  std::string_view name, encoded;
  std::vector<std::int64_t> dimensions;
};

struct Value {
  std::string_view name, encoded;
};

/// The parts of a graph that repairs look at; everything else is carried over as it is.
struct Graph {
  std::vector<Node> nodes;
  std::vector<Constant> constants;
  std::vector<Value> inputs, outputs;
  std::string others;  ///< Encoded.
};

Error unsupported(std::string why) {
  return Error::invalid("model_unsupported", std::move(why));
}

Result<Attribute> read_attribute(const Field& field) {
  const auto fields = read_fields(field.bytes);
  if (!fields) return fail(fields.error());
  Attribute attribute;
  attribute.encoded = field.encoded;
  attribute.name = text_of(*fields, kAttributeName);
  attribute.text = text_of(*fields, kAttributeString);
  attribute.integers = integers_of(*fields, kAttributeIntegers);
  attribute.has_graph = std::any_of(fields->begin(), fields->end(), [](const Field& f) {
    return f.number == kAttributeGraph || f.number == kAttributeGraphs;
  });
  return attribute;
}

Result<Node> read_node(const Field& field) {
  auto fields = read_fields(field.bytes);
  if (!fields) return fail(fields.error());
  Node node;
  node.encoded = field.encoded;
  node.type = text_of(*fields, kNodeType);
  for (const Field& part : *fields) {
    if (part.number == kNodeInput) node.inputs.push_back(part.bytes);
    if (part.number == kNodeOutput) node.outputs.push_back(part.bytes);
    if (part.number != kNodeAttribute) continue;
    auto attribute = read_attribute(part);
    if (!attribute) return fail(attribute.error());
    node.attributes.push_back(*std::move(attribute));
  }
  node.fields = *std::move(fields);
  return node;
}

Result<Constant> read_constant(const Field& field) {
  const auto fields = read_fields(field.bytes);
  if (!fields) return fail(fields.error());
  for (const Field& part : *fields) {
    if (part.number == kTensorExternalData) {
      return fail(unsupported("The network keeps its weights in another file. Save it as one file."));
    }
  }
  return Constant{text_of(*fields, kTensorName), field.encoded, integers_of(*fields, kTensorDimension)};
}

Result<Value> read_value(const Field& field) {
  const auto fields = read_fields(field.bytes);
  if (!fields) return fail(fields.error());
  return Value{text_of(*fields, kValueName), field.encoded};
}

/// Appends what `read` makes of a field to a list.
template <typename T>
Status append(std::vector<T>& list, const Field& field, Result<T> (*read)(const Field&)) {
  auto item = read(field);
  if (!item) return fail(item.error());
  list.push_back(*std::move(item));
  return {};
}

Result<Graph> read_graph(std::string_view encoded) {
  const auto fields = read_fields(encoded);
  if (!fields) return fail(fields.error());
  Graph graph;
  for (const Field& field : *fields) {
    Status read;
    switch (field.number) {
      case kGraphNode:
        read = append(graph.nodes, field, read_node);
        break;
      case kGraphInitializer:
        read = append(graph.constants, field, read_constant);
        break;
      case kGraphInput:
        read = append(graph.inputs, field, read_value);
        break;
      case kGraphOutput:
        read = append(graph.outputs, field, read_value);
        break;
      default:
        graph.others += field.encoded;
    }
    if (!read) return fail(read.error());
  }
  return graph;
}

Status keep_outputs(Graph& graph, std::span<const std::string> wanted) {
  for (const std::string& name : wanted) {
    const bool found = std::any_of(graph.outputs.begin(), graph.outputs.end(),
                                   [&](const Value& output) { return output.name == name; });
    if (!found)
      return fail(Error::invalid("model_output_missing", "The network has no output " + name + "."));
  }
  std::erase_if(graph.outputs, [&](const Value& output) {
    return std::find(wanted.begin(), wanted.end(), output.name) == wanted.end();
  });
  return {};
}

bool has_inner_graphs(const Graph& graph) {
  return std::any_of(graph.nodes.begin(), graph.nodes.end(), [](const Node& node) {
    return std::any_of(node.attributes.begin(), node.attributes.end(),
                       [](const Attribute& attribute) { return attribute.has_graph; });
  });
}

// Nodes stand in the order of computation, so that one pass from the end finds all that is needed. An inner
// graph (a loop's body) may use outer values without naming them as its node's inputs: then everything stays.
void drop_unused(Graph& graph) {
  if (has_inner_graphs(graph)) return;
  Names needed;
  for (const Value& output : graph.outputs) needed.insert(output.name);
  std::vector<Node> used;
  for (auto node = graph.nodes.rbegin(); node != graph.nodes.rend(); ++node) {
    const bool wanted = std::any_of(node->outputs.begin(), node->outputs.end(),
                                    [&](std::string_view name) { return needed.contains(name); });
    if (!wanted) continue;
    needed.insert(node->inputs.begin(), node->inputs.end());
    used.push_back(std::move(*node));
  }
  std::reverse(used.begin(), used.end());
  graph.nodes = std::move(used);
  std::erase_if(graph.constants, [&](const Constant& constant) { return !needed.contains(constant.name); });
}

void take_constants_from_inputs(Graph& graph) {
  Names constants;
  for (const Constant& constant : graph.constants) constants.insert(constant.name);
  std::erase_if(graph.inputs, [&](const Value& input) { return constants.contains(input.name); });
}

bool are_sides(const std::vector<std::int64_t>& values) {
  return std::all_of(values.begin(), values.end(),
                     [](std::int64_t value) { return value >= 1 && value <= kKernelSideMax; });
}

bool is_over_one(const std::vector<std::int64_t>& values) {
  return std::any_of(values.begin(), values.end(), [](std::int64_t value) { return value > 1; });
}

std::vector<std::int64_t> kernel_of(const Node& node, const Graph& graph) {
  std::vector<std::int64_t> kernel = node.integers("kernel_shape");
  if (!kernel.empty() || node.inputs.size() < 2) return kernel;
  for (const Constant& constant : graph.constants) {
    if (constant.name == node.inputs[1] && constant.dimensions.size() > kSpatialStart) {
      kernel.assign(constant.dimensions.begin() + kSpatialStart, constant.dimensions.end());
    }
  }
  return kernel;
}

/// Padding before and after each side, as the attribute `pads` has it, that keeps the picture's size with
/// steps of
/// 1. SAME_UPPER puts the odd pixel behind, SAME_LOWER before.
Message same_padding(const std::vector<std::int64_t>& kernel, const std::vector<std::int64_t>& dilations,
                     bool odd_before) {
  Message attribute;
  attribute.bytes(kAttributeName, "pads").integer(kAttributeKind, kKindIntegers);
  for (const bool before : {true, false}) {
    for (std::size_t i = 0; i < kernel.size(); ++i) {
      const std::int64_t total = (kernel[i] - 1) * dilations[i];
      attribute.integer(kAttributeIntegers, before == odd_before ? (total + 1) / 2 : total / 2);
    }
  }
  return attribute;
}

/// The encoded node, with padding in numbers where the runtime needs it.
Result<std::string> repaired(const Node& node, const Graph& graph) {
  const Attribute* padding = node.find("auto_pad");
  const std::vector<std::int64_t> dilations = node.integers("dilations");
  const bool same = padding != nullptr && padding->text.starts_with("SAME");
  if (node.type != "Conv" || !same || !is_over_one(dilations)) return std::string(node.encoded);
  if (is_over_one(node.integers("strides"))) {
    return fail(unsupported("The network pads a dilated convolution with steps by the size of the picture."));
  }
  const std::vector<std::int64_t> kernel = kernel_of(node, graph);
  if (kernel.size() != dilations.size() || !are_sides(kernel) || !are_sides(dilations)) {
    return fail(
        unsupported("The network has a dilated convolution whose kernel has no size or an absurd one."));
  }
  Message changed;
  for (const Field& field : node.fields) {
    if (field.number != kNodeAttribute) changed.raw(field.encoded);
  }
  for (const Attribute& attribute : node.attributes) {
    if (attribute.name != "auto_pad" && attribute.name != "pads") changed.raw(attribute.encoded);
  }
  changed.message(kNodeAttribute, same_padding(kernel, dilations, padding->text == "SAME_LOWER"));
  return Message().message(kGraphNode, changed).encoded();
}

Result<std::string> encode(const Graph& graph) {
  std::string encoded;
  for (const Node& node : graph.nodes) {
    const auto one = repaired(node, graph);
    if (!one) return fail(one.error());
    encoded += *one;
  }
  for (const Constant& constant : graph.constants) encoded += constant.encoded;
  for (const Value& input : graph.inputs) encoded += input.encoded;
  for (const Value& output : graph.outputs) encoded += output.encoded;
  return encoded + graph.others;
}

}  // namespace

Result<std::string> repair_for_runtime(std::string_view model, std::span<const std::string> outputs) {
  const auto fields = read_fields(model);
  if (!fields) return fail(fields.error());
  const std::string_view encoded_graph = text_of(*fields, kModelGraph);
  if (encoded_graph.empty()) {
    return fail(Error::invalid("model_broken", "The file is not a whole ONNX network."));
  }
  auto graph = read_graph(encoded_graph);
  if (!graph) return fail(graph.error());
  if (Status kept = keep_outputs(*graph, outputs); !kept) return fail(kept.error());
  take_constants_from_inputs(*graph);
  drop_unused(*graph);
  const auto repaired_graph = encode(*graph);
  if (!repaired_graph) return fail(repaired_graph.error());
  Message result;
  for (const Field& field : *fields) {
    if (field.number == kModelGraph) {
      result.bytes(kModelGraph, *repaired_graph);
    } else if (field.number == kModelIrVersion) {
      const auto version = static_cast<std::int64_t>(field.integer);
      result.integer(kModelIrVersion, std::max(version, kIrVersionConstantsApart));
    } else {
      result.raw(field.encoded);
    }
  }
  return result.encoded();
}

}  // namespace drape::onnx
