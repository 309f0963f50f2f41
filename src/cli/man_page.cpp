#include "cli/man_page.h"

#include <cctype>
#include <string_view>

namespace drape::cli {
namespace {

constexpr std::string_view kDescription = R"(.SH DESCRIPTION
.B drape
is a virtual try\-on server: from a photo of a person and photos of garments it makes the picture of that person wearing
those garments, on this machine and without a GPU.
.B drape serve
answers the Try\-On API v2. The other commands make keys, look after the data, and do the same work on files without a server.
)";

constexpr std::string_view kSettings = R"(.SH SETTINGS
Options that have an environment variable are settings. The first that is set holds: the flag, the variable, the line of the
settings file named by
.B \-\-config
(TOML; the keys are the flags without the dashes in front), the default.
)";

constexpr std::string_view kEnd = R"(.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
The command was understood, but could not do what was asked.
.TP
.B 2
The command line, an environment variable or the settings file is wrong.
.SH FILES
.TP
.I /etc/drape/drape.toml
Settings of the service (Debian package).
.TP
.I /var/lib/drape
Data directory of the service (Debian package): database, pictures, secrets.
.SH EXAMPLES
.nf
drape keys create my\-shop \-\-data data
drape serve \-\-listen 0.0.0.0:8080 \-\-data data
drape tryon \-\-person person.jpg \-\-garment garment.jpg \-\-out result.png
.fi
)";

/// Text that roff leaves as it is.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if ((c == '.' || c == '\'') && result.empty()) result += "\\&";
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
  }
  return result;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string term(const OptionReference& option) {
  if (!option.argument.empty()) return ".I " + escaped(upper(option.argument));
  if (option.is_switch()) return ".B " + escaped(option.flag);
  return ".BI " + escaped(option.flag) + " \" " + escaped(option.value) + "\"";
}

std::string sentence(std::string text) {
  if (!text.empty() && !text.ends_with('.')) text += '.';
  return text;
}

std::string entry(const OptionReference& option) {
  std::string text = ".TP\n" + term(option) + "\n" + escaped(sentence(option.meaning));
  if (!option.range.empty()) text += " Values: " + escaped(option.range) + ".";
  if (!option.preset.empty()) text += " Default: " + escaped(option.preset) + ".";
  if (!option.environment.empty()) text += " Variable: " + escaped(option.environment) + ".";
  return text + "\n";
}

std::string arguments(const CommandReference& command) {
  std::string text;
  for (const OptionReference& option : command.options) {
    if (option.argument.empty()) continue;
    const std::string name = upper(option.argument);
    text += option.required ? " " + name : " [" + name + "]";
  }
  return text;
}

/// A command that does something itself; those below `path` in their order.
std::string section(const CommandReference& command, const std::string& path) {
  std::string text;
  if (command.commands.empty()) {
    text += ".SS " + escaped(path + arguments(command)) + "\n" + escaped(sentence(command.meaning)) + "\n";
    for (const OptionReference& option : command.options) text += entry(option);
  }
  for (const CommandReference& below : command.commands) text += section(below, path + " " + below.name);
  return text;
}

}  // namespace

std::string man_page(const CommandReference& program, const std::string& version) {
  std::string page = ".\\\" Made from the program's own definitions.\n.TH DRAPE 1 \"\" \"Drape " + version +
                     "\" \"User Commands\"\n.SH NAME\ndrape \\- self\\-hosted virtual try\\-on server\n";
  page += ".SH SYNOPSIS\n.B drape\n.RI [ OPTIONS ]\n.I COMMAND\n.RI [ OPTIONS ]\n";
  page += kDescription;
  page += ".SH OPTIONS\n";
  for (const OptionReference& option : program.options) page += entry(option);
  page += kSettings;
  page += ".SH COMMANDS\n";
  for (const CommandReference& command : program.commands)
    page += section(command, program.name + " " + command.name);
  page += kEnd;
  return page;
}

}  // namespace drape::cli
