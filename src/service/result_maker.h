#pragma once

#include <optional>
#include <string>

#include "service/settings.h"
#include "tryon/try_on.h"

namespace drape::service {

/// What decides besides an order how its picture looks, for store::result_key(). None: nothing is looked up
/// or kept for other orders.
[[nodiscard]] inline std::optional<std::string> result_maker(const tryon::TryOn& try_on,
                                                             const Settings& settings) {
  if (!settings.result_cache) return std::nullopt;
  return try_on.result_version() + " quality " + std::to_string(settings.result_quality);
}

}  // namespace drape::service
