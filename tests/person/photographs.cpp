#include "photographs.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "image/codec.h"

namespace drape::test {
namespace {

using person::Label;

constexpr int kScoringHeight = 512;
constexpr int kTruthPixelsMin = 60;

image::Bytes read_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<char> characters((std::istreambuf_iterator<char>(stream)), {});
  image::Bytes bytes(characters.size());
  std::transform(characters.begin(), characters.end(), bytes.begin(), [](char c) { return std::byte(c); });
  return bytes;
}

uchar code(Label label) {
  return static_cast<uchar>(label);
}

// Label numbers of the full-body collection.
image::LabelMap full_body_truth(const image::Image& drawn) {
  const std::map<int, Label> meaning = {
      {1, Label::kHair},         {2, Label::kFace},    {3, Label::kNeck},    {4, Label::kUpperClothes},
      {7, Label::kLowerClothes}, {8, Label::kLeftArm}, {9, Label::kLeftArm}, {10, Label::kLegs},
      {11, Label::kLegs},        {12, Label::kFeet},   {13, Label::kFeet},   {14, Label::kLowerClothes}};
  image::LabelMap truth(drawn.size(), uchar{0});
  for (int y = 0; y < drawn.rows; ++y) {
    for (int x = 0; x < drawn.cols; ++x) {
      const auto found = meaning.find(drawn(y, x)[0]);
      if (found != meaning.end()) truth(y, x) = code(found->second);
    }
  }
  return truth;
}

struct PaletteEntry {
  cv::Vec3i colour;
  Label label;
};

// The palette of the Look-into-Person label set, as the parsed collection uses it.
image::LabelMap parsed_truth(const image::Image& drawn) {
  const std::vector<PaletteEntry> palette = {
      {{0, 0, 0}, Label::kBackground},     {{128, 0, 0}, Label::kHair},
      {{255, 0, 0}, Label::kHair},         {{255, 85, 0}, Label::kUpperClothes},
      {{0, 0, 85}, Label::kUpperClothes},  {{0, 119, 221}, Label::kUpperClothes},
      {{0, 85, 85}, Label::kLowerClothes}, {{85, 51, 0}, Label::kNeck},
      {{0, 128, 0}, Label::kLowerClothes}, {{0, 0, 255}, Label::kFace},
      {{51, 170, 221}, Label::kLeftArm},   {{0, 255, 255}, Label::kLeftArm},
      {{85, 255, 170}, Label::kLegs},      {{170, 255, 85}, Label::kLegs},
      {{255, 255, 0}, Label::kFeet},       {{255, 170, 0}, Label::kFeet}};
  image::LabelMap truth(drawn.size());
  for (int y = 0; y < drawn.rows; ++y) {
    for (int x = 0; x < drawn.cols; ++x) {
      const auto distance = [&](const PaletteEntry& entry) {
        return cv::norm(entry.colour - cv::Vec3i(drawn(y, x)));
      };
      const auto nearest = std::min_element(
          palette.begin(), palette.end(),
          [&](const PaletteEntry& a, const PaletteEntry& b) { return distance(a) < distance(b); });
      truth(y, x) = code(nearest->label);
    }
  }
  return truth;
}

image::LabelMap at_scoring_height(const image::LabelMap& labels) {
  image::LabelMap scaled;
  cv::resize(labels, scaled, {labels.cols * kScoringHeight / labels.rows, kScoringHeight}, 0, 0,
             cv::INTER_NEAREST);
  return scaled;
}

image::Mask mask_of(const image::LabelMap& labels, const std::vector<Label>& members) {
  image::Mask mask(labels.size(), uchar{0});
  for (Label member : members) mask |= labels == code(member);
  return mask;
}

}  // namespace

std::filesystem::path test_data() {
  if (const char* folder = std::getenv("DRAPE_TEST_DATA")) return folder;
  return std::filesystem::path(DRAPE_SOURCE_DIR) / ".." / "shared" / "data";
}

std::shared_ptr<const vision::Vision> shared_vision() {
  static const std::shared_ptr<const vision::Vision> vision = [] {
    const char* store = std::getenv("DRAPE_MODELS_STORE");
    auto opened = vision::Vision::open({DRAPE_MODELS_DIR, 2, store == nullptr ? "" : store});
    if (!opened) throw std::runtime_error(opened.error().internal_text.value);
    return *opened;
  }();
  return vision;
}

std::vector<std::filesystem::path> pictures_in(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path path = test_data() / folder;
  if (!std::filesystem::is_directory(path)) return files;
  for (const auto& entry : std::filesystem::directory_iterator(path)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

image::Image read_picture(const std::filesystem::path& file) {
  static const bool ready = [] {
    image::initialise_codecs();
    return true;
  }();
  const auto picture = ready ? image::decode(read_bytes(file)) : image::decode({});
  if (!picture) throw std::runtime_error("no picture: " + file.string());
  return *picture;
}

void write_picture(const std::filesystem::path& file, const image::Image& picture) {
  const auto encoded = image::encode(picture, {image::Format::kPng, 92});
  if (!encoded) throw std::runtime_error("cannot encode " + file.string());
  std::ofstream stream(file, std::ios::binary);
  for (std::byte b : *encoded) stream.put(static_cast<char>(b));
}

std::vector<ParsedPhotograph> parsed_photographs() {
  std::vector<ParsedPhotograph> photographs;
  for (const std::string collection : {"full-body", "parsed"}) {
    for (const std::filesystem::path& file : pictures_in(collection + "/person")) {
      const auto labels = file.parent_path().parent_path() / "labels" / (file.stem().string() + ".png");
      const image::Image drawn = read_picture(labels);
      photographs.push_back({file, collection, read_picture(file),
                             collection == "parsed" ? parsed_truth(drawn) : full_body_truth(drawn)});
    }
  }
  return photographs;
}

std::vector<ClassScore> score_labels(const image::LabelMap& labels, const image::LabelMap& truth) {
  const std::vector<Label> arms = {Label::kLeftArm, Label::kRightArm, Label::kLeftHand, Label::kRightHand};
  std::vector<Label> foreground;
  for (uchar label = 1; label < code(Label::kCount); ++label) foreground.push_back(static_cast<Label>(label));
  const std::vector<std::pair<std::string, std::vector<Label>>> classes = {
      {"foreground", foreground},
      {"hair", {Label::kHair}},
      {"face", {Label::kFace}},
      {"neck", {Label::kNeck}},
      {"head", {Label::kHair, Label::kFace, Label::kNeck}},
      {"arms", arms},
      {"upper", {Label::kUpperClothes}},
      {"lower", {Label::kLowerClothes}},
      {"legs", {Label::kLegs}},
      {"feet", {Label::kFeet}}};
  const image::LabelMap scored = at_scoring_height(labels);
  const image::LabelMap expected = at_scoring_height(truth);
  std::vector<ClassScore> scores;
  for (const auto& [name, members] : classes) {
    const image::Mask found = mask_of(scored, members);
    const image::Mask wanted = mask_of(expected, members);
    ClassScore score{name, std::nullopt};
    if (cv::countNonZero(wanted) > kTruthPixelsMin) {
      score.iou = static_cast<double>(cv::countNonZero(found & wanted)) / cv::countNonZero(found | wanted);
    }
    scores.push_back(score);
  }
  return scores;
}

}  // namespace drape::test
