#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "image/image.h"

namespace drape::image {

using Bytes = std::vector<std::byte>;

enum class Format { kJpeg, kPng, kWebp, kAvif, kHeic };

/// "image/jpeg" and so on.
[[nodiscard]] std::string_view media_type(Format format);
/// "jpg", "png", ... without the dot.
[[nodiscard]] std::string_view file_extension(Format format);

/// What the header of an encoded image says. Width and height are after orientation.
struct ImageInfo {
  Format format = Format::kJpeg;
  int width = 0;
  int height = 0;
};

struct DecodeLimits {
  std::int64_t pixels_max = 50'000'000;  ///< Width x height over this is refused from the header.
  int side_max = 20'000;                 ///< Either side over this is refused from the header.
};

/// Must be called once before any other function of this module, before other threads start.
/// Blocks every loader of libvips but those for the formats above.
void initialise_codecs();

/// Reads the header only; no pixel is allocated. Fails with "invalid_image" (not one of the formats, or
/// broken) or "image_too_large". Thread safe.
[[nodiscard]] Result<ImageInfo> probe(std::span<const std::byte> encoded, const DecodeLimits& limits = {});

/// Decodes to upright sRGB: orientation applied, colour profile converted, transparency laid on white,
/// metadata dropped. A picture whose longer side exceeds `longer_side_max` (0 = never) is scaled down to it.
/// Fails as `probe` does, and on truncated or corrupt pixels. Thread safe.
[[nodiscard]] Result<Image> decode(std::span<const std::byte> encoded, const DecodeLimits& limits = {},
                                   int longer_side_max = 0);

struct EncodeOptions {
  Format format = Format::kJpeg;
  int quality = 92;  ///< 1..100, for JPEG and WebP.
};

/// Encodes without any metadata. REQUIRES: image not empty, format kJpeg, kPng or kWebp. Thread safe.
[[nodiscard]] Result<Bytes> encode(const Image& image, const EncodeOptions& options);

}  // namespace drape::image
