#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/man_page.h"
#include "cli/program.h"
#include "cli/reference.h"
#include "cli/settings_page.h"

namespace drape::cli {
namespace {

std::string serve_settings_page(CLI::App& app) {
  const CommandReference program = describe(app);
  const auto serve = std::find_if(program.commands.begin(), program.commands.end(),
                                  [](const CommandReference& command) { return command.name == "serve"; });
  return serve == program.commands.end() ? std::string() : settings_page(*serve);
}

/// Only whoever builds Drape needs these.
void add_hidden_docs(CLI::App& app, int& exit_code) {
  CLI::App* docs = app.add_subcommand("docs", "Print what is written from the program's own definitions");
  docs->group("");
  docs->require_subcommand(1);
  docs->add_subcommand("settings", "The settings of the server, as Markdown")->callback([&app, &exit_code] {
    std::cout << serve_settings_page(app);
    exit_code = kExitOk;
  });
  docs->add_subcommand("man", "The manual page, as roff")->callback([&app, &exit_code] {
    std::cout << man_page(describe(app), DRAPE_VERSION);
    exit_code = kExitOk;
  });
}

}  // namespace

void add_docs_commands(CLI::App& app, int& exit_code) {
  auto shell = std::make_shared<std::string>();
  CLI::App* completion =
      app.add_subcommand("completion", "Print a script that completes commands and options in a shell");
  completion->add_option("shell", *shell, "The shell")->required()->check(CLI::IsMember({"bash", "fish"}));
  completion->callback([&app, shell, &exit_code] {
    std::cout << (*shell == "bash" ? bash_completion : fish_completion)(describe(app));
    exit_code = kExitOk;
  });
  add_hidden_docs(app, exit_code);
}

}  // namespace drape::cli
