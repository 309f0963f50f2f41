#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/commands.h"
#include "cli/data_access.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"
#include "service/blob_reaper.h"

namespace drape::cli {
namespace {

struct GcArguments {
  std::string data = "data";
  bool dry_run = false;
  bool json = false;
};

/// What nothing refers to.
struct Garbage {
  std::int64_t orphans = 0;  ///< Files without a row.
  std::int64_t orphan_bytes = 0;
  std::int64_t waiting = 0;    ///< Files whose last row was deleted, and that were not erased at once.
  std::int64_t temporary = 0;  ///< Files on their way in, of a process that has died.
};

/// Beside a running server only orphans: it erases the waiting ones itself, with what it has of them in
/// memory; and what is on its way in is its own.
Result<Garbage> find(const OpenedData& data, service::BlobReaper& reaper) {
  Garbage garbage;
  const auto orphans = reaper.find_orphans();
  if (!orphans) return fail(orphans.error());
  for (const service::BlobReaper::Orphan& orphan : *orphans) {
    ++garbage.orphans;
    garbage.orphan_bytes += orphan.bytes;
  }
  if (!data.alone) return garbage;
  constexpr int kCountMax = 1'000'000;
  const auto waiting = data.directory->records().blobs().unreferenced(kCountMax);
  if (!waiting) return fail(waiting.error());
  garbage.waiting = static_cast<std::int64_t>(waiting->size());
  const Result<int> temporary = data.directory->blobs().count_temporary();
  if (!temporary) return fail(temporary.error());
  garbage.temporary = *temporary;
  return garbage;
}

Result<Garbage> erase(const OpenedData& data, service::BlobReaper& reaper, Garbage garbage) {
  const SystemClock clock;
  const Result<int> orphans = reaper.sweep_orphans(clock.now());
  if (!orphans) return fail(orphans.error());
  garbage.orphans = *orphans;
  if (!data.alone) return garbage;
  const Result<int> waiting = reaper.reap();
  if (!waiting) return fail(waiting.error());
  garbage.waiting = *waiting;
  const Result<int> temporary = data.directory->blobs().sweep_temporary();
  if (!temporary) return fail(temporary.error());
  garbage.temporary = *temporary;
  return garbage;
}

void print(const Garbage& garbage, const GcArguments& arguments) {
  if (arguments.json) {
    std::cout << nlohmann::ordered_json{{"orphans", garbage.orphans},
                                        {"orphan_bytes", garbage.orphan_bytes},
                                        {"waiting", garbage.waiting},
                                        {"temporary", garbage.temporary},
                                        {"erased", !arguments.dry_run}}
                     .dump()
              << "\n";
    return;
  }
  const char* const verb = arguments.dry_run ? "would erase " : "erased ";
  std::cout << verb << garbage.orphans << " orphans (" << garbage.orphan_bytes << " bytes)\n"
            << verb << garbage.waiting << " files of deleted things\n"
            << verb << garbage.temporary << " temporary files\n";
}

Status collect(const GcArguments& arguments) {
  const auto data = open_data(arguments.data);
  if (!data) return fail(data.error());
  service::BlobReaper reaper(data->directory->records(), data->directory->blobs());
  Result<Garbage> garbage = find(*data, reaper);
  if (garbage && !arguments.dry_run) garbage = erase(*data, reaper, *garbage);
  if (!garbage) return fail(garbage.error());
  print(*garbage, arguments);
  return {};
}

}  // namespace

void add_gc_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<GcArguments>();
  CLI::App& command =
      *app.add_subcommand("gc", "Erase files that nothing refers to, also beside a running server");
  add_setting(command, "--data", arguments->data, "Directory with the server's data");
  command.add_flag("--dry-run", arguments->dry_run, "Only say what would be erased");
  command.add_flag("--json", arguments->json, "Print JSON");
  command.callback([arguments, &exit_code] {
    const Status done = collect(*arguments);
    if (!done) print_error(done.error());
    exit_code = done ? kExitOk : kExitFailed;
  });
}

}  // namespace drape::cli
