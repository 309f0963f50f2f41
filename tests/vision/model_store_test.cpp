#include "vision/model_store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "test_data.h"
#include "tiny_parser.h"
#include "vision/vision.h"

namespace drape::vision {
namespace {

namespace fs = std::filesystem;

class Store : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fresh_folder();
    store_folder_ = folder_ / "store";
    write_text(network(), tiny_parser_network());
    write_text(manifest(), tiny_parser_manifest(tiny_parser_network()));
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] fs::path network() const { return folder_ / "network.onnx"; }
  [[nodiscard]] fs::path manifest() const { return folder_ / "manifest.json"; }
  [[nodiscard]] ModelStore store() const { return ModelStore(store_folder_); }
  [[nodiscard]] Result<InstalledModel> add() const { return store().add(network(), manifest()); }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> names;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(store_folder_, missing)) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  /// The code with which adding fails; the store must be as it was.
  [[nodiscard]] std::string refusal() const {
    const auto before = files();
    const auto added = add();
    EXPECT_EQ(files(), before);
    return added ? "added" : added.error().code;
  }

  fs::path folder_, store_folder_;
};

TEST_F(Store, lists_and_opens_what_was_added) {
  const auto added = add();
  ASSERT_TRUE(added) << added.error().public_text.value << added.error().internal_text.value;
  EXPECT_EQ(added->tag.substr(0, 7), "tiny-2-");
  const auto listed = store().list();
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().tag, added->tag);
  EXPECT_EQ(listed->front().manifest.licence, "MIT");
  EXPECT_TRUE(store().open(listed->front(), 1));
}

TEST_F(Store, is_empty_before_anything_was_added) {
  EXPECT_TRUE(store().list().value().empty());
  const auto removed = store().remove("tiny");
  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().code, "model_missing");
}

TEST_F(Store, forgets_what_is_removed) {
  ASSERT_TRUE(add());
  ASSERT_TRUE(store().remove("tiny"));
  EXPECT_TRUE(files().empty());
}

TEST_F(Store, only_names_of_models_can_be_removed) {
  ASSERT_TRUE(add());
  write_text(folder_ / "other.json", "{}");
  const auto removed = store().remove("../other");
  ASSERT_FALSE(removed);
  EXPECT_TRUE(fs::exists(folder_ / "other.json"));
}

TEST_F(Store, replaces_a_model_of_the_same_name) {
  const auto first = add();
  ASSERT_TRUE(first);
  std::string text = tiny_parser_manifest(tiny_parser_network());
  text.replace(text.find("[\"hair\"]"), 8, "[\"face\"]");
  write_text(manifest(), text);
  const auto second = add();
  ASSERT_TRUE(second);
  EXPECT_EQ(files().size(), 2U) << "one record, one network";
  EXPECT_NE(second->tag, first->tag) << "another mapping gives other results";
}

TEST_F(Store, holds_one_body_parser) {
  ASSERT_TRUE(add());
  write_text(manifest(), tiny_parser_manifest(tiny_parser_network(), "other"));
  EXPECT_EQ(refusal(), "parser_installed");
}

TEST_F(Store, a_file_that_the_manifest_is_not_for_is_refused) {
  write_text(network(), tiny_parser_network() + "more");
  EXPECT_EQ(refusal(), "model_hash_differs");
}

TEST_F(Store, broken_networks_are_refused) {
  const std::string whole = tiny_parser_network();
  const std::vector<std::string> broken = {"", "not a network", whole.substr(0, whole.size() / 2)};
  for (const std::string& text : broken) {
    write_text(network(), text);
    write_text(manifest(), tiny_parser_manifest(text));
    const std::string code = refusal();
    EXPECT_TRUE(code == "model_broken" || code == "model_output_missing") << code;
  }
}

TEST_F(Store, broken_manifests_and_missing_files_are_refused) {
  write_text(manifest(), "{}");
  EXPECT_EQ(refusal(), "manifest_invalid");
  fs::remove(manifest());
  EXPECT_EQ(refusal(), "file_missing");
  write_text(manifest(), tiny_parser_manifest(tiny_parser_network()));
  fs::remove(network());
  EXPECT_EQ(refusal(), "file_missing");
}

TEST_F(Store, files_over_the_limit_are_refused) {
  const ModelStore small(store_folder_, {.model_bytes_max = 10});
  const auto added = small.add(network(), manifest());
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, "file_too_large");
}

// Its record, which has a line for each label, was over the limit for reading it: the server did not start.
TEST_F(Store, a_manifest_that_could_not_be_read_back_is_refused) {
  std::string text = read_text(manifest());
  const std::string label = "\"hair\"";
  std::string labels = label;
  for (int i = 0; i < 400; ++i) labels += "," + label;
  text.replace(text.find(label), label.size(), labels);
  write_text(manifest(), text);
  const ModelStore narrow(store_folder_, {.manifest_bytes_max = text.size()});
  const auto added = narrow.add(network(), manifest());
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, "manifest_invalid");
  EXPECT_TRUE(narrow.list()->empty());
  EXPECT_TRUE(add());
}

TEST_F(Store, a_network_that_was_changed_on_the_disk_is_not_used) {
  const auto added = add();
  ASSERT_TRUE(added);
  std::ofstream(store_folder_ / (added->file_sha256 + ".onnx"), std::ios::app) << "x";
  EXPECT_FALSE(store().open(*added, 1));
  EXPECT_FALSE(Vision::open({DRAPE_MODELS_DIR, 1, store_folder_}));
}

TEST_F(Store, a_broken_record_is_an_error_and_can_be_removed) {
  ASSERT_TRUE(add());
  write_text(store_folder_ / "tiny.json", "{");
  EXPECT_FALSE(store().list());
  EXPECT_FALSE(Vision::open({DRAPE_MODELS_DIR, 1, store_folder_}));
  EXPECT_TRUE(store().remove("tiny"));
  EXPECT_TRUE(add());
}

TEST_F(Store, gives_vision_a_parser_and_another_version) {
  const image::Image picture(96, 64, cv::Vec3b(0, 255, 0));
  const auto without = imported_networks();
  EXPECT_EQ(without->version_suffix(), "");
  EXPECT_FALSE(without->parse_body(picture, {16, 24}).value());
  const auto added = add();
  ASSERT_TRUE(added);
  const auto with = Vision::open({DRAPE_MODELS_DIR, 1, store_folder_});
  ASSERT_TRUE(with) << with.error().internal_text.value;
  EXPECT_EQ((*with)->version_suffix(), "+" + added->tag);
  EXPECT_TRUE((*with)->parse_body(picture, {16, 24}).value());
}

}  // namespace
}  // namespace drape::vision
