#include "image/picture_reader.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <new>
#include <string>
#include <utility>
#include <vips/vips8>

#include "image/decode_errors.h"
#include "image/signature.h"

namespace drape::image {
namespace {

using vips::VError;
using vips::VImage;

/// Rows that are decoded at a time. What reads neighbouring rows (scaling down) reads some twice at the
/// seams.
constexpr int kStripRows = 128;

/// libvips keeps its messages in one buffer for the process: take it and leave it empty.
Error broken(const VError& error) {
  std::string text = error.what();
  vips_error_clear();
  if (text.find("out of memory") != std::string::npos) return image_too_costly(std::move(text));
  return invalid_image(std::move(text));
}

VImage load(std::span<const std::byte> encoded, Format format) {
  VipsBlob* blob = vips_blob_new(nullptr, encoded.data(), encoded.size());
  VImage out;
  // In memory whatever its size: libvips would decode a picture of over 100 MB into a file in /tmp.
  auto* options = VImage::option()
                      ->set("access", VIPS_ACCESS_RANDOM)
                      ->set("memory", true)
                      ->set("fail_on", VIPS_FAIL_ON_TRUNCATED);
  try {
    switch (format) {
      case Format::kJpeg:
        out = VImage::jpegload_buffer(blob, options);
        break;
      case Format::kPng:
        out = VImage::pngload_buffer(blob, options);
        break;
      case Format::kWebp:
        out = VImage::webpload_buffer(blob, options);
        break;
      case Format::kAvif:
      case Format::kHeic:
        out = VImage::heifload_buffer(blob, options);
        break;
    }
  } catch (...) {
    vips_area_unref(VIPS_AREA(blob));
    throw;
  }
  vips_area_unref(VIPS_AREA(blob));
  return out;
}

bool is_sideways(const VImage& image) {
  const int orientation = vips_image_get_orientation(image.get_image());
  return orientation >= 5 && orientation <= 8;
}

Status check_size(const VImage& image, const DecodeLimits& limits) {
  const std::int64_t pixels = static_cast<std::int64_t>(image.width()) * image.height();
  if (pixels > limits.pixels_max || image.width() > limits.side_max || image.height() > limits.side_max) {
    return fail(image_too_large(limits));
  }
  return {};
}

/// A broken or nonsensical profile must not lose the picture: fall back to what the bands say.
VImage to_srgb(const VImage& image) {
  if (image.get_typeof(VIPS_META_ICC_NAME) != 0) {
    try {
      const bool deep = image.format() == VIPS_FORMAT_USHORT;
      return image.icc_transform("srgb", VImage::option()
                                             ->set("embedded", true)
                                             ->set("intent", VIPS_INTENT_RELATIVE)
                                             ->set("depth", deep ? 16 : 8));
    } catch (const VError&) {
      vips_error_clear();
    }
  }
  return image.colourspace(VIPS_INTERPRETATION_sRGB);
}

VImage to_eight_bit_rgb(VImage image) {
  image = to_srgb(image);
  if (image.has_alpha()) {
    const double white = image.format() == VIPS_FORMAT_USHORT ? 65535 : 255;
    image = image.flatten(VImage::option()->set("background", std::vector<double>{white, white, white}));
  }
  if (image.interpretation() != VIPS_INTERPRETATION_sRGB || image.format() != VIPS_FORMAT_UCHAR) {
    image = image.colourspace(VIPS_INTERPRETATION_sRGB);
  }
  if (image.bands() > 3) image = image.extract_band(0, VImage::option()->set("n", 3));
  return image.cast(VIPS_FORMAT_UCHAR);
}

VImage limit_longer_side(const VImage& image, int longer_side_max) {
  const int longer_side = std::max(image.width(), image.height());
  if (longer_side_max <= 0 || longer_side <= longer_side_max) return image;
  return image.resize(static_cast<double>(longer_side_max) / longer_side);
}

void copy_strip(VipsRegion* region, int top, int rows, std::span<std::byte> rgb) {
  const VipsRect strip{0, top, region->im->Xsize, rows};
  if (vips_region_prepare(region, &strip) != 0) throw VError();
  const std::size_t row_bytes = static_cast<std::size_t>(strip.width) * 3;
  for (int y = top; y < top + rows; ++y) {
    std::memcpy(rgb.data() + row_bytes * static_cast<std::size_t>(y), VIPS_REGION_ADDR(region, 0, y),
                row_bytes);
  }
}

void write_pixels(const VImage& image, std::span<std::byte> rgb) {
  const std::unique_ptr<VipsRegion, void (*)(void*)> region(vips_region_new(image.get_image()),
                                                            g_object_unref);
  if (!region) throw VError();
  for (int top = 0; top < image.height(); top += kStripRows) {
    copy_strip(region.get(), top, std::min(kStripRows, image.height() - top), rgb);
  }
}

}  // namespace

struct PictureReader::State {
  ImageInfo info;
  VImage image;  ///< What read() writes. Lazy: no pixel of it exists yet.
};

PictureReader::PictureReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
PictureReader::PictureReader(PictureReader&& other) noexcept = default;
PictureReader& PictureReader::operator=(PictureReader&& other) noexcept = default;
PictureReader::~PictureReader() = default;

Result<PictureReader> PictureReader::open(std::span<const std::byte> encoded, const DecodeLimits& limits,
                                          int longer_side_max) {
  const auto format = claimed_format(encoded);
  if (!format) return fail(format.error());
  try {
    VImage image = load(encoded, *format);
    if (auto size = check_size(image, limits); !size) return fail(size.error());
    ImageInfo info{*format, image.width(), image.height()};
    if (is_sideways(image)) std::swap(info.width, info.height);
    image = limit_longer_side(to_eight_bit_rgb(image.autorot()), longer_side_max);
    if (image.bands() != 3) return fail(invalid_image("not three channels"));
    return PictureReader(std::make_unique<State>(State{info, std::move(image)}));
  } catch (const VError& error) {
    return fail(broken(error));
  }
}

const ImageInfo& PictureReader::info() const {
  return state_->info;
}
int PictureReader::width() const {
  return state_->image.width();
}
int PictureReader::height() const {
  return state_->image.height();
}

Status PictureReader::read(std::span<std::byte> rgb) {
  assert(rgb.size() == static_cast<std::size_t>(width()) * static_cast<std::size_t>(height()) * 3);
  try {
    write_pixels(state_->image, rgb);
    return {};
  } catch (const VError& error) {
    return fail(broken(error));
  } catch (const std::bad_alloc&) {
    return fail(image_too_costly("out of memory"));
  }
}

void forbid_decoding() {
  vips_operation_block_set("VipsForeignLoad", TRUE);
}

}  // namespace drape::image
