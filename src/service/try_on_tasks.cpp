#include "service/try_on_tasks.h"

#include <algorithm>

#include "base/crash_point.h"
#include "base/log.h"

namespace drape::service {
namespace {

/// Each garment once, with what was said of it where it was named first.
void drop_repeats(task::TaskOrder& order) {
  std::vector<task::GarmentImageId> unique;
  std::vector<task::GarmentHints> hints;
  for (std::size_t i = 0; i < order.garment_images.size(); ++i) {
    const task::GarmentImageId garment = order.garment_images[i];
    if (std::find(unique.begin(), unique.end(), garment) != unique.end()) continue;
    unique.push_back(garment);
    hints.push_back(order.hints_of(i));
  }
  order.garment_images = std::move(unique);
  order.hints = std::move(hints);
}

Error task_not_found() {
  return {ErrorKind::kNotFound, "task_not_found", {"Not found."}, {}};
}

Error task_has_ended(task::TaskStatus status) {
  const bool completed = status == task::TaskStatus::kCompleted;
  return {ErrorKind::kConflict,
          "task_has_ended",
          {completed ? "The task is completed and cannot be cancelled."
                     : "The task has failed and cannot be cancelled."},
          {}};
}

}  // namespace

SubmitOutcome TryOnTasks::submit(task::AccountId account, task::TaskOrder order) {
  // The positions in a rejection are those of the request, so it is checked as it came.
  Result<store::MissingImages> lacking = missing(account, order.person_image, order.garment_images);
  if (!lacking) return std::move(lacking.error());
  if (lacking->any()) return OrderRejection{std::move(*lacking), std::nullopt};

  drop_repeats(order);
  Result<std::optional<task::LayeringConflict>> conflict = find_conflict(account, order);
  if (!conflict) return std::move(conflict.error());
  if (*conflict) return OrderRejection{{}, *conflict};

  const Settings& settings = parts_.settings;
  Result<store::AddedTask> added =
      parts_.records.add({account, std::move(order), parts_.clock.now(), settings.queue_depth_max,
                          settings.tasks_unfinished_account_max});
  if (!added) return std::move(added.error());
  if (added->no_room) {
    return QueueFull{static_cast<double>(added->no_room->tasks_ahead) / std::max(1, settings.workers)};
  }
  if (!added->task) return OrderRejection{std::move(added->missing), std::nullopt};
  DRAPE_CRASH_POINT("task_committed");
  parts_.signal.notify();
  return std::move(*added->task);
}

Result<std::optional<task::LayeringConflict>> TryOnTasks::find_conflict(task::AccountId account,
                                                                        const task::TaskOrder& order) {
  if (order.garment_images.size() < 2) return std::nullopt;
  std::vector<task::GarmentCategory> known;
  std::vector<task::GarmentImageId> unhinted;
  for (std::size_t i = 0; i < order.garment_images.size(); ++i) {
    const task::GarmentHints hints = order.hints_of(i);
    if (hints.category) {
      known.push_back(*hints.category);
    } else if (!hints.photo_type) {
      // A photo that is to be read in another way is left to the worker.
      unhinted.push_back(order.garment_images[i]);
    }
  }
  const auto categories = parts_.categoriser.categories(account, unhinted, parts_.settings.category_wait_max);
  if (!categories) return fail(categories.error());
  for (const std::optional<task::GarmentCategory>& category : *categories) {
    if (category) known.push_back(*category);
  }
  return task::layering_conflict(known);
}

Result<store::MissingImages> TryOnTasks::missing(
    task::AccountId account, std::optional<task::PersonImageId> person_image,
    const std::vector<task::GarmentImageId>& garment_images) const {
  return parts_.records.missing(account, person_image, garment_images);
}

Result<task::Task> TryOnTasks::find(task::AccountId account, task::TaskId id) const {
  Result<std::optional<task::Task>> found = parts_.records.find(account, id);
  if (!found) return fail(std::move(found.error()));
  if (!*found) return fail(task_not_found());
  return std::move(**found);
}

Result<task::Page<task::Task>> TryOnTasks::list(task::AccountId account, const task::TaskFilter& filter,
                                                const task::PageRequest& page) const {
  return parts_.records.list(account, filter, page);
}

Result<task::Task> TryOnTasks::cancel(task::AccountId account, task::TaskId id) {
  Result<std::optional<store::Cancellation>> cancelled =
      parts_.records.cancel(account, id, parts_.clock.now());
  if (!cancelled) return fail(std::move(cancelled.error()));
  if (!*cancelled) return fail(task_not_found());
  DRAPE_CRASH_POINT("cancellation_committed");
  if ((*cancelled)->ended && parts_.ended) parts_.ended({id});
  task::Task& task = (*cancelled)->task;
  if (task.failure && task.failure->code == task::kCancelledCode) return std::move(task);
  return fail(task_has_ended(task.status));
}

Status TryOnTasks::remove(task::AccountId account, task::TaskId id, const std::string& key) {
  const task::DeletionOrder order{task::DeletionCause::kRequest, key, parts_.clock.now()};
  const Result<std::optional<task::Removal>> removed = parts_.records.remove(account, id, order);
  if (!removed) return fail(removed.error());
  if (!*removed) return fail(task_not_found());
  if (parts_.ended && !(*removed)->failed_tasks.empty()) parts_.ended((*removed)->failed_tasks);
  DRAPE_CRASH_POINT("task_removal_committed");
  if (const Result<int> reaped = parts_.reaper.reap(account, (*removed)->freed); !reaped) {
    // The row is gone for good; the bytes are noted as waiting, and the janitor tries again.
    log::warn("blobs_not_erased", {{"reason", reaped.error().internal_text.value}});
  }
  return {};
}

}  // namespace drape::service
