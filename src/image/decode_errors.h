#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "image/codec.h"

namespace drape::image {

// Codes of what a decoder refuses.
inline constexpr std::string_view kInvalidImageCode = "invalid_image";
inline constexpr std::string_view kTooLargeCode = "image_too_large";
inline constexpr std::string_view kTooCostlyCode = "image_too_costly";
inline constexpr std::string_view kDecoderDiedCode = "decoder_died";

/// Not one of the formats, or broken. `detail` is for the operator's log.
[[nodiscard]] Error invalid_image(std::string detail);
/// More pixels than the limits allow.
[[nodiscard]] Error image_too_large(const DecodeLimits& limits);
/// Over the budget of time or memory of one decode.
[[nodiscard]] Error image_too_costly(std::string detail);
/// The process that decoded it ended in the middle. Of an upload it says what invalid_image does; a picture
/// that was decoded before may be tried again.
[[nodiscard]] Error decoder_died(std::string detail);

}  // namespace drape::image
