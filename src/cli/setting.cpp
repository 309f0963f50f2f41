#include "cli/setting.h"

#include <cctype>

namespace drape::cli {

std::string environment_name(const std::string& flag) {
  std::string name = "DRAPE_";
  for (const char c : flag.substr(flag.find_first_not_of('-'))) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

CLI::Option* add_switch(CLI::App& command, const std::string& flag, bool& value, const std::string& doc) {
  return command.add_flag(flag, value, doc)->envname(environment_name(flag));
}

}  // namespace drape::cli
