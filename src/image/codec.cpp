#include "image/codec.h"

#include <cassert>
#include <mutex>
#include <string>
#include <vips/vips8>

#include "image/decoder.h"
#include "image/picture_reader.h"

namespace drape::image {
namespace {

using vips::VError;
using vips::VImage;

/// libvips keeps its messages in one buffer for the process: take it and leave it empty.
std::string take_vips_error(const VError& error) {
  std::string text = error.what();
  vips_error_clear();
  return text;
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
  return PictureReader::open(encoded, limits, 0).map([](const PictureReader& reader) {
    return reader.info();
  });
}

Result<Image> decode(std::span<const std::byte> encoded, const DecodeLimits& limits, int longer_side_max) {
  return in_process_decoder()
      ->decode(encoded, limits, longer_side_max)
      .map([](const DecodedPicture& picture) { return picture.pixels; });
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
