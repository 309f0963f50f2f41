#pragma once

#include <chrono>
#include <cstdint>

#include "image/codec.h"
#include "service/task_events.h"
#include "task/transition.h"
#include "webhook/address_rules.h"
#include "webhook/retry_schedule.h"

namespace drape::service {

/// How long things are kept after they came; zero: until they are deleted. A result is deleted with its
/// person photo at the latest.
struct KeepTimes {
  std::chrono::hours person_photos{0};
  std::chrono::hours garment_photos{0};
  std::chrono::hours results{0};
  std::chrono::hours deletion_log{8'760};  ///< A year.
  std::chrono::hours idempotency{24};      ///< For replaying replies; at least one.
  std::chrono::hours webhook_log{720};     ///< Deliveries that are over. 30 days.
};

/// How the ends of tasks are told.
struct WebhookSettings {
  webhook::AddressRules rules;
  webhook::RetrySchedule schedule;
  int deliveries_at_once = 8;             ///< 0: none here.
  std::chrono::milliseconds poll{1'000};  ///< The outbox is looked at at least this often.
  std::chrono::hours secret_overlap{24};  ///< So long a secret still signs after it was replaced.
};

/// Every limit of the services, with its default.
struct Settings {
  std::int64_t upload_bytes_max = 20'000'000;
  image::DecodeLimits decode;  ///< 50 megapixels.
  /// Queued tasks of all accounts. Larger than the next, so that no account can close the queue to others.
  std::int64_t queue_depth_max = 10'000;
  std::int64_t tasks_unfinished_account_max = 1'000;  ///< Queued and processing tasks of one account.
  int workers = 1;                                    ///< Tasks computed at the same time; 0: none here.
  std::chrono::milliseconds task_deadline{120'000};
  std::chrono::milliseconds poll{1'000};  ///< Workers look for work at least this often.
  std::chrono::milliseconds storage_pause{
      1'000};  ///< Between two tries to record an outcome when the storage is away.
  std::chrono::milliseconds drain_grace{20'000};  ///< Running tasks may finish for so long when stopping.
  /// How long a submit with several garments waits for a garment that is still being analysed.
  std::chrono::milliseconds category_wait_max{2'000};
  bool result_cache = true;  ///< An order whose picture is known is answered with it.
  int result_quality = 92;   ///< JPEG and WebP, 1..100.
  int view_quality = 92;     ///< JPEG of what is shown of an upload, 1..100.
  WaiterLimits waiters;
  task::LeasePolicy lease;
  task::RetryPolicy retry;
  KeepTimes keep;
  WebhookSettings webhooks;
};

}  // namespace drape::service
