#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "service/garment_categoriser.h"
#include "service/settings.h"
#include "service/work_signal.h"
#include "store/task_records.h"
#include "task/layering.h"
#include "task/task.h"

namespace drape::service {

/// What is wrong with an order, for the fields of the request.
struct OrderRejection {
  store::MissingImages missing;                    ///< Ids that do not exist for this account.
  std::optional<task::LayeringConflict> conflict;  ///< Only looked at when nothing is missing.
};

/// There is no room for the task now.
struct QueueFull {
  /// How often a worker has to compute a task until there is room, about.
  double turns = 1;
};

/// The task, or what is wrong with the order, or that the queue is full, or another failure (storage away).
using SubmitOutcome = std::variant<task::Task, OrderRejection, QueueFull, Error>;

/// Try-on tasks as their owners use them. Thread safe.
class TryOnTasks {
 public:
  struct Parts {
    store::TaskRecords& records;
    GarmentCategoriser& categoriser;
    WorkSignal& signal;
    const Clock& clock;
    const Settings& settings;
  };
  explicit TryOnTasks(const Parts& parts) : parts_(parts) {}

  /// Blocks for one durable write, and with several garments up to Settings::category_wait_max. A garment
  /// that is named twice counts once. REQUIRES: 1..kGarmentsMax garments.
  [[nodiscard]] SubmitOutcome submit(task::AccountId account, task::TaskOrder order);
  /// Which of these do not exist for this account; for a request that has other faults and is not submitted.
  [[nodiscard]] Result<store::MissingImages> missing(
      task::AccountId account, std::optional<task::PersonImageId> person_image,
      const std::vector<task::GarmentImageId>& garment_images) const;
  /// Fails with kNotFound "task_not_found". Some ten microseconds.
  [[nodiscard]] Result<task::Task> find(task::AccountId account, task::TaskId id) const;
  /// Newest first. Fails with kNotFound "invalid_page".
  [[nodiscard]] Result<task::Page<task::Task>> list(task::AccountId account, const task::TaskFilter& filter,
                                                    const task::PageRequest& page) const;

 private:
  [[nodiscard]] Result<std::optional<task::LayeringConflict>> find_conflict(
      task::AccountId account, const std::vector<task::GarmentImageId>& garments);

  Parts parts_;
};

}  // namespace drape::service
