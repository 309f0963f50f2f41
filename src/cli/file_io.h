#pragma once

#include <filesystem>

#include "base/result.h"
#include "image/codec.h"

namespace drape::cli {

/// The whole file. Fails with a sentence that names the file.
[[nodiscard]] Result<image::Bytes> read_file(const std::filesystem::path& path);

/// Reads and decodes a picture file, scaled down to `side_max` pixels on its longer side.
[[nodiscard]] Result<image::Image> read_picture(const std::filesystem::path& path, int side_max);

/// Encodes as the file's extension says (png, jpg, jpeg, webp) and writes it. The file appears whole or not
/// at all.
[[nodiscard]] Status write_picture(const std::filesystem::path& path, const image::Image& picture);

/// Can `write_picture` write to such a name? Asked before the work starts.
[[nodiscard]] bool has_picture_extension(const std::filesystem::path& path);

}  // namespace drape::cli
