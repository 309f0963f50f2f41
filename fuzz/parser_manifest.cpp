#include "vision/parser_manifest.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "target.h"

namespace drape::fuzz {
namespace {

void check_sizes(const vision::ParserManifest& manifest) {
  for (const cv::Size picture : {cv::Size(1, 1), cv::Size(1, 4000), cv::Size(3000, 4000)}) {
    const cv::Size size = manifest.input.size.size_for(picture);
    require(size.width >= 1 && size.height >= 1, "a network's picture has a size");
    require(size.width <= 3 * 4096 && size.height <= 3 * 4096, "a network's picture keeps to its limit");
  }
}

void check_values(const vision::ParserManifest& manifest) {
  for (int channel = 0; channel < 3; ++channel) {
    require(std::isfinite(manifest.input.scale[channel]) && std::isfinite(manifest.input.offset[channel]),
            "what turns pixels into numbers is finite");
  }
  require(!manifest.classes.empty(), "a parser tells something apart");
  for (const vision::ParserClass& one : manifest.classes) require(one.labels.any(), "a class has a label");
}

}  // namespace

void parser_manifest(std::string_view bytes) {
  const auto manifest = vision::parse_manifest(bytes);
  if (!manifest) {
    require(manifest.error().kind == ErrorKind::kInvalidInput, "a bad manifest is its writer's fault");
    return;
  }
  check_sizes(*manifest);
  check_values(*manifest);
  // The store keeps a manifest in this form.
  const std::string kept = nlohmann::ordered_json::parse(bytes).dump();
  const auto again = vision::parse_manifest(kept);
  require(again && again->name == manifest->name && again->classes.size() == manifest->classes.size(),
          "a manifest that was kept says the same");
}

}  // namespace drape::fuzz
