#pragma once

#include <tl/expected.hpp>

#include "base/error.h"

namespace drape {

/// A value or the reason why there is none. Expected failures travel as values; bugs assert.
template <typename T>
using Result = tl::expected<T, Error>;

using Status = Result<void>;

inline tl::unexpected<Error> fail(Error error) {
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace drape
