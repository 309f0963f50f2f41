// What the sandbox costs: decode_cost FILE ...: the median time of decoding each, in process and in a child.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "sandbox/decode_child.h"
#include "sandbox/sandboxed_decoder.h"

namespace {

using namespace drape;

constexpr int kTurns = 31;

image::Bytes read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

double decode_ms(const image::Decoder& decoder, const image::Bytes& file, int longer_side_max) {
  const Stopwatch watch;
  const auto picture = decoder.decode(file, {}, longer_side_max);
  if (!picture) std::printf("%s\n", picture.error().internal_text.value.c_str());
  // Its pixels are looked at, as whoever asked for them does.
  if (picture) static_cast<void>(cv::sum(picture->pixels));
  return watch.seconds() * 1'000;
}

double median(std::vector<double> times) {
  std::nth_element(times.begin(), times.begin() + kTurns / 2, times.end());
  return times[kTurns / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == sandbox::kDecodeChildVerb) {
    std::_Exit(sandbox::run_decode_child({argv + 2, argv + argc}));
  }
  image::initialise_codecs();
  const auto here = image::in_process_decoder();
  const auto there = sandbox::make_sandboxed_decoder({.children = 1, .pictures_per_child = 1'000'000}, {});
  if (!there) {
    std::printf("%s\n", there.error().internal_text.value.c_str());
    return 1;
  }
  for (int i = 1; i < argc; ++i) {
    const image::Bytes file = read(argv[i]);
    for (const int longer_side_max : {0, 2'048}) {
      std::vector<double> in_process;
      std::vector<double> sandboxed;
      for (int turn = 0; turn < kTurns; ++turn) {
        in_process.push_back(decode_ms(*here, file, longer_side_max));
        sandboxed.push_back(decode_ms(**there, file, longer_side_max));
      }
      std::printf("%s to %d: in process %.2f ms, sandboxed %.2f ms, ratio %.3f\n", argv[i], longer_side_max,
                  median(in_process), median(sandboxed), median(sandboxed) / median(in_process));
    }
  }
}
