#include <CLI/CLI.hpp>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

#include "base/random.h"
#include "cli/commands.h"
#include "cli/data_access.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"
#include "http/timestamps.h"
#include "store/backup.h"
#include "store/files/file_system.h"

namespace drape::cli {
namespace {

struct BackupArguments {
  std::string data = "data";
  std::string backup;
  bool verify = false;
};

/// The machine's own, for the time of one command.
struct Machine {
  store::PosixFileSystem files;
  SystemRandom random;
  SystemClock clock;
  store::BackupTools tools{files, random, clock};
};

Status back_up(const BackupArguments& arguments) {
  const auto data = open_data_beside_server(arguments.data);
  if (!data) return fail(data.error());
  Machine machine;
  const store::BackupOptions options{.verify = arguments.verify};
  const auto report = store::back_up(*data->directory, arguments.backup, machine.tools, options);
  if (!report) return fail(report.error());
  std::cout << report->blobs << " pictures: " << report->copied << " copied (" << report->bytes_copied
            << " bytes), " << report->kept << " were there; " << report->removed
            << " of an earlier backup removed\n"
            << "The backup holds the keys and photos of all accounts: keep it as safe as the data.\n";
  return {};
}

Status restore(const BackupArguments& arguments) {
  Machine machine;
  const auto report = store::restore(arguments.backup, arguments.data, machine.tools);
  if (!report) return fail(report.error());
  std::cout << report->blobs << " pictures (" << report->bytes << " bytes) as of "
            << http::iso_time(report->made) << "\n";
  return {};
}

void run(CLI::App& command, const std::shared_ptr<BackupArguments>& arguments, int& exit_code,
         const std::function<Status(const BackupArguments&)>& work) {
  command.callback([arguments, &exit_code, work] {
    const Status done = work(*arguments);
    if (!done) print_error(done.error());
    exit_code = done ? kExitOk : kExitFailed;
  });
}

}  // namespace

void add_backup_commands(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<BackupArguments>();
  CLI::App& backup = *app.add_subcommand(
      "backup", "Copy all data into a directory, also beside a running server; again: only what is new");
  add_setting(backup, "--data", arguments->data, "Directory with the server's data");
  backup.add_option("directory", arguments->backup, "Missing, empty, or an earlier backup")->required();
  backup.add_flag("--verify", arguments->verify, "Read again what an earlier backup left, and mend it");
  run(backup, arguments, exit_code, back_up);

  CLI::App& restored =
      *app.add_subcommand("restore", "Fill an empty data directory from a backup, every file checked");
  add_setting(restored, "--data", arguments->data, "Directory to fill; missing or empty");
  restored.add_option("directory", arguments->backup, "The backup")->required();
  run(restored, arguments, exit_code, restore);
}

}  // namespace drape::cli
