#include "image/decode_errors.h"

#include <utility>

namespace drape::image {
namespace {

Error unusable(std::string_view code, std::string sentence, std::string detail) {
  Error error = Error::invalid(std::string(code), std::move(sentence));
  error.internal_text = {std::move(detail)};
  return error;
}

constexpr const char* kNoImage =
    "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";

}  // namespace

Error invalid_image(std::string detail) {
  return unusable(kInvalidImageCode, kNoImage, std::move(detail));
}

Error image_too_large(const DecodeLimits& limits) {
  return {ErrorKind::kTooLarge,
          std::string(kTooLargeCode),
          {"The image has too many pixels: at most " + std::to_string(limits.pixels_max / 1'000'000) +
           " megapixels and " + std::to_string(limits.side_max) + " pixels a side are accepted."},
          {}};
}

Error image_too_costly(std::string detail) {
  return unusable(kTooCostlyCode, "The image takes too much time or memory to decode.", std::move(detail));
}

Error decoder_died(std::string detail) {
  return unusable(kDecoderDiedCode, kNoImage, std::move(detail));
}

}  // namespace drape::image
