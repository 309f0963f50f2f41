// Analyses every picture of a folder and writes its overlay beside a line of figures:
//   garment_overlays FOLDER OUT
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/clock.h"
#include "garment/describe.h"
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

void analyse(const std::filesystem::path& path, const std::filesystem::path& out) {
  const auto picture = image::decode(read_file(path), {}, 1600);
  if (!picture) return;
  StageContext stages;
  const Stopwatch watch;
  const auto model = garment::describe_garment(*picture, stages);
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
  const auto encoded = image::encode(garment::draw_overlay(*picture, *model), {image::Format::kPng});
  std::ofstream file(out / (path.stem().string() + ".png"), std::ios::binary);
  file.write(reinterpret_cast<const char*>(encoded->data()), static_cast<std::streamsize>(encoded->size()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: garment_overlays FOLDER OUT\n");
    return 2;
  }
  drape::image::initialise_codecs();
  std::filesystem::create_directories(argv[2]);
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) analyse(path, argv[2]);
  return 0;
}
