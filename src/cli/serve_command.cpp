#include <CLI/CLI.hpp>
#include <csignal>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "cli/commands.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/serve_settings.h"
#include "cli/service_manager.h"
#include "cli/setting.h"
#include "http/api.h"
#include "http/open_files.h"
#include "http/webhook_body.h"
#include "image/picture_reader.h"
#include "sandbox/sandboxed_decoder.h"
#include "service/crash_note.h"
#include "service/services.h"
#include "store/data_directory.h"
#include "webhook/curl_sender.h"

namespace drape::cli {
namespace {

/// The signals that stop the server. Blocked in every thread (threads inherit that), so that only wait() sees
/// them.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  /// Waits for the first signal; from then on another one ends the process at once.
  int wait() const {
    int signal = 0;
    sigwait(&signals_, &signal);
    give_back();
    return signal;
  }
  /// The same for at most so long; nothing when none came.
  std::optional<int> wait_for(std::chrono::microseconds bound) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(bound);
    const timespec limit{seconds.count(), std::chrono::nanoseconds(bound - seconds).count()};
    const int signal = sigtimedwait(&signals_, nullptr, &limit);
    if (signal < 0) return std::nullopt;
    give_back();
    return signal;
  }

 private:
  void give_back() const {
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
  }

  sigset_t signals_{};
};

/// Every thread that asks the database needs a connection of its own to do so without waiting.
int readers(const ServeSettings& settings) {
  const std::size_t io = settings.server.io_threads != 0 ? settings.server.io_threads
                                                         : std::max(1U, std::thread::hardware_concurrency());
  return static_cast<int>(io + settings.server.blocking_threads) + settings.services.workers + 1;
}

void make_room_for_connections(http::Limits& limits) {
  const std::size_t room = http::make_room_for_connections(limits.connections_max);
  if (room == limits.connections_max) return;
  log::warn("open_files_limit", {{"connections_wanted", limits.connections_max}, {"connections_max", room}});
  limits.connections_max = room;
}

/// REQUIRES: checked when they were read.
std::vector<IpNetwork> networks(const std::vector<std::string>& texts) {
  std::vector<IpNetwork> all;
  for (const std::string& text : texts) {
    if (const auto network = IpNetwork::parse(text)) all.push_back(*network);
  }
  return all;
}

/// Waits for a stop signal. Meanwhile the service manager hears that the server lives, as long as its threads
/// for connections do: a server that hangs is started anew.
int wait_for_stop(const StopSignals& signals, const ServiceManager& manager, const http::Server& server) {
  const auto interval = manager.watchdog_interval();
  if (!interval) return signals.wait();
  for (;;) {
    if (server.responds(std::chrono::floor<std::chrono::milliseconds>(*interval))) manager.alive();
    if (const auto signal = signals.wait_for(*interval)) return *signal;
  }
}

/// Serves until a stop signal, then drains: nothing new, what is under way is answered, running tasks finish
/// or go back to the queue.
Status serve_until_stopped(const ServeSettings& settings, service::Services& services, http::Api& api,
                           const StopSignals& signals) {
  http::Server server(settings.server, api);
  if (auto started = server.start(); !started) return started;
  log::info("listening", {{"host", settings.server.host}, {"port", server.port()}});
  const ServiceManager manager = ServiceManager::from_environment();
  manager.ready("Listening on " + settings.server.host + ", port " + std::to_string(server.port()));
  const int signal = wait_for_stop(signals, manager, server);
  log::info("draining", {{"signal", signal}});
  manager.stopping("Finishing what is under way");
  services.begin_drain();
  const bool all_answered = server.drain(settings.drain_timeout);
  services.stop();
  log::info("stopped", {{"all_requests_answered", all_answered}});
  return {};
}

/// Who decodes what clients sent. With the sandbox, nothing is decoded in this process any more.
Result<std::shared_ptr<const image::Decoder>> open_decoder(const DecodingSettings& settings,
                                                           service::Metrics& metrics) {
  if (!settings.sandboxed) {
    log::warn("decode_sandbox_off", {{"effect", "photos are decoded in the server's own process"}});
    return image::in_process_decoder();
  }
  auto decoder = sandbox::make_sandboxed_decoder(
      settings.sandbox, [&metrics](sandbox::Death death) { metrics.decoder_died(to_string(death)); });
  if (!decoder) {
    return fail(Error::invalid(
        "no_decode_sandbox",
        "Photos cannot be decoded in a locked-up child process here (" + decoder.error().internal_text.value +
            "). With --decode-sandbox off they are decoded in the server itself, without "
            "that protection."));
  }
  image::forbid_decoding();
  return decoder;
}

Status serve(ServeSettings settings) {
  if (auto completed = complete(settings); !completed) return completed;
  log::set_level(settings.log_level);
  if (settings.services.tasks_unfinished_account_max >= settings.services.queue_depth_max) {
    log::warn("one_account_can_fill_the_queue",
              {{"queue_depth_max", settings.services.queue_depth_max},
               {"tasks_unfinished_account_max", settings.services.tasks_unfinished_account_max}});
  }
  make_room_for_connections(settings.server.limits);
  const StopSignals signals;
  auto storage = store::open_data_directory(settings.data, {store::Access::kServer, readers(settings)});
  if (!storage) return fail(storage.error());
  http::ServerMetrics metrics;
  const auto decoder = open_decoder(settings.decoding, metrics);
  if (!decoder) return fail(decoder.error());
  const auto try_on = open_try_on(settings.engine, *decoder);
  if (!try_on) return fail(try_on.error());

  const SystemClock clock;
  SystemRandom random;
  const std::filesystem::path note = settings.data / "crash.note";
  const auto struck = service::CrashNote::read(note);
  if (auto installed = service::CrashNote::install(note); !installed) return installed;
  store::Records& records = (*storage)->records();
  const auto secret = service::server_secret(records.accounts(), "links", random, clock);
  if (!secret) return fail(secret.error());
  const http::Links links(settings.links, *secret, clock);
  const webhook::SystemResolver resolver;
  const auto sender = webhook::make_curl_sender(settings.webhooks.sender, resolver);
  const auto write_body = [&links](const task::WebhookDelivery& delivery, const task::Task& task) {
    return http::webhook_body(links, delivery, task);
  };
  service::Services services({records, (*storage)->blobs(), **try_on, clock, random, metrics, **decoder,
                              struck, sender.get(), write_body},
                             settings.services);
  if (auto started = services.start(); !started) return started;
  http::Api api(services, links, metrics,
                {settings.server.limits,
                 {settings.cors_origins},
                 networks(settings.trusted_proxies),
                 settings.console});
  return serve_until_stopped(settings, services, api, signals);
}

}  // namespace

void add_serve_command(CLI::App& app, int& exit_code) {
  auto settings = std::make_shared<ServeSettings>();
  CLI::App* command =
      app.add_subcommand("serve", "Run the server: the Try-On API v2 and the workers behind it");
  add_serve_settings(*command, *settings);
  command->callback([settings, &exit_code] {
    if (const auto served = serve(*settings); !served) {
      print_error(served.error());
      exit_code = served.error().kind == ErrorKind::kInvalidInput ? kExitUsage : kExitFailed;
    }
  });
}

}  // namespace drape::cli
