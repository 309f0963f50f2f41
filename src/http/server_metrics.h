#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.h"
#include "service/metrics.h"
#include "store/task_queue.h"

namespace drape::http {

/// Everything that /metrics shows. Thread safe and quick.
class ServerMetrics final : public service::Metrics {
 public:
  ServerMetrics();
  ~ServerMetrics() override;

  struct Request {
    std::string_view route;  ///< The pattern, never the path: paths are endless. A literal.
    std::string_view method;
    int status = 0;
    double seconds = 0;
  };
  void request_done(const Request& request);

  void task_waited(double seconds) override;
  void task_ran(service::TaskOutcome outcome, std::string_view code, double seconds) override;
  void stage_ran(std::string_view stage, double seconds) override;
  void task_served_from_cache() override;
  void tasks_rescued(int requeued, int failed) override;
  void image_uploaded(double check_seconds) override;
  void person_validated(double seconds) override;
  void decoder_died(std::string_view cause) override;
  void webhook_attempted(task::DeliveryState became, std::string_view error, double seconds) override;

  /// How many webhooks wait, and how long the oldest one does.
  void set_webhook_backlog(std::int64_t pending, double oldest_seconds);

  /// The text format of Prometheus, with these values of the moment: what is in the queue, and how many
  /// requests wait for news of a task.
  [[nodiscard]] std::string text(const store::QueueDepth& depth, std::size_t waiters);

  /// How long a task computed lately, seconds: what a client that found the queue full may expect to wait.
  [[nodiscard]] double recent_compute_seconds() const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace drape::http
