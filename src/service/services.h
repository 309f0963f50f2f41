#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "image/decoder.h"
#include "service/authenticator.h"
#include "service/garment_validator.h"
#include "service/idempotency.h"
#include "service/image_library.h"
#include "service/media.h"
#include "service/metrics.h"
#include "service/person_validator.h"
#include "service/settings.h"
#include "service/task_events.h"
#include "service/task_progress.h"
#include "service/try_on_tasks.h"
#include "service/uploads.h"
#include "service/webhook_courier.h"
#include "service/webhooks.h"
#include "store/blobs.h"
#include "store/task_queue.h"
#include "tryon/try_on.h"

namespace drape::service {

/// What the services stand on. All must outlive them.
struct Foundations {
  store::Records& records;
  store::Blobs& blobs;
  const tryon::TryOn& try_on;
  const Clock& clock;
  Random& random;
  Metrics& metrics;
  const image::Decoder& decoder;  ///< Of uploads.
  /// What the note of an earlier process says (service/crash_note.h).
  std::optional<store::Lease> struck = std::nullopt;
  const webhook::Sender* webhook_sender = nullptr;  ///< Null: nothing is delivered here.
  WriteWebhookBody write_webhook_body = {};         ///< REQUIRES: set when there is a sender.
};

/// A secret of 32 random bytes that stays the same over restarts, e.g. for signing links; made when it is
/// asked for first.
[[nodiscard]] Result<store::AccountRecords::Secret> server_secret(store::AccountRecords& records,
                                                                  std::string_view name, Random& random,
                                                                  const Clock& clock);

/// All use cases, wired, with the threads behind them: what the HTTP layer is given. Thread safe once
/// started.
class Services {
 public:
  Services(const Foundations& foundations, const Settings& settings);
  ~Services();  ///< Stops if that was not done yet.

  /// Recovers what an earlier process left (tasks in processing, temporary files, blobs without a row) and
  /// starts the workers. REQUIRES: this process alone works on the store.
  [[nodiscard]] Status start();
  /// From now on ready() fails, and no further task is begun. Returns at once; for the start of a drain.
  void begin_drain();
  /// Waits up to Settings::drain_grace for the running tasks, gives the others back, joins all threads.
  void stop();

  [[nodiscard]] const Authenticator& authenticator() const;
  [[nodiscard]] const Uploads& uploads() const;
  [[nodiscard]] PersonLibrary& person_images();
  [[nodiscard]] GarmentLibrary& garment_images();
  [[nodiscard]] PersonValidator& person_validator();
  [[nodiscard]] GarmentValidator& garment_validator();
  [[nodiscard]] TryOnTasks& tasks();
  [[nodiscard]] const Media& media() const;
  [[nodiscard]] Idempotency& idempotency();
  /// Who waits for news of a task, and how they are told.
  [[nodiscard]] TaskEvents& task_events();
  [[nodiscard]] Webhooks& webhooks();

  /// Fails with kBusy while draining or when the storage cannot be written.
  [[nodiscard]] Status ready();
  [[nodiscard]] Result<store::QueueDepth> queue_depth();
  /// Where a task stands that has not ended.
  [[nodiscard]] Result<std::optional<store::QueuePlace>> queue_place(task::TaskId id);
  /// How far a task of this process is; none when it is not running here.
  [[nodiscard]] std::optional<TaskProgress> progress(task::TaskId id) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace drape::service
