#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "eval/case.h"

namespace drape::eval {

/// Parses the JSON of a case file (docs/evaluation.md). Paths in it are relative to `folder`. Fails with a
/// sentence that names the case and what is wrong with it; an unknown key is an error, because it is a
/// misspelt one.
[[nodiscard]] Result<std::vector<Case>> parse_cases(std::string_view json,
                                                    const std::filesystem::path& folder);

/// Reads a case file, or cases.json of a folder. Fails also when a picture that it names is not there.
[[nodiscard]] Result<std::vector<Case>> read_cases(const std::filesystem::path& file_or_folder);

}  // namespace drape::eval
