#pragma once

#include "tryon/geometric/dressing.h"

namespace drape::tryon::geometric {

/// Takes trousers or skirt off, for a garment that goes on below the waist: bare legs where they were,
/// nothing between waist and crotch (the new garment covers that). Does nothing when no lower garment is
/// seen.
[[nodiscard]] Status strip_lower(Dressing& dressing, StageContext& stages);

}  // namespace drape::tryon::geometric
