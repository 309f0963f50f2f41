#include "tflite/import_packages.h"

#include <openssl/evp.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tflite/catalogue.h"
#include "tflite/importer.h"

namespace drape::tflite {

namespace {

using Bytes = std::vector<std::byte>;

std::string sha256_hex(std::span<const std::byte> bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += kDigits[digest[i] >> 4U];
    text += kDigits[digest[i] & 0xFU];
  }
  return text;
}

Result<Bytes> read_source(const std::filesystem::path& packages, const CatalogueEntry& entry) {
  const std::filesystem::path path = packages / entry.package / entry.file;
  std::ifstream stream(path, std::ios::binary | std::ios::ate);
  if (!stream) return fail(Error::internal(path.string() + " is not there: run './run setup'"));
  const auto file_size = static_cast<std::uint64_t>(stream.tellg());
  const Slice slice = entry.slice.value_or(Slice{0, file_size});
  if (slice.offset > file_size || slice.size > file_size - slice.offset) {
    return fail(Error::internal(path.string() + " is shorter than expected"));
  }
  Bytes bytes(slice.size);
  stream.seekg(static_cast<std::streamoff>(slice.offset));
  stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!stream) return fail(Error::internal("cannot read " + path.string()));
  const std::string hash = sha256_hex(bytes);
  if (hash != entry.sha256) {
    return fail(Error::internal(path.string() + " is not the network that was reviewed: SHA-256 is " + hash +
                                ", expected " + std::string(entry.sha256)));
  }
  return bytes;
}

/// Writes beside the target and renames, so that a broken build leaves no half file behind.
Status write_file(const std::filesystem::path& path, std::string_view contents) {
  std::filesystem::path unfinished = path;
  unfinished += ".part";
  std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
  stream.write(contents.data(), static_cast<std::streamsize>(contents.size()));
  stream.close();
  std::error_code error;
  if (stream) std::filesystem::rename(unfinished, path, error);
  if (!stream || error) return fail(Error::internal("cannot write " + path.string()));
  return {};
}

Result<nlohmann::ordered_json> import_network(const std::filesystem::path& packages,
                                              const std::filesystem::path& output,
                                              const CatalogueEntry& entry) {
  auto source = read_source(packages, entry);
  if (!source) return fail(source.error());
  auto onnx = import_tflite(*source);
  if (!onnx) return fail(Error::internal(std::string(entry.name) + ": " + onnx.error().internal_text.value));
  const std::string file = std::string(entry.name) + ".onnx";
  if (auto written = write_file(output / file, *onnx); !written) return fail(written.error());
  return nlohmann::ordered_json{
      {"name", entry.name},
      {"file", file},
      {"sha256", sha256_hex(std::as_bytes(std::span(*onnx)))},
      {"source",
       {{"package", entry.package},
        {"version", entry.version},
        {"file", entry.file},
        {"sha256", entry.sha256}}},
      {"licence", entry.licence},
  };
}

}  // namespace

Status import_packages(const std::filesystem::path& packages, const std::filesystem::path& output) {
  std::error_code error;
  std::filesystem::create_directories(output, error);
  if (error) return fail(Error::internal("cannot create " + output.string()));
  nlohmann::ordered_json networks = nlohmann::ordered_json::array();
  for (const CatalogueEntry& entry : catalogue()) {
    auto record = import_network(packages, output, entry);
    if (!record) return fail(record.error());
    networks.push_back(std::move(*record));
  }
  return write_file(output / "manifest.json", nlohmann::ordered_json{{"networks", networks}}.dump(2) + "\n");
}

}  // namespace drape::tflite
