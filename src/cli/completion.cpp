#include "cli/completion.h"

#include <functional>
#include <string_view>

namespace drape::cli {
namespace {

/// Placeholders of values that are folders; for everything else the shells offer files.
constexpr std::string_view kFolder = "FOLDER";

using Visit = std::function<void(const CommandReference&, const std::string& path)>;

void for_each_command(const CommandReference& command, const std::string& path, const Visit& visit) {
  visit(command, path);
  for (const CommandReference& below : command.commands) {
    for_each_command(below, path + " " + below.name, visit);
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> flags(const CommandReference& command) {
  std::vector<std::string> names{"--help"};
  for (const OptionReference& option : command.options) {
    if (!option.flag.empty()) names.push_back(option.flag);
  }
  return names;
}

std::vector<std::string> words(const CommandReference& command) {
  std::vector<std::string> names;
  for (const CommandReference& below : command.commands) names.push_back(below.name);
  for (const OptionReference& option : command.options) {
    if (!option.argument.empty()) names.insert(names.end(), option.choices.begin(), option.choices.end());
  }
  return names;
}

/// What can be the value of an option, as bash's compgen is told; empty: files.
std::string values(const OptionReference& option) {
  if (!option.choices.empty()) return "-W '" + joined(option.choices) + "'";
  return option.value == kFolder ? "-d" : "";
}

constexpr std::string_view kBashStart =
    R"(# bash completion for drape: source it, or put it where bash-completion looks.
_drape() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}" path=drape i
  # --flag=value comes as three words.
  [ "$word" = "=" ] && word=""
  [ "$before" = "=" ] && before="${COMP_WORDS[COMP_CWORD - 2]}"
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path ${COMP_WORDS[i]}" in
)";

constexpr std::string_view kBashValues = R"() path="$path ${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$path $before" in
)";

constexpr std::string_view kBashWords = R"(  esac
  local flags words
  case "$path" in
)";

constexpr std::string_view kBashEnd = R"(  esac
  case "$word" in
    -*) mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word") ;;
  esac
}
complete -o default -F _drape drape
)";

/// In single quotes for fish.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

/// True in fish when the words so far are the command at `path`.
std::string fish_condition(const CommandReference& command, const std::string& path) {
  std::string condition;
  const auto also = [&](const std::string& part) { condition += (condition.empty() ? "" : "; and ") + part; };
  std::string_view rest = path;
  while (rest.find(' ') != std::string_view::npos) {
    rest.remove_prefix(rest.find(' ') + 1);
    also("__fish_seen_subcommand_from " + std::string(rest.substr(0, rest.find(' '))));
  }
  std::vector<std::string> below;
  for (const CommandReference& deeper : command.commands) below.push_back(deeper.name);
  if (!below.empty()) also("not __fish_seen_subcommand_from " + joined(below));
  return condition.empty() ? std::string() : " -n " + quoted(condition);
}

std::string fish_option(const OptionReference& option) {
  std::string line;
  if (!option.flag.empty()) line += " -l " + option.flag.substr(2);
  if (!option.flag.empty() && !option.is_switch()) line += " -r";
  if (!option.choices.empty()) {
    line += " -f -a " + quoted(joined(option.choices));
  } else if (option.value == kFolder) {
    line += " -f -a '(__fish_complete_directories)'";
  }
  return line.empty() ? line : line + " -d " + quoted(option.meaning);
}

}  // namespace

std::string bash_completion(const CommandReference& program) {
  std::string commands;
  std::string value_cases;
  std::string word_cases;
  for_each_command(program, program.name, [&](const CommandReference& command, const std::string& path) {
    if (path != program.name) commands += (commands.empty() ? "      \"" : " | \"") + path + "\"";
    for (const OptionReference& option : command.options) {
      if (option.flag.empty() || option.is_switch()) continue;
      const std::string offered = values(option);
      value_cases +=
          "    \"" + path + " " + option.flag + "\") " +
          (offered.empty() ? "" : "mapfile -t COMPREPLY < <(compgen " + offered + " -- \"$word\"); ") +
          "return ;;\n";
    }
    word_cases += "    \"" + path + "\")\n      flags=\"" + joined(flags(command)) + "\"\n      words=\"" +
                  joined(words(command)) + "\" ;;\n";
  });
  std::string script(kBashStart);
  script.append(commands)
      .append(kBashValues)
      .append(value_cases)
      .append(kBashWords)
      .append(word_cases)
      .append(kBashEnd);
  return script;
}

std::string fish_completion(const CommandReference& program) {
  std::string script =
      "# fish completion for drape: put it where fish looks (~/.config/fish/completions/drape.fish).\n";
  for_each_command(program, program.name, [&](const CommandReference& command, const std::string& path) {
    const std::string start = "complete -c drape" + fish_condition(command, path);
    for (const CommandReference& below : command.commands) {
      script += start + " -f -a " + below.name + " -d " + quoted(below.meaning) + "\n";
    }
    for (const OptionReference& option : command.options) {
      const std::string line = fish_option(option);
      if (!line.empty()) script += start + line + "\n";
    }
  });
  return script;
}

}  // namespace drape::cli
