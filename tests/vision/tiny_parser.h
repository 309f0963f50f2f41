#pragma once

#include <filesystem>
#include <string>

namespace drape::vision {

/// A network that takes pictures of 32 x 48 pixels, (1, 48, 32, 3), values 0..1, and whose three classes are
/// the mean red, green and blue of squares of 8 pixels: the output "parts", (1, 3, 6, 4).
[[nodiscard]] std::string tiny_parser_network();

/// Its manifest: red is hair, green is upper or lower clothes, blue is the background. `sha256` is that of
/// `network`.
[[nodiscard]] std::string tiny_parser_manifest(const std::string& network, const std::string& name = "tiny");

/// A file in a test's own folder.
void write_text(const std::filesystem::path& path, const std::string& text);
[[nodiscard]] std::string read_text(const std::filesystem::path& path);

/// An empty folder for the running test.
[[nodiscard]] std::filesystem::path fresh_folder();

}  // namespace drape::vision
