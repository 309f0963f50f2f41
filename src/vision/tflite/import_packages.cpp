#include "tflite/import_packages.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "onnx/model_file.h"
#include "tflite/catalogue.h"
#include "tflite/importer.h"

namespace drape::tflite {

namespace {

using Bytes = std::vector<std::byte>;

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
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
  const std::string hash = onnx::sha256_hex(text_of(bytes));
  if (hash != entry.sha256) {
    return fail(Error::internal(path.string() + " is not the network that was reviewed: SHA-256 is " + hash +
                                ", expected " + std::string(entry.sha256)));
  }
  return bytes;
}

Result<nlohmann::ordered_json> import_network(const std::filesystem::path& packages,
                                              const std::filesystem::path& output,
                                              const CatalogueEntry& entry) {
  auto source = read_source(packages, entry);
  if (!source) return fail(source.error());
  auto encoded = import_tflite(*source);
  if (!encoded)
    return fail(Error::internal(std::string(entry.name) + ": " + encoded.error().internal_text.value));
  const std::string file = std::string(entry.name) + ".onnx";
  if (auto written = onnx::write_whole_file(output / file, *encoded); !written) return fail(written.error());
  return nlohmann::ordered_json{
      {"name", entry.name},
      {"file", file},
      {"sha256", onnx::sha256_hex(*encoded)},
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
  return onnx::write_whole_file(output / "manifest.json",
                                nlohmann::ordered_json{{"networks", networks}}.dump(2) + "\n");
}

}  // namespace drape::tflite
