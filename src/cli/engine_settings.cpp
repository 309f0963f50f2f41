#include "cli/engine_settings.h"

#include <system_error>
#include <utility>

#include "cli/setting.h"
#include "tryon/geometric/geometric_engine.h"

namespace drape::cli {
namespace {

/// Beside the program in a build folder, under share/ when installed.
std::filesystem::path default_models() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto beside = program.parent_path() / "models";
  if (std::filesystem::is_directory(beside, error)) return beside;
  return program.parent_path().parent_path() / "share" / "drape" / "models";
}

}  // namespace

void add_engine_settings(CLI::App& command, EngineSettings& settings) {
  const std::string group = "Engine";
  add_setting(command, "--models", settings.models,
              "Folder with the networks (default: where Drape is installed)")
      ->type_name("FOLDER")
      ->group(group);
  add_setting(command, "--models-store", settings.models_store,
              "Folder of optional networks (drape models add)")
      ->type_name("FOLDER")
      ->group(group);
  add_setting(command, "--inference-threads", settings.inference_threads, "Threads of one inference")
      ->check(CLI::Range(1, 256))
      ->group(group);
  add_setting(command, "--person-side-max", settings.person_side_max,
              "A person photo with a longer side (pixels) is scaled down to this; the result has its size")
      ->type_name("PIXELS")
      ->check(CLI::Range(256, 8192))
      ->group(group);
  add_setting(command, "--garment-side-max", settings.garment_side_max,
              "A garment photo with a longer side (pixels) is scaled down to this")
      ->type_name("PIXELS")
      ->check(CLI::Range(256, 8192))
      ->group(group);
  add_setting(command, "--analysis-cache-mb", settings.analysis_cache_mb,
              "Memory for analyses of recently used photos, MiB; 0 switches the cache off")
      ->type_name("MIB")
      ->check(CLI::Range(0, 1'000'000))
      ->group(group);
}

std::filesystem::path default_models_store(const std::filesystem::path& data) {
  return data / "models";
}

Result<std::shared_ptr<const vision::Vision>> open_vision(const EngineSettings& settings) {
  const auto models = settings.models.empty() ? default_models() : settings.models;
  return vision::Vision::open(
      {.models = models, .threads = settings.inference_threads, .store = settings.models_store});
}

std::shared_ptr<const tryon::TryOnEngine> open_engine(const EngineSettings& /*settings*/) {
  return tryon::geometric::make_geometric_engine();
}

}  // namespace drape::cli
