#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace drape::cli {

/// An option or an argument of a command, as the command line defines it.
struct OptionReference {
  std::string flag;         ///< "--listen"; empty for an argument.
  std::string argument;     ///< Name of an argument ("file"); empty for an option.
  std::string environment;  ///< "DRAPE_LISTEN"; empty: none.
  std::string group;        ///< Heading that it stands under.
  std::string value;        ///< What stands for its value ("HOST:PORT", "SECONDS"); empty for a switch.
  std::string range;        ///< What a value must be ("1 to 256"); empty: anything.
  std::string preset;       ///< The default as text; empty: none.
  std::string meaning;
  std::vector<std::string> choices;  ///< All values there are; empty when there are too many.
  bool required = false;

  [[nodiscard]] bool is_switch() const { return value.empty(); }
};

/// A command with all that it can be told and the commands below it. Hidden ones are left out.
struct CommandReference {
  std::string name;
  std::string meaning;
  std::vector<OptionReference> options;
  std::vector<CommandReference> commands;
};

/// Reads the reference off the definitions of the command line: the one source of the settings' page, the man
/// page and the completions, so that none of them can name what the program does not have.
[[nodiscard]] CommandReference describe(CLI::App& app);

}  // namespace drape::cli
