#include "image/codec.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <mutex>
#include <string>
#include <vips/vips8>

namespace drape::image {
namespace {

using vips::VError;
using vips::VImage;

Error invalid_image(std::string detail) {
  Error error = Error::invalid(
      "invalid_image",
      "Upload a valid image. The file you uploaded was either not an image or a corrupted image.");
  error.internal_text = {std::move(detail)};
  return error;
}

Error too_large(const DecodeLimits& limits) {
  return {ErrorKind::kTooLarge,
          "image_too_large",
          {"The image has too many pixels: at most " + std::to_string(limits.pixels_max / 1'000'000) +
           " megapixels and " + std::to_string(limits.side_max) + " pixels a side are accepted."},
          {}};
}

/// libvips keeps its messages in one buffer for the process: take it and leave it empty.
std::string take_vips_error(const VError& error) {
  std::string text = error.what();
  vips_error_clear();
  return text;
}

/// The formats are told by their own signatures, so that a file of another kind never reaches a loader.
Result<Format> sniff(std::span<const std::byte> encoded) {
  const auto starts_with = [&](std::size_t offset, std::string_view magic) {
    return encoded.size() >= offset + magic.size() &&
           std::memcmp(encoded.data() + offset, magic.data(), magic.size()) == 0;
  };
  if (starts_with(0, "\xFF\xD8\xFF")) return Format::kJpeg;
  if (starts_with(0, "\x89PNG\r\n\x1A\n")) return Format::kPng;
  if (starts_with(0, "RIFF") && starts_with(8, "WEBP")) return Format::kWebp;
  if (starts_with(4, "ftyp")) {
    if (starts_with(8, "avif") || starts_with(8, "avis")) return Format::kAvif;
    for (const std::string_view brand : {"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"}) {
      if (starts_with(8, brand)) return Format::kHeic;
    }
  }
  return fail(invalid_image("no known signature"));
}

VImage load(std::span<const std::byte> encoded, Format format, VipsAccess access) {
  VipsBlob* blob = vips_blob_new(nullptr, encoded.data(), encoded.size());
  VImage out;
  auto* options = VImage::option()->set("access", access)->set("fail_on", VIPS_FAIL_ON_TRUNCATED);
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
    return fail(too_large(limits));
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

Image to_matrix(const VImage& image) {
  Image pixels(image.height(), image.width());
  const std::size_t row_bytes = static_cast<std::size_t>(image.width()) * 3;
  assert(pixels.isContinuous());
  std::size_t size = 0;
  void* memory = image.write_to_memory(&size);
  assert(size == row_bytes * static_cast<std::size_t>(image.height()));
  std::memcpy(pixels.data, memory, std::min(size, row_bytes * static_cast<std::size_t>(image.height())));
  g_free(memory);
  return pixels;
}

}  // namespace

std::string_view media_type(Format format) {
  switch (format) {
    case Format::kJpeg:
      return "image/jpeg";
    case Format::kPng:
      return "image/png";
    case Format::kWebp:
      return "image/webp";
    case Format::kAvif:
      return "image/avif";
    case Format::kHeic:
      return "image/heic";
  }
  return "application/octet-stream";
}

std::string_view file_extension(Format format) {
  switch (format) {
    case Format::kJpeg:
      return "jpg";
    case Format::kPng:
      return "png";
    case Format::kWebp:
      return "webp";
    case Format::kAvif:
      return "avif";
    case Format::kHeic:
      return "heic";
  }
  return "bin";
}

void initialise_codecs() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (VIPS_INIT("drape") != 0) vips_error_exit("libvips does not start");
    // Photographs of people stay in memory no longer than needed, and parallelism is between tasks.
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    // A broken upload is the client's affair; its details are in the error, not on the server's console.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING, [](auto...) {}, nullptr);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const char* loader :
         {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"}) {
      vips_operation_block_set(loader, FALSE);
    }
  });
}

Result<ImageInfo> probe(std::span<const std::byte> encoded, const DecodeLimits& limits) {
  const auto format = sniff(encoded);
  if (!format) return fail(format.error());
  try {
    const VImage image = load(encoded, *format, VIPS_ACCESS_SEQUENTIAL);
    if (auto size = check_size(image, limits); !size) return fail(size.error());
    ImageInfo info{*format, image.width(), image.height()};
    if (is_sideways(image)) std::swap(info.width, info.height);
    return info;
  } catch (const VError& error) {
    return fail(invalid_image(take_vips_error(error)));
  }
}

Result<Image> decode(std::span<const std::byte> encoded, const DecodeLimits& limits, int longer_side_max) {
  const auto format = sniff(encoded);
  if (!format) return fail(format.error());
  try {
    VImage image = load(encoded, *format, VIPS_ACCESS_RANDOM);
    if (auto size = check_size(image, limits); !size) return fail(size.error());
    image = to_eight_bit_rgb(image.autorot());
    return to_matrix(limit_longer_side(image, longer_side_max));
  } catch (const VError& error) {
    return fail(invalid_image(take_vips_error(error)));
  }
}

Result<Bytes> encode(const Image& image, const EncodeOptions& options) {
  assert(!image.empty());
  const Image packed = image.isContinuous() ? image : Image(image.clone());
  try {
    VImage source = VImage::new_from_memory(packed.data, packed.total() * packed.elemSize(), packed.cols,
                                            packed.rows, 3, VIPS_FORMAT_UCHAR);
    source = source.copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
    VipsBlob* blob = nullptr;
    auto* save = VImage::option()->set("strip", true);
    switch (options.format) {
      case Format::kJpeg:
        blob = source.jpegsave_buffer(save->set("Q", options.quality)->set("optimize_coding", true));
        break;
      case Format::kPng:
        blob = source.pngsave_buffer(save->set("compression", 6));
        break;
      case Format::kWebp:
        blob = source.webpsave_buffer(save->set("Q", options.quality));
        break;
      default:
        delete save;
        return fail(Error::internal("no encoder for this format"));
    }
    std::size_t size = 0;
    const void* data = vips_blob_get(blob, &size);
    const auto* first = static_cast<const std::byte*>(data);
    Bytes bytes(first, first + size);
    vips_area_unref(VIPS_AREA(blob));
    return bytes;
  } catch (const VError& error) {
    return fail(Error::internal("encoding failed: " + take_vips_error(error)));
  }
}

}  // namespace drape::image
