#include "cli/file_io.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <string>

namespace drape::cli {
namespace {

Error file_error(const std::string& what, const std::filesystem::path& path) {
  return Error::invalid("file", what + " " + path.string());
}

std::optional<image::Format> format_of(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (extension == ".png") return image::Format::kPng;
  if (extension == ".jpg" || extension == ".jpeg") return image::Format::kJpeg;
  if (extension == ".webp") return image::Format::kWebp;
  return std::nullopt;
}

}  // namespace

Result<image::Bytes> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(path)) return fail(file_error("Cannot read", path));
  image::Bytes bytes(std::filesystem::file_size(path));
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file) return fail(file_error("Cannot read", path));
  return bytes;
}

Result<image::Image> read_picture(const std::filesystem::path& path, int side_max) {
  const auto bytes = read_file(path);
  if (!bytes) return fail(bytes.error());
  auto picture = image::decode(*bytes, {}, side_max);
  if (!picture) return fail(Error::invalid("file", path.string() + ": " + picture.error().public_text.value));
  return picture;
}

bool has_picture_extension(const std::filesystem::path& path) {
  return format_of(path).has_value();
}

Status write_picture(const std::filesystem::path& path, const image::Image& picture) {
  const auto format = format_of(path);
  if (!format) return fail(file_error("The name must end in .png, .jpg or .webp:", path));
  const auto bytes = image::encode(picture, {.format = *format});
  if (!bytes) return fail(bytes.error());
  const std::filesystem::path partial = path.string() + ".partial";
  std::ofstream file(partial, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
  file.close();
  std::error_code moved;
  if (file) std::filesystem::rename(partial, path, moved);
  if (!file || moved) return fail(file_error("Cannot write", path));
  return {};
}

}  // namespace drape::cli
