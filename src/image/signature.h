#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "image/codec.h"

namespace drape::image {

/// The format that the first bytes claim. No parser runs: a file of another kind never reaches a loader.
/// Fails with "invalid_image". Thread safe.
[[nodiscard]] Result<Format> claimed_format(std::span<const std::byte> encoded);

}  // namespace drape::image
