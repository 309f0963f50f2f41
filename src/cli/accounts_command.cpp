#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <thread>

#include "cli/commands.h"
#include "cli/data_access.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"
#include "service/account_purge.h"

namespace drape::cli {
namespace {

struct PurgeArguments {
  std::string data = "data";
  std::string name;
  bool yes = false;
  int wait_seconds = 60;
};

Error needs_yes() {
  return Error::invalid(
      "confirmation_needed",
      "This deletes the account's keys, photos, tasks and results for good. Say --yes to do it.");
}

Status purge(const PurgeArguments& arguments) {
  using Erasure = service::AccountPurge::Erasure;
  const auto data = open_data(arguments.data);
  if (!data) return fail(data.error());
  const SystemClock clock;
  service::BlobReaper reaper(data->directory->records(), data->directory->blobs());
  service::AccountPurge purge(data->directory->records(), reaper, clock,
                              data->alone ? Erasure::kHere : Erasure::kByServer);
  const Result<task::AccountId> account = purge.find(arguments.name);
  if (!account) return fail(account.error());
  if (!arguments.yes) return fail(needs_yes());
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(arguments.wait_seconds);
  while (true) {
    const Result<bool> gone = purge.run(*account);
    if (!gone) return fail(gone.error());
    if (*gone) break;
    if (std::chrono::steady_clock::now() > end) {
      return fail(
          {ErrorKind::kBusy,
           "purge_unfinished",
           {"The account is closed and empty, but the running server has not erased all of its files yet. "
            "Run this again."},
           {}});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  std::cout << "account " << account->value() << " is gone\n";
  return {};
}

}  // namespace

void add_accounts_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<PurgeArguments>();
  CLI::App& accounts = *app.add_subcommand("accounts", "Remove accounts, also beside a running server");
  accounts.require_subcommand(1);
  CLI::App& command = *accounts.add_subcommand(
      "purge", "Delete an account for good: its keys, photos, tasks, results and all their bytes");
  add_setting(command, "--data", arguments->data, "Directory with the server's data");
  command.add_option("name", arguments->name, "Name of the account")->required();
  command.add_flag("--yes", arguments->yes, "Do it; without this, nothing is deleted");
  command.add_option("--wait", arguments->wait_seconds, "For a running server to erase the files")
      ->check(CLI::Range(0, 86'400))
      ->type_name("SECONDS")
      ->capture_default_str();
  command.callback([arguments, &exit_code] {
    const Status done = purge(*arguments);
    if (!done) print_error(done.error());
    exit_code = done ? kExitOk : kExitFailed;
  });
}

}  // namespace drape::cli
