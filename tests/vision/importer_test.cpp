#include "tflite/importer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include "tflite/catalogue.h"
#include "tflite_writer.h"

namespace drape::tflite {
namespace {

using Bytes = std::vector<std::byte>;

Bytes source_of(std::string_view name) {
  for (const CatalogueEntry& entry : catalogue()) {
    if (entry.name != name) continue;
    std::ifstream stream(std::filesystem::path(DRAPE_PACKAGES_DIR) / entry.package / entry.file,
                         std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(stream), {}};
    const auto whole = std::as_bytes(std::span(all));
    const auto part = entry.slice ? whole.subspan(entry.slice->offset, entry.slice->size) : whole;
    return {part.begin(), part.end()};
  }
  return {};
}

TEST(ImportTflite, is_deterministic) {
  const Bytes file = source_of("selfie_segmentation");
  const auto first = import_tflite(file);
  ASSERT_TRUE(first) << first.error().internal_text.value;
  EXPECT_EQ(*first, import_tflite(file).value());
}

TEST(ImportTflite, refuses_what_is_not_a_network) {
  EXPECT_FALSE(import_tflite({}));
  EXPECT_FALSE(import_tflite(Bytes(7)));
  EXPECT_FALSE(import_tflite(Bytes(1000)));
}

class DamagedFiles : public testing::TestWithParam<std::string_view> {};

TEST_P(DamagedFiles, cut_off_anywhere_are_refused) {
  const Bytes file = source_of(GetParam());
  std::mt19937 random(1);
  for (int i = 0; i < 60; ++i) {
    const std::size_t length = std::uniform_int_distribution<std::size_t>(0, file.size() - 1)(random);
    EXPECT_FALSE(import_tflite(std::span(file).first(length))) << length;
  }
}

/// Whether an altered file is still a network does not matter; that reading it does no harm does, which the
/// sanitizers see.
TEST_P(DamagedFiles, altered_anywhere_do_no_harm) {
  const Bytes file = source_of(GetParam());
  std::mt19937 random(2);
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    Bytes altered = file;
    for (int k = 0; k < 3; ++k) {
      altered[random() % altered.size()] = static_cast<std::byte>(random());
    }
    refused += import_tflite(altered) ? 0 : 1;
  }
  EXPECT_LT(refused, 60);  // Most of the file is weights: some must come through.
}

/// The structure of the file lies in its last part, or in its first, and little of it is weights.
TEST_P(DamagedFiles, altered_in_their_structure_do_no_harm) {
  const Bytes file = source_of(GetParam());
  std::mt19937 random(3);
  const std::size_t reach = std::min<std::size_t>(file.size(), 60'000);
  for (int i = 0; i < 60; ++i) {
    Bytes altered = file;
    const std::size_t at = random() % reach;
    const std::byte value = i % 3 == 0 ? std::byte{0xFF} : static_cast<std::byte>(random());
    altered[at] = value;
    altered[altered.size() - 1 - at] = value;
    static_cast<void>(import_tflite(altered));
  }
}

// Small ones, so that the test stays short: between them they use every operator but FULLY_CONNECTED and
// MEAN.
INSTANTIATE_TEST_SUITE_P(Networks, DamagedFiles,
                         testing::Values("selfie_segmentation", "face_detection_full_range",
                                         "face_landmark"));

TEST(DamagedSparseFile, altered_in_its_structure_does_no_harm) {
  const Bytes file = source_of("pose_detection");
  std::mt19937 random(4);
  for (int i = 0; i < 25; ++i) {
    Bytes altered = file;
    for (int k = 0; k < 2; ++k)
      altered[altered.size() - 1 - random() % 400'000] = static_cast<std::byte>(random());
    static_cast<void>(import_tflite(altered));
  }
}

// Codes of operators in TFLite files.
constexpr std::int8_t kAdd = 0;
constexpr std::int8_t kConv = 3;
constexpr std::int8_t kReshape = 22;
constexpr std::int8_t kConcatenation = 2;

TableToWrite tensor(std::string_view name, const std::vector<std::int32_t>& shape, std::uint32_t buffer = 0) {
  return TableToWrite().vector(0, shape).scalar<std::int8_t>(1, 0).scalar(2, buffer).text(3, name);
}

/// A network of one operator from tensor 0 (the input) and perhaps 1 to the last tensor (the output).
struct OneOperator {
  std::int8_t code = kAdd;
  std::vector<TableToWrite> tensors;
  std::vector<std::int32_t> inputs = {0};
  std::int32_t output = 1;
  TableToWrite options;
  std::vector<float> constant;  ///< Contents of buffer 1.

  [[nodiscard]] Bytes file() const {
    const TableToWrite op = TableToWrite()
                                .scalar<std::uint32_t>(0, 0)
                                .vector(1, inputs)
                                .vector<std::int32_t>(2, {output})
                                .table(4, options);
    const TableToWrite graph = TableToWrite()
                                   .tables(0, tensors)
                                   .vector<std::int32_t>(1, {0})
                                   .vector<std::int32_t>(2, {output})
                                   .tables(3, {op});
    Bytes raw(constant.size() * sizeof(float));
    if (!raw.empty()) std::memcpy(raw.data(), constant.data(), raw.size());
    return TableToWrite()
        .tables(1, {TableToWrite().scalar(0, code)})
        .tables(2, {graph})
        .tables(4, {TableToWrite(), TableToWrite().vector(0, raw)})
        .file();
  }
};

OneOperator convolution() {
  return {.code = kConv,
          .tensors = {tensor("in", {1, 4, 4, 2}), tensor("weights", {3, 1, 1, 2}, 1),
                      tensor("out", {1, 4, 4, 3})},
          .inputs = {0, 1},
          .output = 2,
          .options = TableToWrite().scalar<std::int32_t>(1, 1).scalar<std::int32_t>(2, 1),
          .constant = std::vector<float>(6, 0.5F)};
}

std::string refusal(const OneOperator& network) {
  const auto imported = import_tflite(network.file());
  return imported ? "" : imported.error().internal_text.value;
}

TEST(ImportTflite, takes_a_network_of_one_convolution) {
  EXPECT_EQ(refusal(convolution()), "");
  EXPECT_NE(import_tflite(convolution().file())->find("Conv"), std::string::npos);
}

TEST(ImportTflite, refuses_weights_that_do_not_fit) {
  OneOperator network = convolution();
  network.tensors[1] = tensor("weights", {3, 1, 1, 1}, 1);
  network.constant.resize(3);
  EXPECT_NE(refusal(network).find("do not fit"), std::string::npos);
  network = convolution();
  network.constant.resize(5);
  EXPECT_NE(refusal(network).find("do not fill"), std::string::npos);
  network = convolution();
  network.inputs = {0, 0};
  EXPECT_NE(refusal(network).find("do not fit"), std::string::npos);
}

TEST(ImportTflite, refuses_tensors_that_do_not_exist) {
  OneOperator network = convolution();
  network.inputs = {0, 3};
  EXPECT_NE(refusal(network).find("does not exist"), std::string::npos);
  network.inputs = {0, -2};
  EXPECT_NE(refusal(network).find("does not exist"), std::string::npos);
  network = convolution();
  network.inputs = {-1, 1};
  EXPECT_NE(refusal(network).find("do not fit"), std::string::npos);
}

TEST(ImportTflite, refuses_impossible_shapes_and_windows) {
  OneOperator network = convolution();
  network.tensors[0] = tensor("in", {1, -4, 4, 2});
  EXPECT_NE(refusal(network).find("impossible shape"), std::string::npos);
  network.tensors[0] = tensor("in", {1 << 20, 1 << 20, 1 << 20, 2});
  EXPECT_NE(refusal(network).find("impossible shape"), std::string::npos);
  network = convolution();
  network.options = TableToWrite().scalar<std::int32_t>(1, 0).scalar<std::int32_t>(2, 1);
  EXPECT_NE(refusal(network).find("impossible size"), std::string::npos);
}

TEST(ImportTflite, refuses_values_used_before_they_are_computed) {
  OneOperator network{.code = kAdd,
                      .tensors = {tensor("in", {1, 4}), tensor("other", {1, 4}), tensor("out", {1, 4})},
                      .inputs = {0, 1},
                      .output = 2,
                      .options = {},
                      .constant = {}};
  EXPECT_NE(refusal(network).find("before it is computed"), std::string::npos);
  network.inputs = {0, 0};
  EXPECT_EQ(refusal(network), "");
}

TEST(ImportTflite, refuses_a_reshape_to_another_size) {
  OneOperator network{.code = kReshape,
                      .tensors = {tensor("in", {1, 4}), tensor("out", {2, 2})},
                      .inputs = {0},
                      .output = 1,
                      .options = {},
                      .constant = {}};
  EXPECT_EQ(refusal(network), "");
  network.tensors[1] = tensor("out", {2, 3});
  EXPECT_NE(refusal(network).find("do not fit"), std::string::npos);
}

TEST(ImportTflite, refuses_an_axis_that_does_not_exist) {
  OneOperator network{.code = kConcatenation,
                      .tensors = {tensor("in", {1, 4}), tensor("out", {1, 8})},
                      .inputs = {0, 0},
                      .output = 1,
                      .options = TableToWrite().scalar<std::int32_t>(0, -1),
                      .constant = {}};
  EXPECT_EQ(refusal(network), "");
  network.options = TableToWrite().scalar<std::int32_t>(0, 2);
  EXPECT_NE(refusal(network).find("do not fit"), std::string::npos);
}

TEST(ImportTflite, refuses_operators_that_it_does_not_know) {
  OneOperator network = convolution();
  network.code = 7;
  EXPECT_NE(refusal(network).find("operator 7 not supported"), std::string::npos);
}

}  // namespace
}  // namespace drape::tflite
