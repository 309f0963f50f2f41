#include "image/decoder.h"

#include "image/picture_reader.h"

namespace drape::image {
namespace {

class InProcessDecoder final : public Decoder {
 public:
  Result<DecodedPicture> decode(std::span<const std::byte> encoded, const DecodeLimits& limits,
                                int longer_side_max) const override {
    auto reader = PictureReader::open(encoded, limits, longer_side_max);
    if (!reader) return fail(std::move(reader.error()));
    DecodedPicture picture{reader->info(), Image(reader->height(), reader->width())};
    const std::span<cv::Vec3b> pixels(picture.pixels.ptr<cv::Vec3b>(), picture.pixels.total());
    if (Status read = reader->read(std::as_writable_bytes(pixels)); !read)
      return fail(std::move(read.error()));
    return picture;
  }
};

}  // namespace

std::shared_ptr<const Decoder> in_process_decoder() {
  return std::make_shared<InProcessDecoder>();
}

}  // namespace drape::image
