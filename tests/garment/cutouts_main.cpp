// Cuts out every picture of some folders; writes masks, contact sheets of overlays and a line of figures
// each:
//   garment_cutouts MODELS OUT FOLDER...
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "garment/analyse.h"
#include "garment/cutout.h"
#include "garment/plain_cut.h"
#include "garment/sight_cut.h"
#include "image/codec.h"
#include "image/colour.h"

namespace {

using namespace drape;
namespace fs = std::filesystem;

constexpr int kTile = 200;
constexpr int kColumns = 8;

image::Bytes read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
  image::Bytes bytes(text.size());
  std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
  return bytes;
}

void write_picture(const fs::path& path, const image::Image& picture, image::Format format) {
  const auto encoded = image::encode(picture, {format});
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(encoded->data()), static_cast<std::streamsize>(encoded->size()));
}

image::Image as_picture(const image::Mask& mask) {
  image::Image picture;
  cv::merge(std::vector<cv::Mat>{mask, mask, mask}, picture);
  return picture;
}

/// The picture with what is not garment darkened and coloured.
image::Image overlay(const image::Image& picture, const image::Plane& alpha, bool accepted) {
  image::Image shown = picture.clone();
  const cv::Vec3f veil = accepted ? cv::Vec3f(150, 0, 150) : cv::Vec3f(200, 30, 30);
  for (int y = 0; y < shown.rows; ++y) {
    for (int x = 0; x < shown.cols; ++x) {
      const float a = alpha.empty() ? 0.F : alpha(y, x);
      shown(y, x) = cv::Vec3f(picture(y, x)) * (0.35F + 0.65F * a) + veil * (0.45F * (1 - a));
    }
  }
  return shown;
}

image::Image tile(const image::Image& shown, const std::string& text) {
  image::Image result(kTile, kTile, cv::Vec3b(255, 255, 255));
  const double factor = static_cast<double>(kTile - 14) / std::max(shown.cols, shown.rows);
  image::Image small;
  cv::resize(shown, small, {}, factor, factor, cv::INTER_AREA);
  small.copyTo(result(cv::Rect(0, 14, small.cols, small.rows)));
  cv::putText(result, text, {1, 11}, cv::FONT_HERSHEY_SIMPLEX, 0.38, cv::Scalar(0, 0, 0));
  return result;
}

void write_sheet(const fs::path& path, const std::vector<image::Image>& tiles) {
  const int rows = (static_cast<int>(tiles.size()) + kColumns - 1) / kColumns;
  image::Image sheet(rows * kTile, kColumns * kTile, cv::Vec3b(255, 255, 255));
  for (int i = 0; i < static_cast<int>(tiles.size()); ++i)
    tiles[static_cast<std::size_t>(i)].copyTo(
        sheet(cv::Rect(i % kColumns * kTile, i / kColumns * kTile, kTile, kTile)));
  write_picture(path, sheet, image::Format::kJpeg);
}

std::string sleeves_of(const garment::GarmentModel& model) {
  if (!model.upper) return "no";
  if (model.upper->sleeves_hidden) return "hidden";
  // Lengths as shares of the garment's width.
  std::string lengths;
  for (const auto& sleeve : model.upper->sleeves) {
    const float length = sleeve ? sleeve->length / static_cast<float>(model.box.width) : 0;
    lengths.append(lengths.empty() ? "" : "/").append(std::to_string(cvRound(100 * length)));
  }
  return lengths;
}

image::Image cut(const fs::path& path, const fs::path& out, const vision::Vision& vision) {
  const auto picture = image::decode(read_file(path), {}, 1600);
  if (!picture) return {};
  const auto sight = vision.see_garment(*picture);
  const image::LabImage lab = image::to_lab(*picture);
  const auto plain = garment::cut_from_plain_ground(lab);
  const image::Mask by_sight = garment::cut_by_sight(*picture, *sight);
  const Stopwatch watch;
  StageContext stages;
  const auto model = garment::analyse_garment(*picture, vision, stages);
  const double seconds = watch.seconds();
  const auto soft = garment::cut_out(*picture, *sight);

  const std::string stem = path.stem().string();
  image::Mask seen;
  sight->convertTo(seen, CV_8U, 255.0);
  write_picture(out / (stem + ".seen.png"), as_picture(seen), image::Format::kPng);
  write_picture(out / (stem + ".sight.png"), as_picture(by_sight), image::Format::kPng);
  if (plain) write_picture(out / (stem + ".plain.png"), as_picture(plain->mask), image::Format::kPng);
  if (soft) write_picture(out / (stem + ".cut.png"), as_picture(soft->mask), image::Format::kPng);
  const image::Plane matte = model ? model->alpha : soft ? soft->alpha : image::Plane();
  vision::GarmentOdds odds{};
  if (!matte.empty()) odds = vision.classify_garment(*picture, matte).value_or(vision::GarmentOdds{});
  std::printf(
      "%s %s plain %.2f %.2f %.2f agreement %.3f cut %.3f odds", path.parent_path().filename().c_str(),
      stem.c_str(), plain ? static_cast<double>(plain->confidence) : 0.0,
      plain ? static_cast<double>(plain->plain_share) : 0.0, plain ? static_cast<double>(plain->noise) : 0.0,
      static_cast<double>(garment::agreement(by_sight, *sight)),
      soft ? static_cast<double>(soft->confidence) : 0.0);
  for (const float share : odds) std::printf(" %.3f", static_cast<double>(share));
  std::printf(" result %s %.3f sleeves %s time %.3f\n",
              model ? std::string(to_string(model->category)).c_str() : model.error().code.c_str(),
              model ? static_cast<double>(model->category_confidence) : 0.0,
              model ? sleeves_of(*model).c_str() : "no", seconds);
  std::string text = model ? std::string(to_string(model->category)) : model.error().code.substr(8);
  text.append(" ").append(std::to_string(soft ? cvRound(100 * soft->confidence) : 0));
  return tile(overlay(*picture, soft ? soft->alpha : image::Plane(), static_cast<bool>(model)), text);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: garment_cutouts MODELS OUT FOLDER...\n");
    return 2;
  }
  image::initialise_codecs();
  const auto vision = vision::Vision::open({argv[1], 2});
  if (!vision) {
    std::fprintf(stderr, "%s\n", vision.error().internal_text.value.c_str());
    return 1;
  }
  for (int i = 3; i < argc; ++i) {
    const fs::path folder = argv[i];
    const fs::path out = fs::path(argv[2]) / folder.parent_path().filename() / folder.filename();
    fs::create_directories(out);
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<image::Image> tiles;
    for (const auto& path : paths) tiles.push_back(cut(path, out, **vision));
    write_sheet(out.string() + ".jpg", tiles);
  }
  return 0;
}
