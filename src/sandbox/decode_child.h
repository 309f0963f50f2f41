#pragma once

#include <string>
#include <vector>

namespace drape::sandbox {

/// The word that makes the program a decoder's child instead of a command. Not for people.
inline constexpr const char* kDecodeChildVerb = "decode-child";

/// Arguments of a child with a budget, after the verb.
[[nodiscard]] std::vector<std::string> decode_child_arguments(long long memory_bytes);

/// The whole life of a child: sets libvips up, locks itself up, decodes what comes over the channel until
/// that is closed. `arguments`: those after the verb. Returns the exit code of the process. REQUIRES: nothing
/// else runs in this process.
[[nodiscard]] int run_decode_child(const std::vector<std::string>& arguments);

}  // namespace drape::sandbox
