// Any bytes at all must come out of the importer as a network or as an error.

#include <cstddef>
#include <cstdint>
#include <span>

#include "tflite/importer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static_cast<void>(drape::tflite::import_tflite(std::as_bytes(std::span(data, size))));
  return 0;
}
