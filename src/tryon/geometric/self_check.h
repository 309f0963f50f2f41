#pragma once

#include <string>
#include <vector>

#include "tryon/geometric/compose.h"

namespace drape::tryon::geometric {

/// Looks for what would make the picture unacceptable: folded cloth, a garment with holes or hardly any
/// garment. Returns codes of what is doubtful; fails with result_not_acceptable where it is surely wrong.
[[nodiscard]] Result<std::vector<std::string>> self_check(const person::PersonModel& person,
                                                          const std::vector<Worn>& worn,
                                                          const Composed& composed);

}  // namespace drape::tryon::geometric
