#pragma once

#include <span>
#include <string_view>

namespace drape::http {

/// A file of the console (web/), as it was when the program was built. The bytes are part of the program.
struct ConsoleFile {
  std::string_view path;  ///< "index.html", "docs/index.html", "assets/console-4fd1c0.js"
  std::string_view media_type;
  std::string_view hash;    ///< Of the bytes, in hexadecimal digits.
  std::string_view plain;   ///< The bytes.
  std::string_view gzip;    ///< The same, compressed; empty when that does not pay.
  std::string_view brotli;  ///< Likewise.
};

/// All files, ordered by path.
[[nodiscard]] std::span<const ConsoleFile> console_files();

}  // namespace drape::http
