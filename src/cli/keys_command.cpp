#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <functional>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/random.h"
#include "cli/commands.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"
#include "service/key_ring.h"
#include "store/data_directory.h"

namespace drape::cli {
namespace {

struct KeysArguments {
  std::string data = "data";
  std::string name;
  std::string key;
  bool json = false;
  std::string scope = "write";
  bool read_only = false;
};

/// "2026-01-01T12:00:00Z"
std::string date_text(Timestamp time) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[sizeof "2026-01-01T12:00:00Z"];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

Status with_key_ring(const KeysArguments& arguments, const std::function<Status(service::KeyRing&)>& work) {
  // Beside a running server: nothing but the database is touched.
  const auto directory = store::open_data_directory(arguments.data, {store::Access::kTool, 1});
  if (!directory) return fail(directory.error());
  SystemRandom random;
  const SystemClock clock;
  service::KeyRing keys((*directory)->records().accounts(), random, clock);
  return work(keys);
}

Status create_key(const KeysArguments& arguments) {
  return with_key_ring(arguments, [&](service::KeyRing& keys) -> Status {
    const auto scope = task::key_scope_from(arguments.read_only ? "read" : arguments.scope);
    const Result<std::string> key = keys.create(arguments.name, scope.value());
    if (!key) return fail(key.error());
    std::cout << *key << "\n";
    return {};
  });
}

void print_as_json(const std::vector<store::ListedApiKey>& keys) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& [key, account_name] : keys) {
    nlohmann::ordered_json revoked_at;
    if (key.revoked_at) revoked_at = date_text(*key.revoked_at);
    list.push_back({{"public_id", key.public_id},
                    {"account_id", key.account.value()},
                    {"account", account_name},
                    {"scope", task::to_string(key.scope)},
                    {"created_at", date_text(key.created_at)},
                    {"revoked_at", revoked_at}});
  }
  std::cout << list.dump() << "\n";
}

void print_as_table(const std::vector<store::ListedApiKey>& keys) {
  std::printf("%-14s %-6s %-22s %-22s %s\n", "KEY", "SCOPE", "CREATED", "REVOKED", "ACCOUNT");
  for (const auto& [key, account_name] : keys) {
    const std::string revoked = key.revoked_at ? date_text(*key.revoked_at) : "-";
    std::printf("%-14s %-6s %-22s %-22s %s\n", key.public_id.c_str(),
                std::string(task::to_string(key.scope)).c_str(), date_text(key.created_at).c_str(),
                revoked.c_str(), account_name.c_str());
  }
}

Status list_keys(const KeysArguments& arguments) {
  return with_key_ring(arguments, [&](service::KeyRing& keys) -> Status {
    const auto list = keys.list();
    if (!list) return fail(list.error());
    (arguments.json ? print_as_json : print_as_table)(*list);
    return {};
  });
}

Status revoke_key(const KeysArguments& arguments) {
  return with_key_ring(arguments, [&](service::KeyRing& keys) { return keys.revoke(arguments.key); });
}

using Action = Status (*)(const KeysArguments&);

/// Adds one of the commands under `keys`, with its data directory.
CLI::App& add_action(CLI::App& keys, const std::string& name, const std::string& doc, Action action,
                     const std::shared_ptr<KeysArguments>& arguments, int& exit_code) {
  CLI::App& command = *keys.add_subcommand(name, doc);
  add_setting(command, "--data", arguments->data,
              "Directory with the server's data; made when it is missing");
  command.callback([action, arguments, &exit_code] {
    const Status done = action(*arguments);
    if (!done) print_error(done.error());
    exit_code = done ? kExitOk : kExitFailed;
  });
  return command;
}

}  // namespace

void add_keys_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<KeysArguments>();
  CLI::App& keys =
      *app.add_subcommand("keys", "Make, list and revoke API keys, also beside a running server");
  keys.require_subcommand(1);

  CLI::App& create = add_action(keys, "create", "Make a key and print it: this once, it is stored nowhere",
                                create_key, arguments, exit_code);
  create.add_option("name", arguments->name, "Account of the key; made when there is none of this name")
      ->required();
  CLI::Option* scope = create
                           .add_option("--scope", arguments->scope,
                                       "What the key may do: read (only look), write (also upload, order and "
                                       "delete), admin (also what concerns the whole account)")
                           ->check(CLI::IsMember({"read", "write", "admin"}))
                           ->capture_default_str();
  create.add_flag("--read-only", arguments->read_only, "The same as --scope read")->excludes(scope);

  CLI::App& list =
      add_action(keys, "list", "List the keys, without their secrets", list_keys, arguments, exit_code);
  list.add_flag("--json", arguments->json, "Print JSON");

  CLI::App& revoke =
      add_action(keys, "revoke", "Refuse a key from now on, for good", revoke_key, arguments, exit_code);
  revoke.add_option("key", arguments->key, "What `list` shows of it, or the key itself")->required();
}

}  // namespace drape::cli
