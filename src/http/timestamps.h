#pragma once

#include <string>

#include "base/clock.h"

namespace drape::http {

/// "2026-01-01T12:00:00Z", with six decimals of the second only when it has a fraction.
[[nodiscard]] std::string iso_time(Timestamp time);

}  // namespace drape::http
