#include <cstdio>

#include "eval/report.h"

namespace drape::eval {
namespace {

constexpr std::uint64_t kOffsetBasis = 0xCBF29CE484222325;
constexpr std::uint64_t kPrime = 0x100000001B3;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t byte) {
  return (hash ^ byte) * kPrime;
}

}  // namespace

std::string pixel_hash(const image::Image& image) {
  std::uint64_t hash = mixed(kOffsetBasis, static_cast<std::uint64_t>(image.cols));
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      for (int c = 0; c < 3; ++c) hash = mixed(hash, image(y, x)[c]);
    }
  }
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

}  // namespace drape::eval
