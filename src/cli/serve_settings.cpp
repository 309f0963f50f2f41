#include "cli/serve_settings.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <map>

#include "cli/setting.h"

namespace drape::cli {
namespace {

void add_network_settings(CLI::App& command, ServeSettings& settings) {
  const std::string group = "Network";
  add_setting(command, "--listen", settings.listen, "Address and port to listen on; port 0: any free one")
      ->group(group)
      ->type_name("HOST:PORT");
  add_setting(
      command, "--public-url", settings.links.public_url,
      "What stands in front of all links, e.g. https://tryon.example; default: each request's own host")
      ->group(group)
      ->type_name("URL");
  add_switch(command, "--trust-forwarded", settings.links.trust_forwarded,
             "Believe X-Forwarded-Proto and X-Forwarded-Host; only behind a proxy that sets them")
      ->group(group);
  add_networks(command, "--trusted-proxies", settings.trusted_proxies,
               "Proxies whose X-Forwarded-For tells the client's address: addresses or networks (10.0.0.0/8)")
      ->group(group);
  add_setting(command, "--cors-origin", settings.cors_origins,
              "Web origins that may use the API from a browser; * for all, an empty text for none")
      ->type_name("ORIGIN")
      ->group(group);
  add_on_off(command, "--console", settings.console,
             "Serve the console at / and the API's page at /docs/; off: neither")
      ->group(group);
  add_setting(command, "--io-threads", settings.server.io_threads,
              "Threads for connections; 0: one a processor")
      ->group(group);
  add_setting(command, "--blocking-threads", settings.server.blocking_threads,
              "Threads for requests that wait for the disk or decode pictures")
      ->check(CLI::Range(1, 256))
      ->group(group);
}

void add_limit_settings(CLI::App& command, ServeSettings& settings) {
  const std::string group = "Limits";
  http::Limits& limits = settings.server.limits;
  add_setting(command, "--upload-bytes-max", settings.services.upload_bytes_max, "Size of an uploaded file")
      ->type_name("BYTES")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--upload-pixels-max", settings.services.decode.pixels_max,
              "Width times height of an uploaded picture")
      ->type_name("PIXELS")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--json-bytes-max", limits.json_bytes_max, "Size of a body that is no upload")
      ->type_name("BYTES")
      ->group(group);
  add_setting(command, "--json-depth-max", limits.json_depth_max, "Nesting of a JSON body")->group(group);
  add_setting(command, "--header-bytes-max", limits.header_bytes_max, "Size of a request's head")
      ->type_name("BYTES")
      ->group(group);
  add_setting(command, "--batch-orders-max", limits.batch_orders_max, "Tasks that one request may order")
      ->check(CLI::Range(1, 100))
      ->group(group);
  add_setting(command, "--form-parts-max", limits.form_parts_max, "Fields of a form")->group(group);
  add_setting(command, "--form-text-bytes-max", limits.form_text_bytes_max, "Size of one text of a form")
      ->type_name("BYTES")
      ->group(group);
  add_setting(command, "--connections-max", limits.connections_max, "Open connections")->group(group);
  add_setting(command, "--blocking-jobs-max", limits.blocking_jobs_max, "Requests that wait for a thread")
      ->group(group);
  add_setting(command, "--waiters-max", settings.services.waiters.waiters_max,
              "Requests that wait for a task to end or follow its events; over it: not waited, events 503")
      ->group(group);
  add_setting(command, "--waiters-account-max", settings.services.waiters.waiters_account_max,
              "Those of one account")
      ->group(group);
  add_setting(command, "--requests-per-minute-max", limits.requests_per_minute_max,
              "Requests of one key in the long run; 0: no limit")
      ->check(CLI::Range(0, 1'000'000))
      ->group(group);
  add_setting(command, "--requests-burst-max", limits.requests_burst_max, "Requests of one key at once")
      ->check(CLI::Range(1, 1'000'000))
      ->group(group);
  add_setting(command, "--rate-keys-max", limits.rate_keys_max, "Keys whose rate is watched at the same time")
      ->check(CLI::PositiveNumber)
      ->group(group);
  http::WrongKeyLimits& wrong_keys = limits.wrong_keys;
  add_setting(command, "--wrong-keys-burst", wrong_keys.burst,
              "Wrong keys that one address may send at once; over it: 429; 0: any number")
      ->group(group);
  add_setting(command, "--wrong-keys-per-minute", wrong_keys.per_minute,
              "Wrong keys that one address may send in each minute besides")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--wrong-key-addresses-max", wrong_keys.addresses_max,
              "Addresses whose wrong keys are counted; the longest silent one is forgotten first")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--page-size-default", limits.page_size_default, "Items on a page")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--page-size-max", limits.page_size_max, "Most items on a page")
      ->check(CLI::PositiveNumber)
      ->group(group);
}

void add_time_settings(CLI::App& command, ServeSettings& settings) {
  const std::string group = "Times";
  http::Limits& limits = settings.server.limits;
  add_seconds(command, "--header-timeout", limits.header_timeout, "For the head of a request")->group(group);
  add_seconds(command, "--body-grace", limits.body_grace,
              "For the body of a request, plus what its size earns")
      ->group(group);
  add_setting(command, "--body-rate-min", limits.body_rate_min, "Bytes of a body that earn it another second")
      ->type_name("BYTES")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_seconds(command, "--idle-timeout", limits.idle_timeout, "Between two requests of a connection")
      ->group(group);
  add_seconds(command, "--write-timeout", limits.write_timeout, "For a client to take a piece of a reply")
      ->group(group);
  add_seconds(command, "--heartbeat-interval", limits.heartbeat_interval,
              "A stream of events without news says that it is there this often")
      ->group(group);
  add_seconds(command, "--recheck-interval", limits.recheck_interval,
              "A request that waits for a task looks at it this often, besides being told of changes")
      ->group(group);
  add_seconds(command, "--drain-timeout", settings.drain_timeout, "For requests under way when stopping")
      ->group(group);
  command
      .add_option_function<std::int64_t>(
          "--link-lifetime",
          [&settings](std::int64_t seconds) { settings.links.lifetime = std::chrono::seconds(seconds); },
          "How long the link to a picture works at least")
      ->envname(environment_name("--link-lifetime"))
      ->check(CLI::Range(1, 1'000'000'000))
      ->type_name("SECONDS")
      ->default_str(std::to_string(settings.links.lifetime.count()))
      ->group(group);
}

/// How long a kind of thing is kept.
CLI::Option* add_keep_hours(CLI::App& command, const std::string& flag, std::chrono::hours& value,
                            const std::string& doc) {
  return add_hours(command, flag, value, doc)->group("Retention");
}

void add_keep_settings(CLI::App& command, ServeSettings& settings) {
  service::KeepTimes& keep = settings.services.keep;
  add_keep_hours(command, "--person-photos-keep-hours", keep.person_photos,
                 "Person photos, with all that hangs on them, are deleted after that; 0: kept");
  add_keep_hours(command, "--garment-photos-keep-hours", keep.garment_photos,
                 "Garment photos are deleted after that; 0: kept");
  add_keep_hours(command, "--results-keep-hours", keep.results,
                 "Results are deleted after that, and with their person photo at the latest; 0: kept");
  add_keep_hours(command, "--deletion-log-keep-hours", keep.deletion_log,
                 "Lines of the log of deletions are dropped after that; 0: kept");
  add_keep_hours(command, "--webhook-log-keep-hours", keep.webhook_log,
                 "Webhooks that were delivered or given up are dropped from the log after that; 0: kept");
  add_keep_hours(command, "--idempotency-keep-hours", keep.idempotency,
                 "So long a request with the same Idempotency-Key gets the first one's reply")
      ->check(CLI::Range(1, 8'760));
}

void add_decoding_settings(CLI::App& command, DecodingSettings& settings) {
  const std::string group = "Decoding";
  add_on_off(command, "--decode-sandbox", settings.sandboxed,
             "Decode photos in locked-up child processes; off: in the server itself, without protection")
      ->group(group);
  add_setting(command, "--decode-children", settings.sandbox.children,
              "Child processes that decode; 0: one a processor, at most 8")
      ->check(CLI::Range(0, 256))
      ->group(group);
  add_seconds(command, "--decode-timeout", settings.sandbox.timeout, "For decoding one photo")->group(group);
  add_setting(command, "--decode-memory-mb", settings.memory_mb,
              "Memory of one child for the photo it decodes, MiB")
      ->type_name("MIB")
      ->check(CLI::Range(16, 1'000'000))
      ->group(group);
  add_setting(command, "--decode-child-photos", settings.sandbox.pictures_per_child,
              "Photos after which a child is replaced")
      ->check(CLI::PositiveNumber)
      ->group(group);
}

void add_work_settings(CLI::App& command, ServeSettings& settings) {
  const std::string group = "Work";
  service::Settings& services = settings.services;
  add_setting(command, "--workers", services.workers, "Tasks computed at the same time; 0: none here")
      ->check(CLI::Range(0, 256))
      ->group(group);
  add_setting(command, "--queue-depth-max", services.queue_depth_max,
              "Queued tasks of all accounts; over it: 429")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--tasks-unfinished-account-max", services.tasks_unfinished_account_max,
              "Queued and processing tasks of one account; over it: 429")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_seconds(command, "--task-deadline", services.task_deadline, "For the computation of one task")
      ->group(group);
  add_setting(command, "--task-errors-max", services.retry.errors_max,
              "The machine's error with this number fails a task; a disk that is full or away does not count")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--task-crashes-max", services.retry.crashes_max,
              "The crash with this number while a task runs fails it as poisoned")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_setting(command, "--task-faults-max", services.retry.faults_max,
              "The crash with this number in the task's own thread fails it as poisoned")
      ->check(CLI::PositiveNumber)
      ->group(group);
  add_seconds(command, "--drain-grace", services.drain_grace, "For running tasks to finish when stopping")
      ->group(group);
  add_on_off(
      command, "--result-cache", services.result_cache,
      "Answer an order at once whose picture an earlier order of the account has; off: compute each anew")
      ->group(group);
  add_setting(command, "--result-quality", services.result_quality, "Quality of JPEG and WebP results")
      ->check(CLI::Range(1, 100))
      ->group(group);
}

}  // namespace

void add_serve_settings(CLI::App& command, ServeSettings& settings) {
  add_setting(command, "--data", settings.data, "Folder of the database, the pictures and the secrets")
      ->type_name("FOLDER");
  const std::map<std::string, log::Level> levels{{"debug", log::Level::kDebug},
                                                 {"info", log::Level::kInfo},
                                                 {"warn", log::Level::kWarn},
                                                 {"error", log::Level::kError},
                                                 {"off", log::Level::kOff}};
  command.add_option("--log-level", settings.log_level, "Least important events to log")
      ->envname(environment_name("--log-level"))
      ->type_name("LEVEL")
      ->transform(CLI::CheckedTransformer(levels).description("debug, info, warn, error or off"))
      ->default_str("info");
  add_network_settings(command, settings);
  add_limit_settings(command, settings);
  add_time_settings(command, settings);
  add_work_settings(command, settings);
  add_keep_settings(command, settings);
  add_decoding_settings(command, settings.decoding);
  add_engine_settings(command, settings.engine);
  add_webhook_settings(command, settings.webhooks, settings.services.webhooks);
}

Status complete(ServeSettings& settings) {
  const auto invalid = [](std::string sentence) {
    return fail(Error::invalid("invalid_setting", std::move(sentence)));
  };
  std::string_view listen = settings.listen;
  const std::size_t colon = listen.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return invalid("--listen must be HOST:PORT.");
  std::string_view host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const std::string_view port = listen.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), settings.server.port);
  if (error != std::errc() || end != port.data() + port.size())
    return invalid("--listen must end in a port.");
  settings.server.host = host;

  std::string& url = settings.links.public_url;
  while (url.ends_with('/')) url.pop_back();
  if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://")) {
    return invalid("--public-url must begin with http:// or https://.");
  }
  if (settings.engine.models_store.empty()) {
    settings.engine.models_store = default_models_store(settings.data);
  }
  settings.decoding.sandbox.memory_bytes = std::int64_t{settings.decoding.memory_mb} << 20U;
  complete(settings.webhooks, settings.services.webhooks);
  std::erase(settings.cors_origins, std::string());
  http::Limits& limits = settings.server.limits;
  limits.upload_bytes_max = static_cast<std::uint64_t>(settings.services.upload_bytes_max);
  limits.page_size_default = std::min(limits.page_size_default, limits.page_size_max);
  return {};
}

}  // namespace drape::cli
