#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace drape::onnx {

/// SHA-256 in lower-case hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// The whole file. Fails with kNotFound "file_missing", with kTooLarge "file_too_large" over `bytes_max`, and
/// with an internal error when it cannot be read.
[[nodiscard]] Result<std::string> read_whole_file(const std::filesystem::path& path, std::uint64_t bytes_max);

/// Writes beside the target, to the disk, and renames: the file appears whole or not at all, also when the
/// process or the machine stops. Fails with an internal error.
[[nodiscard]] Status write_whole_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace drape::onnx
