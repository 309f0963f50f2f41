#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "image/image.h"
#include "vision/vision.h"

namespace drape::garment {

/// Pictures in a folder of real photographs that are not part of the project: below the environment's
/// DRAPE_TEST_DATA, else beside the repository. Sorted; empty where the folder is missing.
std::vector<std::filesystem::path> photographs(const std::filesystem::path& folder);

/// REQUIRES: a readable picture.
image::Image read_photograph(const std::filesystem::path& path);

/// The networks as the build imported them.
const vision::Vision& imported_networks();

/// Intersection over union of two masks of one size.
double overlap(const image::Mask& a, const image::Mask& b);

}  // namespace drape::garment
