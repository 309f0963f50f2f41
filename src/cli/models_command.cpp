#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/commands.h"
#include "cli/engine_settings.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"
#include "vision/model_store.h"

namespace drape::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ModelsArguments {
  std::filesystem::path data = "data";
  std::filesystem::path store;
  std::filesystem::path network;
  std::filesystem::path manifest;
  std::string name;
  bool json = false;
};

vision::ModelStore store_of(const ModelsArguments& arguments) {
  return vision::ModelStore(arguments.store.empty() ? default_models_store(arguments.data) : arguments.store);
}

Json as_json(const vision::InstalledModel& model) {
  const vision::ParserManifest& manifest = model.manifest;
  return {{"name", manifest.name},     {"version", manifest.version},
          {"kind", "body-parser"},     {"licence", manifest.licence},
          {"sha256", manifest.sha256}, {"source", manifest.source},
          {"tag", model.tag}};
}

Status add_model(const ModelsArguments& arguments) {
  const auto model = store_of(arguments).add(arguments.network, arguments.manifest);
  if (!model) return fail(model.error());
  std::cout << model->tag << "\n";
  return {};
}

Status list_models(const ModelsArguments& arguments) {
  const auto models = store_of(arguments).list();
  if (!models) return fail(models.error());
  if (arguments.json) {
    Json list = Json::array();
    for (const vision::InstalledModel& model : *models) list.push_back(as_json(model));
    std::cout << list.dump() << "\n";
    return {};
  }
  std::printf("%-32s %-12s %-14s %s\n", "NAME", "VERSION", "LICENCE", "SHA-256");
  for (const vision::InstalledModel& model : *models) {
    const vision::ParserManifest& manifest = model.manifest;
    std::printf("%-32s %-12s %-14s %s\n", manifest.name.c_str(), manifest.version.c_str(),
                manifest.licence.c_str(), manifest.sha256.c_str());
  }
  return {};
}

Status remove_model(const ModelsArguments& arguments) {
  return store_of(arguments).remove(arguments.name);
}

using Action = Status (*)(const ModelsArguments&);

/// Adds one of the commands under `models`, with the place of the store.
CLI::App& add_action(CLI::App& models, const std::string& name, const std::string& doc, Action action,
                     const std::shared_ptr<ModelsArguments>& arguments, int& exit_code) {
  CLI::App& command = *models.add_subcommand(name, doc);
  add_setting(command, "--data", arguments->data, "Directory with the server's data; the store is in it");
  add_setting(command, "--models-store", arguments->store,
              "The store (default: models in the data directory)");
  command.callback([action, arguments, &exit_code] {
    const Status done = action(*arguments);
    if (!done) print_error(done.error());
    exit_code = done ? kExitOk : kExitFailed;
  });
  return command;
}

}  // namespace

void add_models_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ModelsArguments>();
  CLI::App& models = *app.add_subcommand("models", "Add, list and remove optional networks");
  models.require_subcommand(1);

  CLI::App& add =
      add_action(models, "add", "Check a network and put it into the store", add_model, arguments, exit_code);
  add.add_option("file", arguments->network, "The network, ONNX")->required();
  add.add_option("--manifest", arguments->manifest, "What has to be known of it, JSON (docs/models.md)")
      ->required();

  CLI::App& list =
      add_action(models, "list", "List the networks in the store", list_models, arguments, exit_code);
  list.add_flag("--json", arguments->json, "Print JSON");

  CLI::App& remove =
      add_action(models, "remove", "Take a network out of the store", remove_model, arguments, exit_code);
  remove.add_option("name", arguments->name, "What `list` calls it")->required();
}

}  // namespace drape::cli
