#include "onnx/repair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "onnx/wire.h"
#include "tflite/onnx_graph.h"
#include "tiny_parser.h"
#include "vision/body_parser.h"

namespace drape::onnx {
namespace {

using tflite::OnnxGraph;

const std::vector<std::string> kOutputs = {"parts"};
constexpr int kSide = 32;

/// A network whose convolution is dilated: with padding by rule, as training frameworks write it, and
/// constants that are inputs too; or with padding in numbers.
std::string dilated_network(bool by_rule) {
  OnnxGraph graph;
  const std::int64_t kernel_size = 3;
  std::vector<float> weights(9);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 0.01F * static_cast<float>(i + 1);
  graph.input("picture", {1, 3, kSide, kSide});
  const std::string kernel = graph.floats(weights, {3, 1, kernel_size, 1});
  if (by_rule) graph.input(kernel, {3, 1, kernel_size, 1});
  std::vector<tflite::OnnxAttribute> attributes = {{"dilations", std::vector<std::int64_t>{2, 1}},
                                                   {"group", std::int64_t{3}}};
  if (by_rule) {
    attributes.push_back({"auto_pad", std::string("SAME_UPPER")});
  } else {
    attributes.push_back({"pads", std::vector<std::int64_t>{2, 0, 2, 0}});
  }
  graph.node("Conv", {"picture", kernel}, attributes, "parts");
  if (by_rule) graph.node("Relu", {"parts"}, {}, "unused");
  graph.output("parts", {1, 3, kSide, kSide});
  if (by_rule) graph.output("unused", {1, 3, kSide, kSide});
  return graph.encode();
}

vision::ParserManifest manifest() {
  auto manifest = vision::parse_manifest(vision::tiny_parser_manifest("")).value();
  manifest.input.layout = vision::TensorLayout::kChannelsFirst;
  manifest.input.size.fixed = {kSide, kSide};
  manifest.stride = 1;
  return manifest;
}

TEST(Repair, lets_the_runtime_take_a_dilated_convolution_and_keeps_its_meaning) {
  const std::string published = dilated_network(true);
  EXPECT_FALSE(vision::BodyParser::load(published, manifest(), 1)) << "there is nothing to repair";
  const auto repaired = repair_for_runtime(published, kOutputs);
  ASSERT_TRUE(repaired) << repaired.error().public_text.value;
  const auto mended = vision::BodyParser::load(*repaired, manifest(), 1);
  ASSERT_TRUE(mended) << mended.error().internal_text.value;
  const auto right = vision::BodyParser::load(dilated_network(false), manifest(), 1);
  ASSERT_TRUE(right) << right.error().internal_text.value;

  image::Image picture(kSide, kSide);
  cv::RNG random(5);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  const auto hair = static_cast<std::size_t>(vision::Label::kHair);
  const auto one = mended->parse(picture, picture.size()).value();
  const auto other = right->parse(picture, picture.size()).value();
  EXPECT_EQ(cv::countNonZero(one.labels[hair] != other.labels[hair]), 0);
}

TEST(Repair, drops_what_no_output_needs) {
  const auto repaired = repair_for_runtime(dilated_network(true), kOutputs);
  ASSERT_TRUE(repaired);
  EXPECT_EQ(repaired->find("unused"), std::string::npos);
  EXPECT_EQ(repaired->find("Relu"), std::string::npos);
}

TEST(Repair, changes_nothing_where_nothing_is_wrong) {
  const std::string network = dilated_network(false);
  const auto repaired = repair_for_runtime(network, kOutputs);
  ASSERT_TRUE(repaired);
  EXPECT_EQ(repaired->size(), network.size());
  EXPECT_EQ(repair_for_runtime(*repaired, kOutputs).value(), *repaired);
}

TEST(Repair, an_output_that_is_not_there_is_named) {
  const std::vector<std::string> wanted = {"depth"};
  const auto repaired = repair_for_runtime(dilated_network(false), wanted);
  ASSERT_FALSE(repaired);
  EXPECT_EQ(repaired.error().code, "model_output_missing");
  EXPECT_NE(repaired.error().public_text.value.find("depth"), std::string::npos);
}

TEST(Repair, padding_that_depends_on_the_picture_is_refused) {
  OnnxGraph graph;
  graph.input("picture", {1, 3, kSide, kSide});
  const std::string kernel = graph.floats(std::vector<float>(9), {3, 1, 3, 1});
  graph.node("Conv", {"picture", kernel},
             {{"dilations", std::vector<std::int64_t>{2, 2}},
              {"strides", std::vector<std::int64_t>{2, 2}},
              {"group", std::int64_t{3}},
              {"auto_pad", std::string("SAME_UPPER")}},
             "parts");
  graph.output("parts", {1, 3, kSide / 2, kSide / 2});
  const auto repaired = repair_for_runtime(graph.encode(), kOutputs);
  ASSERT_FALSE(repaired);
  EXPECT_EQ(repaired.error().code, "model_unsupported");
}

// Their product overflowed.
TEST(Repair, absurd_kernels_and_dilations_are_refused) {
  constexpr std::int64_t kHuge = std::int64_t{1} << 62;
  const std::vector<std::int64_t> huge = {kHuge, kHuge};
  const std::vector<std::int64_t> negative = {3, -kHuge};
  const std::vector<std::int64_t> plain = {3, 3};
  for (const auto& [kernel, dilations] : {std::pair(huge, plain), {plain, huge}, {negative, plain}}) {
    OnnxGraph graph;
    graph.input("picture", {1, 3, kSide, kSide});
    const std::string weights = graph.floats(std::vector<float>(27), {3, 1, 3, 3});
    graph.node("Conv", {"picture", weights},
               {{"kernel_shape", kernel}, {"dilations", dilations}, {"auto_pad", std::string("SAME_UPPER")}},
               "parts");
    graph.output("parts", {1, 3, kSide, kSide});
    const auto repaired = repair_for_runtime(graph.encode(), kOutputs);
    ASSERT_FALSE(repaired);
    EXPECT_EQ(repaired.error().code, "model_unsupported");
  }
}

TEST(Repair, a_file_cut_off_anywhere_is_refused_or_lacks_its_output) {
  const std::string network = dilated_network(true);
  for (std::size_t length = 0; length < network.size(); length += 7) {
    EXPECT_FALSE(repair_for_runtime(std::string_view(network).substr(0, length), kOutputs)) << length;
  }
}

TEST(Repair, a_file_altered_anywhere_does_no_harm) {
  const std::string network = dilated_network(true);
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    std::string altered = network;
    altered[random() % altered.size()] = static_cast<char>(random());
    static_cast<void>(repair_for_runtime(altered, kOutputs));
  }
}

TEST(Wire, numbers_come_back_packed_or_not) {
  const std::string encoded = Message().integer(8, 300).integer(8, -1).bytes(9, "\x05\x96\x01").encoded();
  const auto fields = read_fields(encoded);
  ASSERT_TRUE(fields);
  EXPECT_EQ(integers_of(*fields, 8), (std::vector<std::int64_t>{300, -1}));
  EXPECT_EQ(integers_of(*fields, 9), (std::vector<std::int64_t>{5, 150}));
}

}  // namespace
}  // namespace drape::onnx
