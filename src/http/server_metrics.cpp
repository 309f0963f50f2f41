#include "http/server_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <tuple>

namespace drape::http {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;

const Histogram::BucketBoundaries kRequestBuckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                  0.1,    0.25,  0.5,    1,     2.5,  5,     10};
const Histogram::BucketBoundaries kTaskBuckets{0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300, 900};

Family<Counter>& counter(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}
Family<Gauge>& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}
Family<Histogram>& histogram(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
}

std::string_view to_string(service::TaskOutcome outcome) {
  switch (outcome) {
    case service::TaskOutcome::kCompleted:
      return "completed";
    case service::TaskOutcome::kFailed:
      return "failed";
    case service::TaskOutcome::kRetried:
      return "retried";
    case service::TaskOutcome::kGivenBack:
      return "given_back";
    case service::TaskOutcome::kLeaseLost:
      return "lease_lost";
  }
  return "unknown";
}

}  // namespace

struct ServerMetrics::Families {
  prometheus::Registry registry;
  Family<Counter>& requests =
      counter(registry, "drape_http_requests_total", "Requests answered, by route, method and status");
  Family<Histogram>& request_seconds = histogram(registry, "drape_http_request_seconds",
                                                 "Time from a request's head to the end of its reply, "
                                                 "without what it waited for news of a task");
  Histogram& queue_seconds =
      histogram(registry, "drape_task_queue_seconds", "Time that a task waited before a worker took it")
          .Add({}, kTaskBuckets);
  Family<Histogram>& compute_seconds =
      histogram(registry, "drape_task_compute_seconds", "Time that a worker computed on a task, by outcome");
  Family<Counter>& tasks = counter(registry, "drape_tasks_total",
                                   "Tasks that a worker was done with, by outcome and failure code");
  Family<Histogram>& stage_seconds =
      histogram(registry, "drape_stage_seconds", "Time of one stage of the engine");
  Counter& cached = counter(registry, "drape_tasks_cached_total",
                            "Tasks that ended when they were ordered: their picture was known")
                        .Add({});
  Family<Counter>& rescued = counter(registry, "drape_tasks_rescued_total",
                                     "Tasks taken away from workers that vanished, by what became of them");
  Histogram& upload_seconds =
      histogram(registry, "drape_upload_check_seconds", "Time to decode and check an uploaded picture")
          .Add({}, kRequestBuckets);
  Histogram& validation_seconds =
      histogram(registry, "drape_person_validation_seconds", "Time to validate a person photo")
          .Add({}, kTaskBuckets);
  Family<Counter>& decoder_deaths =
      counter(registry, "drape_decode_child_deaths_total",
              "Processes that decode pictures and ended before their time, by cause");
  Family<Counter>& webhooks =
      counter(registry, "drape_webhook_attempts_total",
              "Attempts to deliver a webhook, by what became of the delivery and the class of the failure");
  Histogram& webhook_seconds =
      histogram(registry, "drape_webhook_attempt_seconds", "Time of one attempt to deliver a webhook")
          .Add({}, kRequestBuckets);
  Gauge& webhooks_pending =
      gauge(registry, "drape_webhooks_pending", "Webhooks that were not delivered yet").Add({});
  Gauge& webhook_oldest_seconds = gauge(registry, "drape_webhook_oldest_pending_seconds",
                                        "Time since the task of the oldest of them ended")
                                      .Add({});
  Family<Gauge>& queue_tasks = gauge(registry, "drape_queue_tasks", "Tasks in the queue by status");
  Gauge& queued = queue_tasks.Add({{"status", "queued"}});
  Gauge& waiters =
      gauge(registry, "drape_http_waiters", "Requests that wait for the end of a task or follow its events")
          .Add({});
  Gauge& processing = queue_tasks.Add({{"status", "processing"}});

  // Looking a labelled metric up in its family costs microseconds; requests come too often for that.
  using Key = std::tuple<std::string_view, Method, int>;
  struct RequestMetrics {
    Counter* count = nullptr;
    Histogram* seconds = nullptr;
  };
  std::shared_mutex requests_mutex;
  std::map<Key, RequestMetrics> known_requests;

  std::atomic<double> recent_compute_seconds = 10;

  RequestMetrics find(const Request& request) {
    const Key key{request.route, to_method(request.method), request.status};
    {
      const std::shared_lock lock(requests_mutex);
      const auto found = known_requests.find(key);
      if (found != known_requests.end()) return found->second;
    }
    const std::string route(request.route);
    const std::string method(std::get<Method>(key) == Method::kOther ? "other" : request.method);
    const RequestMetrics made{
        &requests.Add({{"route", route}, {"method", method}, {"status", std::to_string(request.status)}}),
        &request_seconds.Add({{"route", route}, {"method", method}}, kRequestBuckets)};
    const std::lock_guard lock(requests_mutex);
    known_requests.emplace(key, made);
    return made;
  }
};

// The usual outcomes and causes show from the start, so that a rate over them is zero and not unknown.
ServerMetrics::ServerMetrics() : families_(std::make_unique<Families>()) {
  for (const service::TaskOutcome outcome :
       {service::TaskOutcome::kCompleted, service::TaskOutcome::kFailed}) {
    const std::string name(to_string(outcome));
    families_->tasks.Add({{"outcome", name}, {"code", ""}});
    families_->compute_seconds.Add({{"outcome", name}}, kTaskBuckets);
  }
  families_->webhooks.Add({{"became", "delivered"}, {"error", ""}});
  for (const char* became : {"queued", "failed"}) families_->rescued.Add({{"became", became}});
  for (const char* cause : {"crashed", "time"}) families_->decoder_deaths.Add({{"cause", cause}});
}
ServerMetrics::~ServerMetrics() = default;

void ServerMetrics::request_done(const Request& request) {
  const Families::RequestMetrics metrics = families_->find(request);
  metrics.count->Increment();
  metrics.seconds->Observe(request.seconds);
}

void ServerMetrics::task_waited(double seconds) {
  families_->queue_seconds.Observe(seconds);
}

void ServerMetrics::task_ran(service::TaskOutcome outcome, std::string_view code, double seconds) {
  const std::string name(to_string(outcome));
  families_->tasks.Add({{"outcome", name}, {"code", std::string(code)}}).Increment();
  families_->compute_seconds.Add({{"outcome", name}}, kTaskBuckets).Observe(seconds);
  if (outcome == service::TaskOutcome::kCompleted) {
    // Two workers at once may lose one sample of the running mean; nobody minds.
    families_->recent_compute_seconds = 0.8 * families_->recent_compute_seconds + 0.2 * seconds;
  }
}

void ServerMetrics::stage_ran(std::string_view stage, double seconds) {
  families_->stage_seconds.Add({{"stage", std::string(stage)}}, kTaskBuckets).Observe(seconds);
}

void ServerMetrics::task_served_from_cache() {
  families_->cached.Increment();
}

void ServerMetrics::tasks_rescued(int requeued, int failed) {
  families_->rescued.Add({{"became", "queued"}}).Increment(requeued);
  families_->rescued.Add({{"became", "failed"}}).Increment(failed);
}

void ServerMetrics::image_uploaded(double check_seconds) {
  families_->upload_seconds.Observe(check_seconds);
}
void ServerMetrics::person_validated(double seconds) {
  families_->validation_seconds.Observe(seconds);
}

void ServerMetrics::decoder_died(std::string_view cause) {
  families_->decoder_deaths.Add({{"cause", std::string(cause)}}).Increment();
}

void ServerMetrics::webhook_attempted(task::DeliveryState became, std::string_view error, double seconds) {
  families_->webhooks.Add({{"became", std::string(task::to_string(became))}, {"error", std::string(error)}})
      .Increment();
  families_->webhook_seconds.Observe(seconds);
}

void ServerMetrics::set_webhook_backlog(std::int64_t pending, double oldest_seconds) {
  families_->webhooks_pending.Set(static_cast<double>(pending));
  families_->webhook_oldest_seconds.Set(oldest_seconds);
}

std::string ServerMetrics::text(const store::QueueDepth& depth, std::size_t waiters) {
  families_->waiters.Set(static_cast<double>(waiters));
  families_->queued.Set(static_cast<double>(depth.queued));
  families_->processing.Set(static_cast<double>(depth.processing));
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

double ServerMetrics::recent_compute_seconds() const {
  return families_->recent_compute_seconds;
}

}  // namespace drape::http
