#include "eval/files.h"

#include <fstream>
#include <iterator>

namespace drape::eval {
namespace {

Error file_error(const std::string& what, const std::filesystem::path& path) {
  return Error::invalid("file", what + " " + path.string());
}

constexpr int kJpegQuality = 92;

}  // namespace

Result<std::string> read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(path)) return fail(file_error("Cannot read", path));
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Result<image::Bytes> read_bytes(const std::filesystem::path& path) {
  const auto text = read_text(path);
  if (!text) return fail(text.error());
  const auto* first = reinterpret_cast<const std::byte*>(text->data());
  return image::Bytes(first, first + text->size());
}

Status write_text(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) return fail(file_error("Cannot write", path));
  return {};
}

Status write_picture(const std::filesystem::path& path, const image::Image& picture) {
  const auto format = path.extension() == ".png" ? image::Format::kPng : image::Format::kJpeg;
  const auto bytes = image::encode(picture, {.format = format, .quality = kJpegQuality});
  if (!bytes) return fail(bytes.error());
  return write_text(path, {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
}

}  // namespace drape::eval
