#pragma once

#include <filesystem>

#include "base/result.h"

namespace drape::tflite {

/// Takes every network of the catalogue out of `packages` (a node_modules folder), verifies its SHA-256 and
/// writes it to `output` as NAME.onnx, with a manifest.json that says where each came from. Files are written
/// beside their place and renamed, so that no half file is left behind; nothing is written for a network
/// whose hash is not the expected one. Fails with an internal error that names the file.
[[nodiscard]] Status import_packages(const std::filesystem::path& packages,
                                     const std::filesystem::path& output);

}  // namespace drape::tflite
