#include "service/services.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/crash_point.h"
#include "base/log.h"
#include "service/blob_reaper.h"
#include "service/garment_categoriser.h"
#include "service/retention.h"
#include "service/task_events.h"
#include "service/task_runner.h"
#include "service/work_signal.h"
#include "service/worker_pool.h"

namespace drape::service {
namespace {

void log_failure(std::string_view event, const Error& error) {
  log::warn(event, {{"reason", error.internal_text.value}});
}

}  // namespace

Result<store::AccountRecords::Secret> server_secret(store::AccountRecords& records, std::string_view name,
                                                    Random& random, const Clock& clock) {
  store::AccountRecords::Secret fresh;
  random.fill(fresh);
  return records.secret(name, fresh, clock.now());
}

struct Services::State {
  State(const Foundations& given, const Settings& limits) : foundations(given), settings(limits) {}

  void housekeeping(const std::stop_token& stop);
  /// Takes tasks away from dead workers, see TaskQueue::rescue.
  Status rescue(bool all);
  /// A deletion or their owner's wish has failed these unfinished tasks.
  void tasks_failed(const std::vector<task::TaskId>& failed);
  /// Deletes what has had its time, erases what nothing refers to, and its traces in the database.
  void clean_up();

  const Foundations foundations;
  const Settings settings;
  std::atomic<bool> draining = false;

  WorkSignal signal;
  TaskEvents events{settings.waiters};
  WorkSignal webhook_signal;
  BlobReaper reaper{foundations.records, foundations.blobs, foundations.try_on};
  GarmentCategoriser categoriser{foundations.records, foundations.blobs, foundations.try_on};
  Authenticator authenticator{foundations.records.accounts()};
  Uploads uploads{foundations.blobs, foundations.decoder, settings, foundations.metrics};
  PersonLibrary person_images{foundations.records.person_images(),
                              reaper,
                              foundations.clock,
                              {},
                              [this](const std::vector<task::TaskId>& failed) { tasks_failed(failed); }};
  GarmentLibrary garment_images{
      foundations.records.garment_images(), reaper, foundations.clock,
      [this](const task::GarmentImage& garment) { categoriser.enqueue(garment.account, garment.id); },
      [this](const std::vector<task::TaskId>& failed) { tasks_failed(failed); }};
  Retention retention{{foundations.records, person_images, garment_images, foundations.clock, settings}};
  PersonValidator person_validator{
      {foundations.records, foundations.blobs, foundations.try_on, foundations.clock, foundations.metrics}};
  GarmentValidator garment_validator{
      {foundations.records, foundations.blobs, foundations.try_on, foundations.clock}};
  TryOnTasks tasks{{foundations.records.tasks(), categoriser, signal, foundations.clock, settings, reaper,
                    foundations.try_on, foundations.metrics,
                    [this](const std::vector<task::TaskId>& ended) { tasks_failed(ended); }}};
  Media media{foundations.records, foundations.blobs};
  Idempotency idempotency{foundations.records.idempotency(), foundations.clock};
  TaskRunner runner{{foundations.records, foundations.blobs, foundations.try_on, settings}};
  WorkerPool workers{{foundations.records.queue(), runner, signal, events, foundations.clock,
                      foundations.metrics, settings, [this] { webhook_signal.notify(); }}};
  Webhooks webhooks{{foundations.records.webhooks(), webhook_signal, foundations.random, foundations.clock,
                     settings.webhooks}};
  std::optional<WebhookCourier> courier;

  std::int64_t scrubbed = 0;  ///< The newest deletion of which no trace is left. The housekeeper's alone.
  std::mutex housekeeping_mutex;
  std::condition_variable_any housekeeping_wakes;
  std::jthread housekeeper;
};

// Leases are renewed before any is taken away, and none is taken away when that failed: after the storage was
// away, the tasks of this process must not look as if it had died.
void Services::State::housekeeping(const std::stop_token& stop) {
  if (const Result<int> swept = reaper.sweep_orphans(foundations.clock.now()); !swept)
    log_failure("orphans_not_swept", swept.error());
  if (const Result<int> reaped = reaper.reap(); !reaped) log_failure("blobs_not_erased", reaped.error());
  std::unique_lock lock(housekeeping_mutex);
  while (!stop.stop_requested()) {
    housekeeping_wakes.wait_for(lock, stop, settings.lease.heartbeat, [] { return false; });
    if (Status beat = workers.heartbeat(); !beat) {
      log_failure("heartbeat_failed", beat.error());
      continue;
    }
    if (Status rescued = rescue(false); !rescued) log_failure("rescue_failed", rescued.error());
    clean_up();
  }
}

void Services::State::clean_up() {
  if (const Result<int> expired = retention.run(); !expired) {
    log_failure("retention_failed", expired.error());
  } else if (*expired > 0) {
    log::info("retention", {{"deleted", *expired}});
  }
  if (const Result<int> reaped = reaper.reap(); !reaped) log_failure("blobs_not_erased", reaped.error());
  const Result<std::int64_t> newest = foundations.records.deletions().newest();
  if (!newest || *newest == scrubbed) return;
  const Result<bool> done = foundations.records.scrub();
  if (!done) log_failure("log_not_scrubbed", done.error());
  if (done && *done) scrubbed = *newest;
}

Status Services::State::rescue(bool all) {
  const Result<store::RescueReport> report =
      foundations.records.queue().rescue(foundations.clock.now(), settings.retry, all, foundations.struck);
  if (!report) return fail(report.error());
  if (report->requeued + report->failed == 0) return {};
  DRAPE_CRASH_POINT("rescue_committed");
  foundations.metrics.tasks_rescued(report->requeued, report->failed);
  log::warn("tasks_rescued", {{"requeued", report->requeued}, {"failed", report->failed}});
  signal.notify();
  events.everything_changed();
  webhook_signal.notify();
  return {};
}

void Services::State::tasks_failed(const std::vector<task::TaskId>& failed) {
  workers.abandon(failed);
  events.changed(failed);
  webhook_signal.notify();
}

Services::Services(const Foundations& foundations, const Settings& settings)
    : state_(std::make_unique<State>(foundations, settings)) {}

Services::~Services() {
  stop();
}

Status Services::start() {
  const Result<int> swept = state_->foundations.blobs.sweep_temporary();
  if (!swept) return fail(swept.error());
  if (Status rescued = state_->rescue(true); !rescued) return rescued;
  state_->categoriser.start();
  state_->workers.start();
  if (const Foundations& given = state_->foundations; given.webhook_sender != nullptr) {
    state_->courier.emplace(WebhookCourier::Parts{
        given.records.webhooks(), given.records.tasks(), *given.webhook_sender, given.write_webhook_body,
        state_->webhook_signal, given.random, given.clock, given.metrics, state_->settings});
    state_->courier->start();
  }
  state_->housekeeper = std::jthread([this](const std::stop_token& stop) { state_->housekeeping(stop); });
  return {};
}

void Services::begin_drain() {
  state_->draining = true;
  state_->workers.begin_drain();
}

void Services::stop() {
  begin_drain();
  // Leases are renewed until the last task has ended.
  state_->workers.stop(state_->settings.drain_grace);
  if (state_->courier) state_->courier->stop(state_->settings.drain_grace);
  state_->categoriser.stop();
  if (state_->housekeeper.joinable()) {
    state_->housekeeper.request_stop();
    state_->housekeeper.join();
  }
}

const Authenticator& Services::authenticator() const {
  return state_->authenticator;
}
const Uploads& Services::uploads() const {
  return state_->uploads;
}
PersonLibrary& Services::person_images() {
  return state_->person_images;
}
GarmentLibrary& Services::garment_images() {
  return state_->garment_images;
}
PersonValidator& Services::person_validator() {
  return state_->person_validator;
}
GarmentValidator& Services::garment_validator() {
  return state_->garment_validator;
}
TryOnTasks& Services::tasks() {
  return state_->tasks;
}
const Media& Services::media() const {
  return state_->media;
}
Idempotency& Services::idempotency() {
  return state_->idempotency;
}

TaskEvents& Services::task_events() {
  return state_->events;
}

Webhooks& Services::webhooks() {
  return state_->webhooks;
}

Status Services::ready() {
  if (state_->draining) {
    return fail({ErrorKind::kBusy, "draining", {"The server is shutting down. Please try again later."}, {}});
  }
  return state_->foundations.records.ping();
}

Result<store::QueueDepth> Services::queue_depth() {
  return state_->foundations.records.queue().depth();
}

Result<std::optional<store::QueuePlace>> Services::queue_place(task::TaskId id) {
  return state_->foundations.records.queue().place(id);
}

std::optional<TaskProgress> Services::progress(task::TaskId id) const {
  return state_->workers.progress(id);
}

}  // namespace drape::service
