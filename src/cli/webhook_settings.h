#pragma once

#include <string>
#include <vector>

#include "service/settings.h"
#include "webhook/curl_sender.h"

namespace CLI {
class App;
}

namespace drape::cli {

/// What the server can be told about webhooks (docs/api/webhooks.md), beside service::WebhookSettings.
struct WebhookArguments {
  bool http_allowed = false;
  std::vector<std::string> allowed_networks;
  std::vector<double> retry_seconds;  ///< Empty: the schedule of service::WebhookSettings.
  webhook::SenderOptions sender;
};

void add_webhook_settings(CLI::App& command, WebhookArguments& arguments, service::WebhookSettings& settings);

/// Fills in what follows from the arguments. REQUIRES: they were checked when they were read.
void complete(WebhookArguments& arguments, service::WebhookSettings& settings);

}  // namespace drape::cli
