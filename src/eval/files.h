#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "image/codec.h"

namespace drape::eval {

// All fail with a sentence that names the file.

[[nodiscard]] Result<image::Bytes> read_bytes(const std::filesystem::path& path);
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& path);
[[nodiscard]] Status write_text(const std::filesystem::path& path, std::string_view text);

/// JPEG or PNG, as the extension says.
[[nodiscard]] Status write_picture(const std::filesystem::path& path, const image::Image& picture);

}  // namespace drape::eval
