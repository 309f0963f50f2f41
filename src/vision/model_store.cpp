#include "vision/model_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "onnx/model_file.h"
#include "onnx/repair.h"

namespace drape::vision {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kRecord = ".json";
constexpr std::string_view kNetwork = ".onnx";
constexpr std::string_view kUnfinished = ".part";

// A record may take so many times the manifest that it holds: it is written with a line for each member.
constexpr std::uint64_t kRecordGrowthMax = 2;

constexpr std::size_t kTagHashSize = 12;  // Digits: enough to tell the models of one shop apart.

// A network is tried out with one thread: the result does not depend on it.
constexpr int kTrialThreads = 1;

Error missing(const std::string& name) {
  return {ErrorKind::kNotFound, "model_missing", {"There is no model called " + name + "."}, {}};
}

/// The reason why a network that ran on nothing yet is of no use, as a fault of the file and not of Drape.
Error as_fault_of_file(const Error& error) {
  if (error.kind != ErrorKind::kInternal) return error;
  Error fault = Error::invalid("model_unsupported", "ONNX Runtime cannot compute this network.");
  fault.internal_text = error.internal_text;
  return fault;
}

std::string tag_of(const ParserManifest& manifest, const std::string& record) {
  return manifest.name + "-" + manifest.version + "-" + onnx::sha256_hex(record).substr(0, kTagHashSize);
}

/// What stands in NAME.json: the manifest as it was given, and the hash of the repaired network.
std::string encode_record(const std::string& manifest, const std::string& file_sha256) {
  return Json{{"file_sha256", file_sha256}, {"manifest", Json::parse(manifest)}}.dump(2) + "\n";
}

/// Reading the store's own file: nothing but a mishap can break it.
Result<InstalledModel> decode_record(const std::string& record, const fs::path& path) {
  const Json json = Json::parse(record, nullptr, false);
  const bool whole = json.is_object() && json.contains("manifest") && json.contains("file_sha256") &&
                     json["file_sha256"].is_string();
  if (!whole) return fail(Error::internal(path.string() + " is broken: remove the model and add it again"));
  auto manifest = parse_manifest(json["manifest"].dump());
  if (!manifest) {
    return fail(Error::internal(path.string() + ": " + manifest.error().public_text.value));
  }
  const std::string tag = tag_of(*manifest, record);
  return InstalledModel{*std::move(manifest), json["file_sha256"].get<std::string>(), tag};
}

}  // namespace

fs::path ModelStore::record_path(std::string name) const {
  return folder_ / name.append(kRecord);
}

fs::path ModelStore::network_path(std::string sha256) const {
  return folder_ / sha256.append(kNetwork);
}

Result<InstalledModel> ModelStore::read_record(const fs::path& path) const {
  const auto record = onnx::read_whole_file(path, kRecordGrowthMax * limits_.manifest_bytes_max);
  if (!record) return fail(record.error());
  return decode_record(*record, path);
}

std::vector<fs::path> ModelStore::files(std::string_view extension) const {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == extension) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

Result<std::vector<InstalledModel>> ModelStore::list() const {
  std::error_code error;
  const fs::directory_iterator probe(folder_, error);
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail(Error::internal("cannot read " + folder_.string() + ": " + error.message()));
  }
  std::vector<InstalledModel> models;
  for (const fs::path& path : files(kRecord)) {
    auto model = read_record(path);
    if (!model) return fail(model.error());
    models.push_back(*std::move(model));
  }
  return models;
}

Result<ModelStore::Candidate> ModelStore::check(const fs::path& onnx_path,
                                                const fs::path& manifest_path) const {
  Candidate candidate;
  auto text = onnx::read_whole_file(manifest_path, limits_.manifest_bytes_max);
  if (!text) return fail(text.error());
  candidate.manifest_text = *std::move(text);
  auto manifest = parse_manifest(candidate.manifest_text);
  if (!manifest) return fail(manifest.error());
  candidate.manifest = *std::move(manifest);
  const auto published = onnx::read_whole_file(onnx_path, limits_.model_bytes_max);
  if (!published) return fail(published.error());
  if (const std::string hash = onnx::sha256_hex(*published); hash != candidate.manifest.sha256) {
    return fail(
        Error::invalid("model_hash_differs",
                       "The file is not the one that the manifest is for: its SHA-256 is " + hash + "."));
  }
  auto repaired = onnx::repair_for_runtime(*published, candidate.manifest.output_names());
  if (!repaired) return fail(repaired.error());
  candidate.network = *std::move(repaired);
  if (const auto tried = BodyParser::load(candidate.network, candidate.manifest, kTrialThreads); !tried) {
    return fail(as_fault_of_file(tried.error()));
  }
  return candidate;
}

Result<InstalledModel> ModelStore::add(const fs::path& onnx_path, const fs::path& manifest_path) const {
  const auto candidate = check(onnx_path, manifest_path);
  if (!candidate) return fail(candidate.error());
  const std::string& name = candidate->manifest.name;
  for (const fs::path& other : files(kRecord)) {
    if (other.stem() == name) continue;
    return fail(Error{ErrorKind::kConflict,
                      "parser_installed",
                      {"There is another body parser: " + other.stem().string() + ". Remove it first."},
                      {}});
  }
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) return fail(Error::internal("cannot make " + folder_.string() + ": " + error.message()));
  const std::string hash = onnx::sha256_hex(candidate->network);
  const std::string record = encode_record(candidate->manifest_text, hash);
  if (record.size() > kRecordGrowthMax * limits_.manifest_bytes_max) {
    return fail(Error::invalid("manifest_invalid", "The manifest is too large."));
  }
  // The record is what makes the model be there, so it comes last.
  Status written = onnx::write_whole_file(network_path(hash), candidate->network);
  if (written) written = onnx::write_whole_file(record_path(name), record);
  if (!written) return fail(written.error());
  drop_unused_networks();
  return decode_record(record, record_path(name));
}

Status ModelStore::remove(const std::string& name) const {
  // A name is not a path: only a record in the folder can be removed. It may be broken.
  const std::vector<fs::path> records = files(kRecord);
  if (std::find(records.begin(), records.end(), record_path(name)) == records.end())
    return fail(missing(name));
  std::error_code error;
  fs::remove(record_path(name), error);
  if (error) return fail(Error::internal("cannot remove " + record_path(name).string()));
  drop_unused_networks();
  return {};
}

// What stays behind here is only space: an error is left to the next time.
void ModelStore::drop_unused_networks() const {
  const auto installed = list();
  if (!installed) return;
  std::set<fs::path> used;
  for (const InstalledModel& model : *installed) used.insert(network_path(model.file_sha256));
  std::error_code error;
  for (const std::string_view extension : {kNetwork, kUnfinished}) {
    for (const fs::path& path : files(extension)) {
      if (!used.contains(path)) fs::remove(path, error);
    }
  }
}

Result<BodyParser> ModelStore::open(const InstalledModel& model, int threads) const {
  const fs::path path = network_path(model.file_sha256);
  const auto bytes = onnx::read_whole_file(path, limits_.model_bytes_max);
  if (!bytes)
    return fail(Error::internal("cannot read the model " + model.manifest.name + ": " + path.string()));
  if (onnx::sha256_hex(*bytes) != model.file_sha256) {
    return fail(Error::internal("the model " + model.manifest.name + " was changed on the disk (" +
                                path.string() + "): remove it and add it again"));
  }
  auto parser = BodyParser::load(*bytes, model.manifest, threads);
  if (!parser) {
    return fail(Error::internal("model " + model.manifest.name + ": " + parser.error().public_text.value +
                                " " + parser.error().internal_text.value));
  }
  return parser;
}

}  // namespace drape::vision
