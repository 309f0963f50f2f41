#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "image/image.h"
#include "vision/vision.h"

namespace drape::vision {

/// The networks that the build imported. Loaded once for each process; aborts the process when they do not
/// load.
[[nodiscard]] std::shared_ptr<const Vision> imported_networks();

/// Folder of real photographs that are not part of the project: the environment's DRAPE_TEST_DATA, else
/// ../shared/data beside the sources. May not exist.
[[nodiscard]] std::filesystem::path test_data();

/// The picture files of a folder of the test data in the order of their names; empty when it is missing.
[[nodiscard]] std::vector<std::filesystem::path> photographs(const std::filesystem::path& folder);

[[nodiscard]] image::Image read_photograph(const std::filesystem::path& path);

}  // namespace drape::vision
