#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "vision/body_parser.h"
#include "vision/parser_manifest.h"

namespace drape::vision {

struct InstalledModel {
  ParserManifest manifest;
  std::string file_sha256;  ///< Of the repaired network in the store.
  /// Names what results depend on: name, version and a hash over the network and the whole manifest.
  std::string tag;
};

struct ModelStoreLimits {
  std::uint64_t model_bytes_max = std::uint64_t{512} << 20U;
  std::uint64_t manifest_bytes_max = std::uint64_t{1} << 20U;
};

/// A folder of optional networks that the operator added: NAME.json (the manifest and the hash of the
/// network's file) and HASH.onnx for each. A model appears in it whole or not at all. Only the operator's
/// commands write, one at a time; any number of processes may read.
class ModelStore {
 public:
  explicit ModelStore(std::filesystem::path folder, ModelStoreLimits limits = {})
      : folder_(std::move(folder)), limits_(limits) {}

  /// Checks the manifest, the file's hash and that the network runs and gives what the manifest says; then
  /// stores it, repaired for the runtime. A model of the same name is replaced. Fails with kInvalidInput
  /// ("manifest_invalid", "model_hash_differs", "model_broken", "model_unsupported", "model_output_missing"),
  /// kConflict "parser_installed" when another parser is there, kNotFound "file_missing", kTooLarge
  /// "file_too_large"; then nothing is changed.
  [[nodiscard]] Result<InstalledModel> add(const std::filesystem::path& onnx,
                                           const std::filesystem::path& manifest) const;
  /// Fails with kNotFound "model_missing" when there is no model of this name.
  [[nodiscard]] Status remove(const std::string& name) const;
  /// In the order of their names; none when there is no such folder. Fails when a record is broken.
  [[nodiscard]] Result<std::vector<InstalledModel>> list() const;

  /// Loads a model after checking its hash. Fails with an internal error when the file is missing or changed.
  [[nodiscard]] Result<BodyParser> open(const InstalledModel& model, int threads) const;

 private:
  /// A model that may be stored.
  struct Candidate {
    std::string manifest_text;
    ParserManifest manifest;
    std::string network;  ///< Repaired.
  };
  [[nodiscard]] std::filesystem::path record_path(std::string name) const;
  [[nodiscard]] std::filesystem::path network_path(std::string sha256) const;
  [[nodiscard]] std::vector<std::filesystem::path> files(std::string_view extension) const;
  [[nodiscard]] Result<InstalledModel> read_record(const std::filesystem::path& path) const;
  [[nodiscard]] Result<Candidate> check(const std::filesystem::path& onnx,
                                        const std::filesystem::path& manifest) const;
  void drop_unused_networks() const;

  std::filesystem::path folder_;
  ModelStoreLimits limits_;
};

}  // namespace drape::vision
