#include "image/codec.h"
#include "target.h"

namespace drape::fuzz {
namespace {

/// Small, so that a run spends its time on headers and not on pixels.
constexpr image::DecodeLimits kLimits{.pixels_max = 1'000'000, .side_max = 4'000};

Result<image::ImageInfo> probe(std::string_view bytes) {
  image::initialise_codecs();
  auto info = image::probe(bytes_of(bytes), kLimits);
  if (!info) {
    require(info.error().kind != ErrorKind::kInternal, "a bad picture is its sender's fault");
    return info;
  }
  require(info->width >= 1 && info->height >= 1, "a picture has a size");
  require(info->width <= kLimits.side_max && info->height <= kLimits.side_max, "sides keep to their limit");
  require(std::int64_t{info->width} * info->height <= kLimits.pixels_max, "pixels keep to their limit");
  return info;
}

}  // namespace

void image_probe(std::string_view bytes) {
  static_cast<void>(probe(bytes));
}

void image_decode(std::string_view bytes) {
  const auto info = probe(bytes);
  const auto picture = image::decode(bytes_of(bytes), kLimits);
  if (!picture) {
    require(picture.error().kind != ErrorKind::kInternal, "a bad picture is its sender's fault");
    return;
  }
  require(info.has_value(), "what can be decoded can be probed");
  require(picture->cols == info->width && picture->rows == info->height,
          "the pixels are as many as was said");
}

}  // namespace drape::fuzz
