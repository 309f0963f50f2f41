// Analyses every picture of a folder and writes its overlay beside a line of figures:
//   garment_overlays MODELS FOLDER OUT
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/clock.h"
#include "garment/analyse.h"
#include "garment/overlay.h"
#include "image/codec.h"

namespace {

using namespace drape;

image::Bytes read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
  image::Bytes bytes(text.size());
  std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
  return bytes;
}

void analyse(const std::filesystem::path& path, const std::filesystem::path& out,
             const vision::Vision& vision) {
  const auto picture = image::decode(read_file(path), {}, 1600);
  if (!picture) return;
  StageContext stages;
  const Stopwatch watch;
  const auto model = garment::analyse_garment(*picture, vision, stages);
  const double seconds = watch.seconds();
  if (!model) {
    const Error& error = model.error();
    std::printf("%-45s %s (%s)\n", path.filename().c_str(), error.code.c_str(),
                error.internal_text.value.c_str());
    return;
  }
  std::printf("%-45s %-6s %.2f  cut-out %.2f  %s %.3f s\n", path.filename().c_str(),
              std::string(to_string(model->category)).c_str(),
              static_cast<double>(model->category_confidence), static_cast<double>(model->cutout_confidence),
              model->frontal ? "" : "not frontal", seconds);
  for (const StageTime& stage : stages.times())
    std::printf("    %s %.3f s\n", stage.name.c_str(), stage.seconds);
  const auto encoded = image::encode(garment::draw_overlay(*picture, *model), {image::Format::kPng});
  std::ofstream file(out / (path.stem().string() + ".png"), std::ios::binary);
  file.write(reinterpret_cast<const char*>(encoded->data()), static_cast<std::streamsize>(encoded->size()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: garment_overlays MODELS FOLDER OUT\n");
    return 2;
  }
  drape::image::initialise_codecs();
  const auto vision = drape::vision::Vision::open({argv[1], 2});
  if (!vision) {
    std::fprintf(stderr, "%s\n", vision.error().internal_text.value.c_str());
    return 1;
  }
  std::filesystem::create_directories(argv[3]);
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(argv[2])) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) analyse(path, argv[3], **vision);
  return 0;
}
