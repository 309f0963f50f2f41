#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/idempotency_records.h"
#include "task/deletion.h"
#include "task/page.h"
#include "task/task.h"

namespace drape::store {

/// Which of the images named in an order are not there, or not the account's.
struct MissingImages {
  bool person_image = false;
  std::vector<std::size_t> garment_images;  ///< Positions in the order, ascending.
  [[nodiscard]] bool any() const { return person_image || !garment_images.empty(); }
};

/// A claim on the making of several tasks together; see Once.
using OnceForAll = std::optional<Once<std::vector<task::Task>>>;

/// The claim on one task as one on a list with one.
[[nodiscard]] inline OnceForAll for_all(std::optional<Once<task::Task>> once) {
  if (!once) return std::nullopt;
  return Once<std::vector<task::Task>>{
      std::move(once->claim),
      [reply = std::move(once->reply)](const std::vector<task::Task>& made) { return reply(made.front()); }};
}

struct NewTask {
  task::AccountId account;
  task::TaskOrder order;
  Timestamp created_at;
  std::int64_t queue_depth_max = 10'000;        ///< Queued tasks of all accounts.
  std::int64_t unfinished_account_max = 1'000;  ///< Queued and processing tasks of this account.
  /// Set: a result that is there with the key of this order and maker (store/result_key.h) serves it at once.
  std::optional<std::string> maker = std::nullopt;
  std::optional<Once<task::Task>> once = std::nullopt;  ///< Of add(); add_all() has one for all.
};

/// There is no room for one more task, in the queue or for its account.
struct NoRoom {
  bool account_full = false;     ///< The account's own limit is reached; else that of all accounts.
  std::int64_t tasks_ahead = 0;  ///< About so many tasks have to be served before there is room.
};

/// The new task, or what its order lacks, or that there is no room for it.
struct AddedTask {
  std::optional<task::Task> task;
  MissingImages missing;
  std::optional<NoRoom> no_room;
};

/// The new tasks, one for each order; or what the orders lack; or that there is no room for them all.
struct AddedTasks {
  std::vector<task::Task> tasks;
  std::vector<MissingImages> missing;  ///< One for each order.
  std::optional<NoRoom> no_room;
};

/// What a wish to cancel a task came to.
struct Cancellation {
  task::Task task;     ///< As it stands now.
  bool ended = false;  ///< It was unfinished; this ended it.
};

/// Tasks as their owners see them. Scoped by account. Thread safe. Every function may fail with kBusy or
/// kInternal.
class TaskRecords {
 public:
  virtual ~TaskRecords() = default;
  /// Checks and inserts in one transaction: an image cannot vanish in between, and tasks that are added at
  /// the same time cannot exceed a limit together. Fails with kConflict kKeyTakenCode, see Once.
  [[nodiscard]] virtual Result<AddedTask> add(const NewTask& task) = 0;
  /// The same for several orders of one account: all are taken or none is. A task that a known result serves
  /// ends at once and needs no room. REQUIRES: at least one; all have the same account and limits,
  /// and no claim of their own.
  [[nodiscard]] virtual Result<AddedTasks> add_all(std::span<const NewTask> tasks,
                                                   const OnceForAll& once = std::nullopt) = 0;
  /// The check alone.
  [[nodiscard]] virtual Result<MissingImages> missing(
      task::AccountId account, std::optional<task::PersonImageId> person_image,
      const std::vector<task::GarmentImageId>& garment_images) = 0;
  [[nodiscard]] virtual Result<std::optional<task::Task>> find(task::AccountId account, task::TaskId id) = 0;
  /// Newest first. Fails with kNotFound "invalid_page".
  [[nodiscard]] virtual Result<task::Page<task::Task>> list(task::AccountId account,
                                                            const task::TaskFilter& filter,
                                                            const task::PageRequest& page) = 0;
  /// The result of a completed task, of whatever account: for links that carry their own proof.
  struct FoundResult {
    task::AccountId account;
    task::TaskResult result;
    Timestamp finished_at;
  };
  [[nodiscard]] virtual Result<std::optional<FoundResult>> find_result(task::TaskId id) = 0;

  /// Tasks whose result was finished before `before` and is still there, oldest first.
  [[nodiscard]] virtual Result<std::vector<task::TaskId>> results_older_than(Timestamp before,
                                                                             int count_max) = 0;
  /// Forgets a task's result and its claim on its blob; the task stays, completed without a picture. Written
  /// into the log of deletions. False when there is no result.
  [[nodiscard]] virtual Result<bool> remove_result(task::TaskId id, const task::DeletionOrder& order) = 0;

  /// Ends an unfinished task as cancelled; whoever computes it has lost its lease with that. One that has
  /// ended stays as it is. None when it is not there.
  [[nodiscard]] virtual Result<std::optional<Cancellation>> cancel(task::AccountId account, task::TaskId id,
                                                                   Timestamp now) = 0;
  /// Forgets the task, its result and the result's claim on its blob; an unfinished one is cancelled first.
  /// Written into the log of deletions, all in one transaction. None when it is not there.
  [[nodiscard]] virtual Result<std::optional<task::Removal>> remove(task::AccountId account, task::TaskId id,
                                                                    const task::DeletionOrder& order) = 0;
};

}  // namespace drape::store
