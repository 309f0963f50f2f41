#include <utility>

#include "cli/engine_settings.h"

namespace drape::cli {

// In a file of its own: a test program puts another engine in its place (tests/crash).
Result<std::shared_ptr<const tryon::TryOn>> open_try_on(const EngineSettings& settings,
                                                        std::shared_ptr<const image::Decoder> decoder) {
  auto vision = open_vision(settings);
  if (!vision) return fail(vision.error());
  tryon::TryOnLimits limits;
  limits.person_side_max = settings.person_side_max;
  limits.garment_side_max = settings.garment_side_max;
  limits.cache_bytes_max = static_cast<std::size_t>(settings.analysis_cache_mb) << 20U;
  return tryon::make_try_on(*std::move(vision), open_engine(settings), limits, std::move(decoder));
}

}  // namespace drape::cli
