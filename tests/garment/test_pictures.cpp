#include "test_pictures.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "image/codec.h"

namespace drape::garment {

std::vector<std::filesystem::path> photographs(const std::filesystem::path& folder) {
  const char* given = std::getenv("DRAPE_TEST_DATA");
  const auto root = given != nullptr ? std::filesystem::path(given)
                                     : std::filesystem::path(DRAPE_SOURCE_DIR) / ".." / "shared" / "data";
  std::vector<std::filesystem::path> paths;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(root / folder, missing)) {
    if (entry.path().extension() == ".jpg") paths.push_back(entry.path());
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
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
  image::Bytes bytes(text.size());
  std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
  const auto picture = image::decode(bytes);
  if (!picture) throw std::runtime_error("cannot read " + path.string());
  return *picture;
}

const vision::Vision& imported_networks() {
  static const auto kVision = vision::Vision::open({DRAPE_MODELS_DIR, 2});
  return **kVision;
}

double overlap(const image::Mask& a, const image::Mask& b) {
  const int either = cv::countNonZero(a | b);
  return either > 0 ? cv::countNonZero(a & b) / static_cast<double>(either) : 1.0;
}

}  // namespace drape::garment
