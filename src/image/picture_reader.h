#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "base/result.h"
#include "image/codec.h"

namespace drape::image {

/// Decoding in two steps, for a caller who provides the memory of the pixels: the header is read and found
/// within the limits before any pixel is allocated. Not thread safe; several readers are.
class PictureReader {
 public:
  /// Fails as probe() does. REQUIRES: `encoded` outlives the reader.
  [[nodiscard]] static Result<PictureReader> open(std::span<const std::byte> encoded,
                                                  const DecodeLimits& limits, int longer_side_max);
  PictureReader(PictureReader&& other) noexcept;
  PictureReader& operator=(PictureReader&& other) noexcept;
  ~PictureReader();

  [[nodiscard]] const ImageInfo& info() const;
  /// Size of what read() gives, pixels: info()'s, scaled down to the longer side that was asked for.
  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;

  /// Decodes to upright sRGB as decode() does: rows without gaps, 3 bytes a pixel. REQUIRES: `rgb` holds
  /// exactly width() x height() x 3 bytes. Fails with "invalid_image" or "image_too_costly" (out of memory).
  [[nodiscard]] Status read(std::span<std::byte> rgb);

 private:
  struct State;
  explicit PictureReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// From now on no file is decoded in this process: every loader of libvips is blocked. Encoding still works.
/// REQUIRES: initialise_codecs() was called. For a process that has its pictures decoded elsewhere.
void forbid_decoding();

}  // namespace drape::image
