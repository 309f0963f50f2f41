#include "cli/setting.h"

#include <cctype>
#include <map>

#include "base/ip_address.h"

namespace drape::cli {

std::string environment_name(const std::string& flag) {
  std::string name = "DRAPE_";
  for (const char c : flag.substr(flag.find_first_not_of('-'))) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

CLI::Option* add_seconds(CLI::App& command, const std::string& flag, std::chrono::milliseconds& value,
                         const std::string& doc) {
  const double now = std::chrono::duration<double>(value).count();
  return command
      .add_option_function<double>(
          flag,
          [&value](double seconds) {
            value = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
          },
          doc)
      ->envname(environment_name(flag))
      ->check(CLI::Range(0.001, 1e9))
      ->type_name("SECONDS")
      ->default_str(CLI::detail::to_string(now));
}

CLI::Option* add_hours(CLI::App& command, const std::string& flag, std::chrono::hours& value,
                       const std::string& doc) {
  return command
      .add_option_function<std::int64_t>(
          flag, [&value](std::int64_t hours) { value = std::chrono::hours(hours); }, doc)
      ->envname(environment_name(flag))
      ->check(CLI::Range(0, 876'000))
      ->type_name("HOURS")
      ->default_str(std::to_string(value.count()));
}

CLI::Option* add_switch(CLI::App& command, const std::string& flag, bool& value, const std::string& doc) {
  return command.add_flag(flag, value, doc)->envname(environment_name(flag));
}

CLI::Option* add_networks(CLI::App& command, const std::string& flag, std::vector<std::string>& value,
                          const std::string& doc) {
  return add_setting(command, flag, value, doc)
      ->delimiter(',')
      ->check(CLI::Validator(
          [](const std::string& text) {
            const bool good = text.empty() || IpNetwork::parse(text);
            return good ? std::string() : "'" + text + "' is neither an address nor a network";
          },
          "", ""))
      ->type_name("NETWORK");
}

CLI::Option* add_on_off(CLI::App& command, const std::string& flag, bool& value, const std::string& doc) {
  const std::map<std::string, bool> places{{"on", true}, {"off", false}};
  return command.add_option(flag, value, doc)
      ->envname(environment_name(flag))
      ->transform(CLI::CheckedTransformer(places).description("on or off"))
      ->default_str(value ? "on" : "off");
}

}  // namespace drape::cli
