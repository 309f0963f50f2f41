// Makes a libFuzzer program of one target: DRAPE_FUZZ_TARGET is its name.

#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  drape::fuzz::DRAPE_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
