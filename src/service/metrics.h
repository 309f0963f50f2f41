#pragma once

#include <string_view>

#include "task/webhook.h"

namespace drape::service {

enum class TaskOutcome { kCompleted, kFailed, kRetried, kGivenBack, kLeaseLost };

/// Where the services report what they did. Does nothing by default. Implementations are thread safe and
/// quick.
class Metrics {
 public:
  virtual ~Metrics() = default;
  /// A task was claimed after having waited.
  virtual void task_waited(double /*seconds*/) {}
  /// A worker is done with a task, after `seconds` of computing. `code` is the failure's, else empty.
  virtual void task_ran(TaskOutcome /*outcome*/, std::string_view /*code*/, double /*seconds*/) {}
  virtual void stage_ran(std::string_view /*stage*/, double /*seconds*/) {}
  /// A task ended when it was ordered: its picture had been computed for an earlier one.
  virtual void task_served_from_cache() {}
  virtual void tasks_rescued(int /*requeued*/, int /*failed*/) {}
  virtual void image_uploaded(double /*check_seconds*/) {}
  virtual void person_validated(double /*seconds*/) {}
  /// A process that decoded pictures ended before its time.
  virtual void decoder_died(std::string_view /*cause*/) {}
  /// An attempt to deliver a webhook has left it in this state. `error` is the class of the failure, else
  /// empty.
  virtual void webhook_attempted(task::DeliveryState /*became*/, std::string_view /*error*/,
                                 double /*seconds*/) {}
};

}  // namespace drape::service
