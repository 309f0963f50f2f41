#include "sandbox/death.h"

namespace drape::sandbox {

std::string_view to_string(Death death) {
  switch (death) {
    case Death::kRetired:
      return "retired";
    case Death::kTime:
      return "time";
    case Death::kForbidden:
      return "forbidden_call";
    case Death::kCrashed:
      return "crashed";
    case Death::kKilled:
      return "killed";
    case Death::kConfused:
      return "confused";
  }
  return "unknown";
}

}  // namespace drape::sandbox
