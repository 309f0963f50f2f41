#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/commands.h"
#include "cli/data_access.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"
#include "http/timestamps.h"

namespace drape::cli {
namespace {

struct DeletionsArguments {
  std::string data = "data";
  std::int64_t count_max = 1'000;
  bool json = false;
};

/// One JSON object a line.
void print_as_json(const std::vector<task::Deletion>& deletions) {
  for (const task::Deletion& line : deletions) {
    nlohmann::ordered_json key;
    if (!line.key.empty()) key = line.key;
    std::cout << nlohmann::ordered_json{{"time", http::iso_time(line.time)},
                                        {"account_id", line.account},
                                        {"kind", to_string(line.kind)},
                                        {"id", line.object},
                                        {"cause", to_string(line.cause)},
                                        {"key", key},
                                        {"files", line.blobs},
                                        {"bytes", line.bytes}}
                     .dump()
              << "\n";
  }
}

void print_as_table(const std::vector<task::Deletion>& deletions) {
  std::printf("%-28s %-8s %-14s %-8s %-10s %-14s %-6s %s\n", "TIME", "ACCOUNT", "KIND", "ID", "CAUSE", "KEY",
              "FILES", "BYTES");
  for (const task::Deletion& line : deletions) {
    std::printf("%-28s %-8lld %-14s %-8lld %-10s %-14s %-6lld %lld\n", http::iso_time(line.time).c_str(),
                static_cast<long long>(line.account), std::string(to_string(line.kind)).c_str(),
                static_cast<long long>(line.object), std::string(to_string(line.cause)).c_str(),
                line.key.empty() ? "-" : line.key.c_str(), static_cast<long long>(line.blobs),
                static_cast<long long>(line.bytes));
  }
}

Status list(const DeletionsArguments& arguments) {
  const auto data = open_data_beside_server(arguments.data);
  if (!data) return fail(data.error());
  const auto deletions = data->directory->records().deletions().list(arguments.count_max);
  if (!deletions) return fail(deletions.error());
  (arguments.json ? print_as_json : print_as_table)(*deletions);
  return {};
}

}  // namespace

void add_deletions_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<DeletionsArguments>();
  CLI::App& command = *app.add_subcommand(
      "deletions", "List what was deleted, when and by whom, without what it was; newest last");
  add_setting(command, "--data", arguments->data, "Directory with the server's data");
  command.add_option("--last", arguments->count_max, "Only so many of the newest")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command.add_flag("--json", arguments->json, "Print JSON, one object a line");
  command.callback([arguments, &exit_code] {
    const Status done = list(*arguments);
    if (!done) print_error(done.error());
    exit_code = done ? kExitOk : kExitFailed;
  });
}

}  // namespace drape::cli
