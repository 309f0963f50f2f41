#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/random.h"
#include "cli/commands.h"
#include "cli/data_access.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"
#include "http/timestamps.h"
#include "service/webhooks.h"

namespace drape::cli {
namespace {

struct WebhooksArguments {
  std::string data = "data";
  std::string account;
  std::string state;
  std::string delivery;
  std::int64_t task = 0;
  std::int64_t count_max = 100;
  bool dead = false;
  bool json = false;
  service::WebhookSettings settings;
};

using Work = std::function<Status(store::Records&, service::Webhooks&)>;

// Beside a running server: it finds what it has to deliver in the database.
Status with_webhooks(const WebhooksArguments& arguments, const Work& work) {
  const auto data = open_data_beside_server(arguments.data);
  if (!data) return fail(data.error());
  store::Records& records = data->directory->records();
  SystemRandom random;
  const SystemClock clock;
  service::WorkSignal nobody;
  service::Webhooks webhooks({records.webhooks(), nobody, random, clock, arguments.settings});
  return work(records, webhooks);
}

Result<task::AccountId> find_account(store::Records& records, const std::string& name) {
  const auto account = records.deletions().find_account(name);
  if (!account) return fail(account.error());
  if (*account) return **account;
  return fail({ErrorKind::kNotFound, "account_not_found", {"There is no such account."}, {}});
}

/// What the options name. REQUIRES: the state was checked when it was read.
Result<store::DeliveryFilter> filter_of(store::Records& records, const WebhooksArguments& arguments) {
  store::DeliveryFilter filter;
  if (!arguments.account.empty()) {
    const Result<task::AccountId> account = find_account(records, arguments.account);
    if (!account) return fail(account.error());
    filter.account = *account;
  }
  if (!arguments.state.empty()) filter.state = task::delivery_state_from(arguments.state);
  if (!arguments.delivery.empty()) filter.message_id = arguments.delivery;
  if (arguments.dead) filter.state = task::DeliveryState::kDead;
  filter.task = task::TaskId::from(arguments.task);
  return filter;
}

void print_secret(const service::WebhookSecret& secret, bool json) {
  if (!json) {
    std::cout << secret.text << "\n";
    return;
  }
  nlohmann::ordered_json previous;
  if (secret.previous_expires_at) previous = http::iso_time(*secret.previous_expires_at);
  std::cout << nlohmann::ordered_json{{"secret", secret.text},
                                      {"created_at", http::iso_time(secret.created_at)},
                                      {"previous_expires_at", previous}}
                   .dump()
            << "\n";
}

Status show_secret(const WebhooksArguments& arguments) {
  return with_webhooks(arguments, [&](store::Records& records, service::Webhooks& webhooks) -> Status {
    const auto account = find_account(records, arguments.account);
    if (!account) return fail(account.error());
    const auto secret = webhooks.secret(*account);
    if (!secret) return fail(secret.error());
    print_secret(*secret, arguments.json);
    return {};
  });
}

Status rotate_secret(const WebhooksArguments& arguments) {
  return with_webhooks(arguments, [&](store::Records& records, service::Webhooks& webhooks) -> Status {
    const auto account = find_account(records, arguments.account);
    if (!account) return fail(account.error());
    const auto secret = webhooks.rotate_secret(*account);
    if (!secret) return fail(secret.error());
    print_secret(*secret, arguments.json);
    return {};
  });
}

nlohmann::ordered_json json_of(const task::WebhookDelivery& delivery) {
  nlohmann::ordered_json status;
  nlohmann::ordered_json next;
  if (delivery.last_status) status = *delivery.last_status;
  if (delivery.next_attempt_at) next = http::iso_time(*delivery.next_attempt_at);
  return {{"id", delivery.message_id},
          {"account_id", delivery.account.value()},
          {"task", delivery.task.value()},
          {"type", to_string(delivery.event)},
          {"url", delivery.target.url},
          {"state", to_string(delivery.state)},
          {"attempts", delivery.attempts},
          {"last_status", status},
          {"last_error", delivery.last_error},
          {"created_at", http::iso_time(delivery.created_at)},
          {"next_attempt_at", next}};
}

void print_table(const std::vector<task::WebhookDelivery>& deliveries) {
  std::printf("%-36s %-28s %-8s %-8s %-9s %-8s %-6s %-16s %s\n", "DELIVERY", "CREATED", "ACCOUNT", "TASK",
              "STATE", "ATTEMPTS", "STATUS", "ERROR", "URL");
  for (const task::WebhookDelivery& line : deliveries) {
    const std::string status = line.last_status ? std::to_string(*line.last_status) : "-";
    std::printf("%-36s %-28s %-8lld %-8lld %-9s %-8d %-6s %-16s %s\n", line.message_id.c_str(),
                http::iso_time(line.created_at).c_str(), static_cast<long long>(line.account.value()),
                static_cast<long long>(line.task.value()), std::string(to_string(line.state)).c_str(),
                line.attempts, status.c_str(), line.last_error.empty() ? "-" : line.last_error.c_str(),
                line.target.url.c_str());
  }
}

Status list_deliveries(const WebhooksArguments& arguments) {
  return with_webhooks(arguments, [&](store::Records& records, service::Webhooks& webhooks) -> Status {
    const auto filter = filter_of(records, arguments);
    if (!filter) return fail(filter.error());
    const auto page = webhooks.list(*filter, {1, false, arguments.count_max});
    if (!page) return fail(page.error());
    if (!arguments.json) {
      print_table(page->items);
      return {};
    }
    for (const task::WebhookDelivery& delivery : page->items) std::cout << json_of(delivery).dump() << "\n";
    return {};
  });
}

Status replay(const WebhooksArguments& arguments) {
  if (arguments.delivery.empty() && arguments.task == 0 && !arguments.dead) {
    return fail(Error::invalid("nothing_to_replay", "Name a delivery, or say --task ID or --dead."));
  }
  return with_webhooks(arguments, [&](store::Records& records, service::Webhooks& webhooks) -> Status {
    const auto filter = filter_of(records, arguments);
    if (!filter) return fail(filter.error());
    const Result<std::int64_t> count = webhooks.replay(*filter);
    if (!count) return fail(count.error());
    if (*count == 0 && !arguments.dead) {
      return fail({ErrorKind::kNotFound, "delivery_not_found", {"There is no such delivery."}, {}});
    }
    std::cout << *count << (*count == 1 ? " delivery" : " deliveries") << " will be sent again\n";
    return {};
  });
}

using Action = Status (*)(const WebhooksArguments&);
using Arguments = std::shared_ptr<WebhooksArguments>;

/// Adds one of the commands, with its data directory.
CLI::App& add_action(CLI::App& parent, const std::string& name, const std::string& doc,
                     const std::function<int()>& run, int& exit_code) {
  CLI::App& command = *parent.add_subcommand(name, doc);
  command.callback([run, &exit_code] { exit_code = run(); });
  return command;
}

std::function<int()> runner(Action action, const Arguments& arguments) {
  return [action, arguments] {
    const Status done = action(*arguments);
    if (!done) print_error(done.error());
    return done ? kExitOk : kExitFailed;
  };
}

void add_data(CLI::App& command, const Arguments& arguments) {
  add_setting(command, "--data", arguments->data, "Directory with the server's data");
}

void add_secret_commands(CLI::App& webhooks, const Arguments& arguments, int& exit_code) {
  CLI::App& secret =
      *webhooks.add_subcommand("secret", "Show or replace what an account's webhooks are signed with");
  secret.require_subcommand(1);
  CLI::App& show = add_action(secret, "show", "Print the secret; made when there was none",
                              runner(show_secret, arguments), exit_code);
  CLI::App& rotate =
      add_action(secret, "rotate", "Make a new secret and print it; the old one signs beside it for a while",
                 runner(rotate_secret, arguments), exit_code);
  for (CLI::App* command : {&show, &rotate}) {
    add_data(*command, arguments);
    command->add_option("--account", arguments->account, "Name of the account")->required();
    command->add_flag("--json", arguments->json, "Print JSON");
  }
  add_hours(rotate, "--webhook-secret-overlap-hours", arguments->settings.secret_overlap,
            "How long the old secret still signs");
}

void add_delivery_commands(CLI::App& webhooks, const Arguments& arguments, int& exit_code) {
  CLI::App& list =
      add_action(webhooks, "deliveries", "List webhooks and how their delivery went, newest first",
                 runner(list_deliveries, arguments), exit_code);
  add_data(list, arguments);
  list.add_option("--account", arguments->account, "Only of this account");
  list.add_option("--state", arguments->state, "Only in this state")
      ->check(CLI::IsMember({"pending", "delivered", "dead"}));
  list.add_option("--last", arguments->count_max, "Only so many of the newest")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  list.add_flag("--json", arguments->json, "Print JSON, one object a line");

  CLI::App& again =
      add_action(webhooks, "replay", "Send webhooks again, with the same id and their whole schedule",
                 runner(replay, arguments), exit_code);
  add_data(again, arguments);
  CLI::Option* delivery = again.add_option("delivery", arguments->delivery, "Id of the delivery (msg_...)");
  CLI::Option* task = again.add_option("--task", arguments->task, "The delivery of this task")
                          ->check(CLI::PositiveNumber)
                          ->excludes(delivery);
  again.add_flag("--dead", arguments->dead, "All that were given up")->excludes(delivery)->excludes(task);
  again.add_option("--account", arguments->account, "Only of this account");
}

}  // namespace

void add_webhooks_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<WebhooksArguments>();
  CLI::App& webhooks =
      *app.add_subcommand("webhooks", "Secrets, log and replay of webhooks, also beside a running server");
  webhooks.require_subcommand(1);
  add_secret_commands(webhooks, arguments, exit_code);
  add_delivery_commands(webhooks, arguments, exit_code);
}

}  // namespace drape::cli
