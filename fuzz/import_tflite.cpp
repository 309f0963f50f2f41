#include "onnx/wire.h"
#include "target.h"
#include "tflite/importer.h"

namespace drape::fuzz {

void import_tflite(std::string_view bytes) {
  const auto imported = tflite::import_tflite(bytes_of(bytes));
  if (!imported) return;
  require(onnx::read_fields(*imported).has_value(), "what is imported is a whole ONNX file");
  require(tflite::import_tflite(bytes_of(bytes)).value() == *imported, "importing is deterministic");
}

}  // namespace drape::fuzz
