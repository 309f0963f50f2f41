#pragma once

namespace CLI {
class App;
}

namespace drape::cli {

// Each adds one command to the program. The command runs while the command line is parsed and leaves the
// process's exit code (program.h) in `exit_code`. REQUIRES: `exit_code` outlives `app`'s parsing.

void add_serve_command(CLI::App& app, int& exit_code);
void add_keys_command(CLI::App& app, int& exit_code);
void add_models_command(CLI::App& app, int& exit_code);
void add_tryon_command(CLI::App& app, int& exit_code);
void add_inspect_command(CLI::App& app, int& exit_code);
void add_eval_command(CLI::App& app, int& exit_code);
void add_accounts_command(CLI::App& app, int& exit_code);
void add_gc_command(CLI::App& app, int& exit_code);
void add_deletions_command(CLI::App& app, int& exit_code);
void add_webhooks_command(CLI::App& app, int& exit_code);
void add_backup_commands(CLI::App& app, int& exit_code);
void add_docs_commands(CLI::App& app, int& exit_code);

}  // namespace drape::cli
