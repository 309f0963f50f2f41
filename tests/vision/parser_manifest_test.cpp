#include "vision/parser_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tiny_parser.h"

namespace drape::vision {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

Json good() {
  return Json::parse(tiny_parser_manifest("network"));
}

TEST(Manifest, is_read_whole) {
  const auto manifest = parse_manifest(good().dump());
  ASSERT_TRUE(manifest) << manifest.error().public_text.value;
  EXPECT_EQ(manifest->name, "tiny");
  EXPECT_EQ(manifest->input.name, "picture");
  EXPECT_NEAR(manifest->input.scale[0], 1 / 255.0, 1e-7);
  EXPECT_EQ(manifest->input.offset[0], 0);
  EXPECT_EQ(manifest->stride, 8);
  ASSERT_EQ(manifest->classes.size(), 3U);
  EXPECT_TRUE(manifest->classes[1].labels[static_cast<std::size_t>(Label::kLowerClothes)]);
  EXPECT_EQ(manifest->classes[1].labels.count(), 2U);
  EXPECT_EQ(manifest->output_names(), std::vector<std::string>{"parts"});
}

TEST(Manifest, mean_and_deviation_are_another_way_to_say_the_range) {
  Json json = good();
  json["input"].erase("range");
  json["input"]["mean"] = {0.5, 0.5, 0.25};
  json["input"]["deviation"] = {0.5, 0.25, 0.5};
  const auto manifest = parse_manifest(json.dump());
  ASSERT_TRUE(manifest) << manifest.error().public_text.value;
  EXPECT_NEAR(255 * manifest->input.scale[0] + manifest->input.offset[0], 1, 1e-5);
  EXPECT_NEAR(manifest->input.offset[1], -2, 1e-5);
  EXPECT_NEAR(manifest->input.offset[2], -0.5, 1e-5);
}

/// A change that makes the manifest wrong, and what the sentence must name.
struct Fault {
  const char* pointer;
  Json value;  ///< null: the member is taken away.
  const char* named;
};

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.pointer << " = " << fault.value;
}

class FaultyManifest : public testing::TestWithParam<Fault> {};

TEST_P(FaultyManifest, is_refused_with_a_sentence_that_names_the_member) {
  Json json = good();
  const Json::json_pointer pointer(GetParam().pointer);
  if (GetParam().value.is_null()) {
    json[pointer.parent_pointer()].erase(pointer.back());
  } else {
    json[pointer] = GetParam().value;
  }
  const auto manifest = parse_manifest(json.dump());
  ASSERT_FALSE(manifest);
  EXPECT_EQ(manifest.error().kind, ErrorKind::kInvalidInput);
  EXPECT_EQ(manifest.error().code, "manifest_invalid");
  EXPECT_THAT(manifest.error().public_text.value, HasSubstr(GetParam().named));
}

INSTANTIATE_TEST_SUITE_P(
    EachMember, FaultyManifest,
    testing::Values(Fault{"/format", 2, "format"}, Fault{"/kind", "painter", "kind"},
                    Fault{"/name", nullptr, "name is missing"}, Fault{"/name", "../up", "name"},
                    Fault{"/name", ".hidden", "name"}, Fault{"/name", "", "name"},
                    Fault{"/version", 3, "version must be a text"}, Fault{"/licence", nullptr, "licence"},
                    Fault{"/sha256", "ABC", "sha256"}, Fault{"/colour", "red", "colour is not known"},
                    Fault{"/input/colour", "grey", "input.colour must be one of"},
                    Fault{"/input/range", Json::array({1, 1}), "input.range"},
                    Fault{"/input/range", nullptr, "input.mean is missing"},
                    Fault{"/input/size", Json::object(), "input.size.long_side is missing"},
                    Fault{"/input/size/height", 0, "input.size.height"},
                    Fault{"/output/stride", 0, "output.stride"},
                    Fault{"/output/stride", 8.5, "output.stride"},
                    Fault{"/output/parts/activation", "tanh", "output.parts.activation"},
                    Fault{"/output/parts/extra", 1, "output.parts.extra is not known"},
                    Fault{"/classes", Json::array(), "classes"},
                    Fault{"/classes/0/labels", Json::array({"tail"}), "classes[0].labels"},
                    Fault{"/classes/2/labels", Json::array({"face"}), "background"}));

TEST(Manifest, of_a_network_that_finds_persons_has_no_background_class) {
  Json json = good();
  json["output"]["person"] = {{"name", "person"}, {"layout", "nhwc"}, {"activation", "sigmoid"}};
  EXPECT_FALSE(parse_manifest(json.dump()));
  json["classes"][2]["labels"] = {"feet"};
  EXPECT_TRUE(parse_manifest(json.dump()));
}

// The sentence repeated the label, and writing a value that is nested so deep took all of the stack.
TEST(Manifest, with_a_label_nested_without_end_is_refused) {
  Json json = good();
  json["classes"][0]["labels"] = {"DEEP"};
  std::string text = json.dump();
  constexpr std::size_t kDepth = 400'000;
  text.replace(text.find("\"DEEP\""), 6, std::string(kDepth, '[') + std::string(kDepth, ']'));
  const auto manifest = parse_manifest(text);
  ASSERT_FALSE(manifest);
  EXPECT_THAT(manifest.error().public_text.value, HasSubstr("classes[0].labels has a label"));
}

TEST(Manifest, whose_numbers_become_infinite_is_refused) {
  Json json = good();
  json["input"]["range"] = {-3e38, 3e38};
  EXPECT_FALSE(parse_manifest(json.dump()));
  json["input"].erase("range");
  json["input"]["mean"] = {0.5, 0.5, 0.5};
  json["input"]["deviation"] = {0.5, 0.5, 1e-40};
  const auto manifest = parse_manifest(json.dump());
  ASSERT_FALSE(manifest);
  EXPECT_THAT(manifest.error().public_text.value, HasSubstr("deviation"));
}

TEST(Manifest, that_is_no_json_is_refused) {
  for (const char* text : {"", "{", "[]", "\"text\"", "{\"name\": \"\xff\"}"}) {
    const auto manifest = parse_manifest(text);
    ASSERT_FALSE(manifest) << text;
    EXPECT_EQ(manifest.error().code, "manifest_invalid");
  }
}

TEST(InputSizeRule, keeps_the_proportions_on_the_grid_of_the_network) {
  const InputSizeRule rule{{}, 16, 1, 513};
  EXPECT_EQ(rule.size_for({768, 1024}), cv::Size(385, 513));
  EXPECT_EQ(rule.size_for({1024, 768}), cv::Size(513, 385));
  EXPECT_EQ(rule.size_for({10, 4000}), cv::Size(17, 513));
}

}  // namespace
}  // namespace drape::vision
