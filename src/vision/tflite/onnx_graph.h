#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace drape::tflite {

/// A named attribute of an ONNX node.
struct OnnxAttribute {
  std::string name;
  std::variant<std::int64_t, std::vector<std::int64_t>, std::string> value;
};

/// Builds an ONNX model (https://onnx.ai, IR version 8, operator set 14) and encodes it as the protocol
/// buffer that runtimes load. Values are known by their names.
class OnnxGraph {
 public:
  using Dimensions = std::vector<std::int64_t>;

  /// Adds a node with one output and returns the output's name: `output`, or a fresh one.
  std::string node(std::string_view type, const std::vector<std::string>& inputs,
                   const std::vector<OnnxAttribute>& attributes = {}, std::string output = {});
  /// Adds a constant and returns its name. REQUIRES: as many values as the dimensions say.
  std::string floats(const std::vector<float>& values, const Dimensions& dimensions);
  /// Adds a one-dimensional constant of 64-bit integers and returns its name.
  std::string integers(const std::vector<std::int64_t>& values);
  /// Declares an input or output of the whole graph, of float elements.
  void input(std::string_view name, const Dimensions& dimensions);
  void output(std::string_view name, const Dimensions& dimensions);

  /// Size of the constants so far, in bytes.
  [[nodiscard]] std::size_t constant_bytes() const { return initializers_.size(); }
  /// The encoded ModelProto.
  [[nodiscard]] std::string encode() const;

 private:
  std::string fresh_name(std::string_view prefix) {
    return std::string(prefix) + std::to_string(next_name_++);
  }
  std::string constant(std::string_view raw, const Dimensions& dimensions, std::int64_t data_type);

  // Encoded fields of GraphProto.
  std::string nodes_, initializers_, inputs_, outputs_;
  int next_name_ = 0;
};

}  // namespace drape::tflite
