#include "vision/network.h"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>
#include <thread>

#include "drawn_figure.h"

namespace drape::vision {
namespace {

const tflite::CatalogueEntry& entry_of(std::string_view name) {
  for (const tflite::CatalogueEntry& entry : tflite::catalogue()) {
    if (entry.name == name) return entry;
  }
  throw std::logic_error("no such network");
}

Network load(std::string_view name, int threads) {
  auto network = Network::load(DRAPE_MODELS_DIR, entry_of(name), threads);
  if (!network) throw std::runtime_error(network.error().internal_text.value);
  return std::move(*network);
}

/// Numbers of an independent translation of the same TFLite files, for the drawn figure with values 0..1.
struct KnownOutput {
  std::string_view network;
  std::size_t output;
  double mean;
  struct Value {
    std::size_t index;
    double value;
  };
  std::vector<Value> values;
};

void PrintTo(const KnownOutput& known, std::ostream* out) {
  *out << known.network << " output " << known.output;
}

class KnownNumbers : public testing::TestWithParam<KnownOutput> {};

TEST_P(KnownNumbers, come_out_for_the_drawn_figure) {
  const KnownOutput& known = GetParam();
  const Network network = load(known.network, 2);
  const auto outputs = network.run(draw_figure(network.side()), {known.output});
  ASSERT_TRUE(outputs) << outputs.error().internal_text.value;
  const Network::Values& values = outputs->front();
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  const auto tolerance = [](double value) { return 2e-4 + 1e-3 * std::abs(value); };
  EXPECT_NEAR(mean, known.mean, tolerance(known.mean));
  for (const auto& [index, value] : known.values)
    EXPECT_NEAR(values.at(index), value, tolerance(value)) << index;
}

INSTANTIATE_TEST_SUITE_P(
    AllNetworks, KnownNumbers,
    testing::Values(
        KnownOutput{"pose_detection", 0, 2.582015, {{0, -3.800898}, {9016, -64.67993}, {17369, 255.92302}}},
        KnownOutput{"pose_detection", 1, -50.80801, {{0, -70.82204}, {751, -2.994507}, {1748, -0.8703936}}},
        KnownOutput{"pose_landmark_heavy", 0, 39.28658, {{0, 126.496}, {65, 150.8253}, {156, 185.79327}}},
        KnownOutput{"pose_landmark_heavy", 1, 0.9901369, {{0, 0.9901369}}},
        KnownOutput{
            "pose_landmark_heavy", 2, -25.05933, {{0, -3.31207}, {21845, -27.45911}, {28531, 24.657057}}},
        KnownOutput{"pose_landmark_heavy", 3, -9.804359, {{0, -26.96674}, {43568, 0.4760693}}},
        KnownOutput{"pose_landmark_heavy", 4, -0.07588287, {{0, -0.0326538}, {110, 3.0677855}}},
        KnownOutput{"selfie_segmentation", 0, 0.1140208, {{0, 0}, {9332, 1}}},
        KnownOutput{"face_detection_full_range", 0, 2.839518, {{0, -2.467368}, {24563, 88.615112}}},
        KnownOutput{"face_detection_full_range", 1, -6.478721, {{0, -8.15161}, {744, 1.7133504}}},
        KnownOutput{"face_landmark", 0, 64.02626, {{0, 104.5341}, {457, 154.52191}, {1403, 7.966455}}},
        KnownOutput{"face_landmark", 1, -6.140512, {{0, -6.140512}}},
        KnownOutput{"hand_landmark_full", 0, 73.2738, {{0, 129.087}, {1, 175.30716}, {62, -4.789194}}},
        KnownOutput{"hand_landmark_full", 1, 0.01557055, {{0, 0.01557055}}},
        KnownOutput{"hand_landmark_full", 2, 0.3533078, {{0, 0.3533078}}},
        KnownOutput{"hand_landmark_full", 3, 0.0001610769, {{0, 0.01053066}, {1, 0.06654895}}}));

TEST(Network, gives_the_same_numbers_with_any_number_of_threads) {
  const Network one = load("pose_landmark_heavy", 1);
  const Network three = load("pose_landmark_heavy", 3);
  const cv::Mat3f figure = draw_figure(one.side());
  EXPECT_EQ(one.run(figure, {0, 2}).value(), three.run(figure, {0, 2}).value());
}

TEST(Network, can_be_run_by_many_threads_at_once) {
  const Network network = load("selfie_segmentation", 2);
  const cv::Mat3f figure = draw_figure(network.side());
  const auto expected = network.run(figure, {0}).value();
  std::vector<std::thread> threads;
  std::array<bool, 4> same{};
  for (bool& equal : same) {
    threads.emplace_back([&] {
      equal = true;
      for (int i = 0; i < 5; ++i) equal = equal && network.run(figure, {0}).value() == expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, (std::array{true, true, true, true}));
}

TEST(Network, missing_file_is_an_error) {
  EXPECT_FALSE(Network::load("/nowhere", entry_of("face_landmark"), 1));
}

class NetworkFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

TEST_F(NetworkFile, of_another_network_is_refused) {
  std::filesystem::copy_file(std::filesystem::path(DRAPE_MODELS_DIR) / "selfie_segmentation.onnx",
                             folder_ / "face_landmark.onnx");
  const auto network = Network::load(folder_, entry_of("face_landmark"), 1);
  ASSERT_FALSE(network);
  EXPECT_NE(network.error().internal_text.value.find("other inputs and outputs"), std::string::npos);
}

TEST_F(NetworkFile, that_is_broken_is_refused) {
  std::ofstream(folder_ / "face_landmark.onnx") << "not a network";
  const auto network = Network::load(folder_, entry_of("face_landmark"), 1);
  ASSERT_FALSE(network);
  EXPECT_EQ(network.error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace drape::vision
