#include "test_data.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "image/codec.h"

namespace drape::vision {

namespace {

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << why << '\n';
  std::abort();
}

}  // namespace

std::shared_ptr<const Vision> imported_networks() {
  static const std::shared_ptr<const Vision> kVision = [] {
    auto vision = Vision::open({DRAPE_MODELS_DIR, 2});
    if (!vision) give_up(vision.error().internal_text.value);
    return *vision;
  }();
  return kVision;
}

std::filesystem::path test_data() {
  const char* given = std::getenv("DRAPE_TEST_DATA");
  return given != nullptr ? std::filesystem::path(given)
                          : std::filesystem::path(DRAPE_SOURCE_DIR) / ".." / "shared" / "data";
}

std::vector<std::filesystem::path> photographs(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(test_data() / folder, missing)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".jpg" || extension == ".png") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

image::Image read_photograph(const std::filesystem::path& path) {
  static const bool kReady = [] {
    image::initialise_codecs();
    return true;
  }();
  static_cast<void>(kReady);
  std::ifstream stream(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
  auto image = image::decode(std::as_bytes(std::span(bytes)));
  if (!image) give_up("cannot decode " + path.string());
  return *image;
}

}  // namespace drape::vision
