#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "cli/engine_settings.h"
#include "cli/webhook_settings.h"
#include "http/links.h"
#include "http/server.h"
#include "sandbox/sandboxed_decoder.h"
#include "service/settings.h"

namespace CLI {
class App;
}

namespace drape::cli {

/// Where the photos that clients sent are decoded (docs/reliability/decoding.md).
struct DecodingSettings {
  bool sandboxed = true;  ///< In child processes that are locked up; else in the server's own process.
  sandbox::DecoderOptions sandbox;
  int memory_mb = 1'024;  ///< MiB; fills DecoderOptions::memory_bytes.
};

/// Everything that `drape serve` can be told.
struct ServeSettings {
  std::string listen = "127.0.0.1:8080";
  std::filesystem::path data = "data";
  http::ServerOptions server;
  http::LinkOptions links;
  std::vector<std::string> cors_origins{"*"};
  bool console = true;                       ///< Serve the console at / and the API's page at /docs/.
  std::vector<std::string> trusted_proxies;  ///< Addresses and networks, see http::client_address.
  service::Settings services;
  EngineSettings engine;
  DecodingSettings decoding;
  WebhookArguments webhooks;
  std::chrono::milliseconds drain_timeout{30'000};  ///< For requests under way when stopping.
  log::Level log_level = log::Level::kInfo;
};

/// Adds the settings of the server to a command.
void add_serve_settings(CLI::App& command, ServeSettings& settings);

/// Fills in what follows from other settings (host and port, one upload limit for all). Fails with
/// kInvalidInput "invalid_setting".
[[nodiscard]] Status complete(ServeSettings& settings);

}  // namespace drape::cli
