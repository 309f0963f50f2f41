#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "base/result.h"
#include "image/codec.h"

namespace drape::image {

struct DecodedPicture {
  ImageInfo info;  ///< Of the file: the size before it was scaled down.
  Image pixels;
};

/// Who decodes: this process, or one that is locked up. Thread safe.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// As image::decode(): upright sRGB, not larger than `longer_side_max` (0: any size). Fails with a code of
  /// decode_errors.h; kBusy when there is no one to decode just now.
  [[nodiscard]] virtual Result<DecodedPicture> decode(std::span<const std::byte> encoded,
                                                      const DecodeLimits& limits,
                                                      int longer_side_max) const = 0;
};

/// Decodes on the caller's thread, in this process: for files of whoever runs the program.
/// REQUIRES: initialise_codecs() was called.
[[nodiscard]] std::shared_ptr<const Decoder> in_process_decoder();

}  // namespace drape::image
