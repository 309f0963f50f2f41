#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "image/decoder.h"
#include "tryon/try_on.h"
#include "vision/vision.h"

namespace CLI {
class App;
}

namespace drape::cli {

/// What a command needs to know to open the engine.
struct EngineSettings {
  std::filesystem::path
      models;  ///< Folder with the imported networks; empty: where the program was installed.
  std::filesystem::path models_store;  ///< Folder of optional networks; empty: none is used.
  int inference_threads = 2;           ///< Threads of one inference.
  int person_side_max = 2048;          ///< Pixels.
  int garment_side_max = 1536;         ///< Pixels.
  int analysis_cache_mb = 256;         ///< Memory for cached analyses, MiB.
};

/// Adds the engine's settings to a command.
void add_engine_settings(CLI::App& command, EngineSettings& settings);

/// Where the optional networks of a data directory are.
[[nodiscard]] std::filesystem::path default_models_store(const std::filesystem::path& data);

/// Loads the networks. Fails with a sentence that says what is missing.
[[nodiscard]] Result<std::shared_ptr<const vision::Vision>> open_vision(const EngineSettings& settings);

/// The engine alone.
[[nodiscard]] std::shared_ptr<const tryon::TryOnEngine> open_engine(const EngineSettings& settings);

/// The networks and the engine. `decoder` decodes the photos; none: this process.
[[nodiscard]] Result<std::shared_ptr<const tryon::TryOn>> open_try_on(
    const EngineSettings& settings, std::shared_ptr<const image::Decoder> decoder = nullptr);

}  // namespace drape::cli
