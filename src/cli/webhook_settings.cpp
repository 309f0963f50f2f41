#include "cli/webhook_settings.h"

#include <CLI/CLI.hpp>

#include "cli/setting.h"

namespace drape::cli {
namespace {

constexpr const char* kGroup = "Webhooks";

std::string schedule_text(const webhook::RetrySchedule& schedule) {
  std::string text;
  for (const auto pause : schedule.pauses) {
    if (!text.empty()) text += ',';
    text += std::to_string(std::chrono::duration_cast<std::chrono::seconds>(pause).count());
  }
  return text;
}

void add_places(CLI::App& command, WebhookArguments& arguments) {
  add_switch(command, "--webhook-allow-http", arguments.http_allowed,
             "Also take webhook URLs that begin with http://")
      ->group(kGroup);
  add_networks(command, "--webhook-allow-network", arguments.allowed_networks,
               "Addresses or networks (10.1.0.0/16) that webhooks may be sent to beside the public Internet")
      ->group(kGroup);
  add_setting(command, "--webhook-ca-file", arguments.sender.ca_file,
              "PEM file of the authorities that receivers' certificates come from; default: the system's")
      ->check(CLI::Validator(
          [](const std::string& text) { return text.empty() ? std::string() : CLI::ExistingFile(text); }, "",
          ""))
      ->type_name("FILE")
      ->group(kGroup);
}

}  // namespace

void add_webhook_settings(CLI::App& command, WebhookArguments& arguments,
                          service::WebhookSettings& settings) {
  add_places(command, arguments);
  add_setting(command, "--webhook-retry-schedule", arguments.retry_seconds,
              "Pauses after the first failed attempt, the second one, ...; then a webhook is given up")
      ->delimiter(',')
      ->check(CLI::Range(0.001, 1e7))
      ->type_name("SECONDS,...")
      ->default_str(schedule_text(settings.schedule))
      ->group(kGroup);
  add_seconds(command, "--webhook-timeout", arguments.sender.timeout, "For one attempt to deliver a webhook")
      ->group(kGroup);
  add_seconds(command, "--webhook-connect-timeout", arguments.sender.connect_timeout,
              "For the receiver's name, the connection and TLS, each")
      ->group(kGroup);
  add_setting(command, "--webhook-deliveries", settings.deliveries_at_once,
              "Webhooks sent at the same time; 0: none here")
      ->check(CLI::Range(0, 256))
      ->group(kGroup);
  add_hours(command, "--webhook-secret-overlap-hours", settings.secret_overlap,
            "How long a secret still signs after it was replaced")
      ->group(kGroup);
}

void complete(WebhookArguments& arguments, service::WebhookSettings& settings) {
  webhook::AddressRules::Options options{arguments.http_allowed, {}};
  for (const std::string& text : arguments.allowed_networks) {
    if (const auto network = IpNetwork::parse(text)) options.allowed_networks.push_back(*network);
  }
  settings.rules = webhook::AddressRules(std::move(options));
  arguments.sender.rules = settings.rules;
  arguments.sender.user_agent = std::string("Drape/") + DRAPE_VERSION;
  if (arguments.retry_seconds.empty()) return;
  settings.schedule.pauses.clear();
  for (const double seconds : arguments.retry_seconds) {
    settings.schedule.pauses.emplace_back(static_cast<std::int64_t>(seconds * 1000));
  }
}

}  // namespace drape::cli
