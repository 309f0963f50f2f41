#include <vector>

#include "onnx/repair.h"
#include "target.h"

namespace drape::fuzz {

// Input: a line with the name of the wanted output, then the network.
void onnx_repair(std::string_view bytes) {
  Input input(bytes);
  const std::vector<std::string> outputs{std::string(input.line())};
  const auto repaired = onnx::repair_for_runtime(input.rest(), outputs);
  if (!repaired) {
    require(repaired.error().kind == ErrorKind::kInvalidInput, "a bad network is its giver's fault");
    return;
  }
  const auto again = onnx::repair_for_runtime(*repaired, outputs);
  require(again.has_value(), "a repaired network is a network");
  require(*again == *repaired, "what is repaired needs no repair");
}

}  // namespace drape::fuzz
