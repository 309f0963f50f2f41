#include "tiny_parser.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "onnx/model_file.h"
#include "tflite/onnx_graph.h"

namespace drape::vision {

std::string tiny_parser_network() {
  tflite::OnnxGraph graph;
  graph.input("picture", {1, 48, 32, 3});
  const std::string planes =
      graph.node("Transpose", {"picture"}, {{"perm", std::vector<std::int64_t>{0, 3, 1, 2}}});
  const std::vector<std::int64_t> square = {8, 8};
  graph.node("AveragePool", {planes}, {{"kernel_shape", square}, {"strides", square}}, "parts");
  graph.output("parts", {1, 3, 6, 4});
  return graph.encode();
}

std::string tiny_parser_manifest(const std::string& network, const std::string& name) {
  return R"({
    "format": 1, "kind": "body-parser", "name": ")" +
         name + R"(", "version": "2", "licence": "MIT",
    "sha256": ")" +
         onnx::sha256_hex(network) + R"(",
    "input": {"name": "picture", "layout": "nhwc", "colour": "rgb", "range": [0, 1],
              "size": {"width": 32, "height": 48}},
    "output": {"stride": 8, "parts": {"name": "parts", "layout": "nchw", "activation": "none"}},
    "classes": [{"name": "red", "labels": ["hair"]},
                {"name": "green", "labels": ["upper_clothes", "lower_clothes"]},
                {"name": "blue", "labels": ["background"]}]
  })";
}

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::filesystem::path fresh_folder() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const auto folder = std::filesystem::path(testing::TempDir()) /
                      ("drape-" + std::string(test->test_suite_name()) + "-" + test->name());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace drape::vision
