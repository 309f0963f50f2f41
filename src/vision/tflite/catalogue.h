#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tflite/model.h"

namespace drape::tflite {

/// A part of a file. MediaPipe's "packed assets" are files laid end to end, without an index of their own.
struct Slice {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// A named input or output of a network.
struct Port {
  std::string_view name;
  Shape shape;
};

/// One network that the product uses: where it comes from, and what it must turn out to be.
struct CatalogueEntry {
  std::string_view name;     ///< The imported file is NAME.onnx.
  std::string_view package;  ///< npm package.
  std::string_view version;
  std::string_view file;       ///< Path in the package.
  std::optional<Slice> slice;  ///< Where in the file; all of it if absent.
  std::string_view sha256;     ///< Of the slice, in hexadecimal.
  std::string_view licence;    ///< SPDX identifier.
  Port input;
  std::vector<Port> outputs;  ///< In the order of the file.
};

/// All networks of the product.
[[nodiscard]] std::span<const CatalogueEntry> catalogue();

}  // namespace drape::tflite
