#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "service/blob_reaper.h"
#include "service/garment_categoriser.h"
#include "service/metrics.h"
#include "service/settings.h"
#include "service/work_signal.h"
#include "store/task_records.h"
#include "task/layering.h"
#include "task/task.h"
#include "tryon/try_on.h"

namespace drape::service {

/// What is wrong with an order, for the fields of the request.
struct OrderRejection {
  store::MissingImages missing;                    ///< Ids that do not exist for this account.
  std::optional<task::LayeringConflict> conflict;  ///< Only looked at when nothing is missing.
  [[nodiscard]] bool any() const { return missing.any() || conflict; }
};

/// Whether a picture that was computed for an earlier order may serve a new one.
enum class CacheUse { kAllowed, kForbidden };

/// There is no room for the task now.
struct QueueFull {
  /// How often a worker has to compute a task until there is room, about.
  double turns = 1;
};

/// The task, or what is wrong with the order, or that the queue is full, or another failure (storage away).
using SubmitOutcome = std::variant<task::Task, OrderRejection, QueueFull, Error>;

/// The same for several orders: a task for each, or what is wrong with each (with one of them at least).
using BatchOutcome = std::variant<std::vector<task::Task>, std::vector<OrderRejection>, QueueFull, Error>;

/// Try-on tasks as their owners use them. Thread safe.
class TryOnTasks {
 public:
  struct Parts {
    store::TaskRecords& records;
    GarmentCategoriser& categoriser;
    WorkSignal& signal;
    const Clock& clock;
    const Settings& settings;
    BlobReaper& reaper;
    const tryon::TryOn& try_on;
    Metrics& metrics;
    /// Told which unfinished tasks were ended on their owner's wish (outside any lock).
    std::function<void(const std::vector<task::TaskId>&)> ended = {};
  };
  explicit TryOnTasks(const Parts& parts) : parts_(parts) {}

  /// Blocks for one durable write, and with several garments up to Settings::category_wait_max. A garment
  /// that is named twice counts once. The task has ended already when an earlier picture serves it. Fails
  /// with kConflict store::kKeyTakenCode, see store::Once. REQUIRES: 1..kGarmentsMax garments.
  [[nodiscard]] SubmitOutcome submit(task::AccountId account, task::TaskOrder order,
                                     CacheUse cache = CacheUse::kAllowed,
                                     std::optional<store::Once<task::Task>> once = std::nullopt);
  /// Takes all of the orders or none, in one durable write. REQUIRES: at least one.
  [[nodiscard]] BatchOutcome submit_all(task::AccountId account, std::vector<task::TaskOrder> orders,
                                        CacheUse cache = CacheUse::kAllowed,
                                        const store::OnceForAll& once = std::nullopt);
  /// Which of these do not exist for this account; for a request that has other faults and is not submitted.
  [[nodiscard]] Result<store::MissingImages> missing(
      task::AccountId account, std::optional<task::PersonImageId> person_image,
      const std::vector<task::GarmentImageId>& garment_images) const;
  /// Fails with kNotFound "task_not_found". Some ten microseconds.
  [[nodiscard]] Result<task::Task> find(task::AccountId account, task::TaskId id) const;
  /// Newest first. Fails with kNotFound "invalid_page".
  [[nodiscard]] Result<task::Page<task::Task>> list(task::AccountId account, const task::TaskFilter& filter,
                                                    const task::PageRequest& page) const;
  /// Ends an unfinished task as failed with the code "cancelled": a worker that computes it stops at its next
  /// stage, and what it brings in spite of that is refused. A task that was cancelled already comes back as
  /// it is. Fails with kNotFound "task_not_found", or with kConflict "task_has_ended".
  [[nodiscard]] Result<task::Task> cancel(task::AccountId account, task::TaskId id);
  /// The task, its result and the result's bytes are gone when it returns; an unfinished one is cancelled
  /// first. The bytes stay while another task of the account has the same picture. `key` is the public id of
  /// the key that asked. Fails with kNotFound "task_not_found".
  [[nodiscard]] Status remove(task::AccountId account, task::TaskId id, const std::string& key = {});

 private:
  /// What the orders lack; empty when they lack nothing.
  [[nodiscard]] Result<std::vector<OrderRejection>> find_missing(task::AccountId account,
                                                                 const std::vector<task::TaskOrder>& orders);
  /// Which of the orders cannot be worn; empty when all can.
  [[nodiscard]] Result<std::vector<OrderRejection>> find_conflicts(
      task::AccountId account, const std::vector<task::TaskOrder>& orders);
  using Categories = std::unordered_map<task::GarmentImageId, std::optional<task::GarmentCategory>>;
  /// What is known of the garments of which nothing was said, and that have others beside them.
  [[nodiscard]] Result<Categories> find_categories(task::AccountId account,
                                                   const std::vector<task::TaskOrder>& orders);
  [[nodiscard]] std::vector<store::NewTask> new_tasks(task::AccountId account,
                                                      std::vector<task::TaskOrder> orders,
                                                      CacheUse cache) const;

  Parts parts_;
};

}  // namespace drape::service
