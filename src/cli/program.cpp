#include "cli/program.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/settings_file.h"
#include "image/codec.h"
#include "sandbox/decode_child.h"

namespace drape::cli {

int run_program(int argc, char** argv) {
  // Ends here and now: what libraries do at the end of a program is not allowed in there.
  if (argc > 1 && std::string_view(argv[1]) == sandbox::kDecodeChildVerb) {
    std::_Exit(sandbox::run_decode_child({argv + 2, argv + argc}));
  }
  CLI::App app("Drape: a self-hosted virtual try-on server.", "drape");
  app.set_version_flag("--version", DRAPE_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.set_config("--config", "", "Settings file (TOML): the same names as the flags")
      ->envname("DRAPE_CONFIG")
      ->type_name("FILE");
  app.config_formatter(std::make_shared<SettingsFile>(app));

  int exit_code = kExitOk;
  add_serve_command(app, exit_code);
  add_keys_command(app, exit_code);
  add_models_command(app, exit_code);
  add_tryon_command(app, exit_code);
  add_inspect_command(app, exit_code);
  add_eval_command(app, exit_code);
  add_accounts_command(app, exit_code);
  add_gc_command(app, exit_code);
  add_deletions_command(app, exit_code);
  add_webhooks_command(app, exit_code);
  add_backup_commands(app, exit_code);
  add_docs_commands(app, exit_code);

  image::initialise_codecs();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return exit_code;
}

}  // namespace drape::cli
