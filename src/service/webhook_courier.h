#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "service/metrics.h"
#include "service/settings.h"
#include "service/work_signal.h"
#include "store/task_records.h"
#include "store/webhook_records.h"
#include "webhook/sender.h"

namespace drape::service {

/// Writes the body of a delivery. The links in it are as fresh as the attempt.
using WriteWebhookBody = std::function<std::string(const task::WebhookDelivery&, const task::Task&)>;

/// Threads that take deliveries out of the outbox, send them and note what came of it. At least once: a
/// delivery whose outcome was not noted before the process died is sent again, with the same id. Thread safe.
class WebhookCourier {
 public:
  struct Parts {
    store::WebhookRecords& records;
    store::TaskRecords& tasks;
    const webhook::Sender& sender;
    WriteWebhookBody write_body;
    WorkSignal& signal;  ///< There may be something to deliver.
    Random& random;
    const Clock& clock;
    Metrics& metrics;
    const Settings& settings;
  };
  explicit WebhookCourier(Parts parts) : parts_(std::move(parts)) {}
  ~WebhookCourier() { stop(std::chrono::milliseconds::zero()); }

  void start();
  /// Begins nothing more, waits up to `grace` for what is under way, breaks the rest off and joins.
  void stop(std::chrono::milliseconds grace);

  /// Delivers what is due now, one after the other, in the caller's thread. Returns how many attempts that
  /// were.
  [[nodiscard]] Result<int> deliver_due();

 private:
  /// What there is to do now, or how long to wait for it.
  struct Next {
    std::optional<task::WebhookDelivery> delivery;
    std::chrono::milliseconds wait{0};
  };

  void work();
  /// The next delivery, marked as under way: nobody else takes it until it is put_back().
  [[nodiscard]] Result<Next> take();
  [[nodiscard]] bool has_place(const task::WebhookDelivery& delivery) const;
  void put_back(const task::WebhookDelivery& delivery);
  void deliver(const task::WebhookDelivery& delivery);
  [[nodiscard]] Result<webhook::Outcome> attempt(const task::WebhookDelivery& delivery,
                                                 const task::Task& task, Timestamp started);
  [[nodiscard]] store::DeliveryOutcome judge(const task::WebhookDelivery& delivery,
                                             const webhook::Outcome& outcome);
  void report(const task::WebhookDelivery& delivery, const store::DeliveryOutcome& outcome,
              const std::string& reason);
  /// Writes until it works or the program stops: sending again and again because nothing can be noted would
  /// help nobody.
  void record(const store::DeliveryOutcome& outcome);

  Parts parts_;
  std::mutex mutex_;
  std::condition_variable all_back_;
  std::vector<task::WebhookDelivery> under_way_;
  std::stop_source drain_;  ///< Nothing more is begun.
  std::stop_source stop_;   ///< What is under way is broken off.
  std::vector<std::thread> threads_;
};

}  // namespace drape::service
