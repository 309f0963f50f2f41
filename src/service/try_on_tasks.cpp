#include "service/try_on_tasks.h"

#include <algorithm>

#include "base/crash_point.h"
#include "base/log.h"
#include "service/result_maker.h"

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

/// One for each order, without conflicts.
std::vector<OrderRejection> rejections_of(std::vector<store::MissingImages> missing) {
  std::vector<OrderRejection> rejections;
  for (store::MissingImages& lacking : missing) rejections.push_back({std::move(lacking), std::nullopt});
  return rejections;
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

SubmitOutcome TryOnTasks::submit(task::AccountId account, task::TaskOrder order, CacheUse cache,
                                 std::optional<store::Once<task::Task>> once) {
  BatchOutcome outcome = submit_all(account, {std::move(order)}, cache, store::for_all(std::move(once)));
  if (auto* tasks = std::get_if<std::vector<task::Task>>(&outcome)) return std::move(tasks->front());
  if (auto* rejections = std::get_if<std::vector<OrderRejection>>(&outcome)) {
    return std::move(rejections->front());
  }
  if (const auto* full = std::get_if<QueueFull>(&outcome)) return *full;
  return std::get<Error>(std::move(outcome));
}

BatchOutcome TryOnTasks::submit_all(task::AccountId account, std::vector<task::TaskOrder> orders,
                                    CacheUse cache, const store::OnceForAll& once) {
  // The positions in a rejection are those of the request, so it is checked as it came.
  Result<std::vector<OrderRejection>> rejections = find_missing(account, orders);
  if (!rejections) return std::move(rejections.error());
  if (!rejections->empty()) return std::move(*rejections);
  for (task::TaskOrder& order : orders) drop_repeats(order);
  rejections = find_conflicts(account, orders);
  if (!rejections) return std::move(rejections.error());
  if (!rejections->empty()) return std::move(*rejections);

  Result<store::AddedTasks> added =
      parts_.records.add_all(new_tasks(account, std::move(orders), cache), once);
  if (!added) return std::move(added.error());
  if (added->no_room) {
    return QueueFull{static_cast<double>(added->no_room->tasks_ahead) / std::max(1, parts_.settings.workers)};
  }
  if (added->tasks.empty()) return rejections_of(std::move(added->missing));
  DRAPE_CRASH_POINT("task_committed");
  for (const task::Task& task : added->tasks) {
    if (task.cached) parts_.metrics.task_served_from_cache();
  }
  parts_.signal.notify();
  return std::move(added->tasks);
}

std::vector<store::NewTask> TryOnTasks::new_tasks(task::AccountId account,
                                                  std::vector<task::TaskOrder> orders, CacheUse cache) const {
  const Settings& settings = parts_.settings;
  std::optional<std::string> maker;
  if (cache == CacheUse::kAllowed) maker = result_maker(parts_.try_on, settings);
  const Timestamp now = parts_.clock.now();
  std::vector<store::NewTask> tasks;
  for (task::TaskOrder& order : orders) {
    tasks.push_back({account, std::move(order), now, settings.queue_depth_max,
                     settings.tasks_unfinished_account_max, maker});
  }
  return tasks;
}

Result<std::vector<OrderRejection>> TryOnTasks::find_missing(task::AccountId account,
                                                             const std::vector<task::TaskOrder>& orders) {
  std::vector<store::MissingImages> lacking;
  for (const task::TaskOrder& order : orders) {
    Result<store::MissingImages> found = missing(account, order.person_image, order.garment_images);
    if (!found) return fail(std::move(found.error()));
    lacking.push_back(std::move(*found));
  }
  if (std::ranges::none_of(lacking, &store::MissingImages::any)) return std::vector<OrderRejection>();
  return rejections_of(std::move(lacking));
}

auto TryOnTasks::find_categories(task::AccountId account, const std::vector<task::TaskOrder>& orders)
    -> Result<Categories> {
  std::vector<task::GarmentImageId> wanted;
  for (const task::TaskOrder& order : orders) {
    if (order.garment_images.size() < 2) continue;
    for (std::size_t i = 0; i < order.garment_images.size(); ++i) {
      // A photo that is to be read in another way is left to the worker.
      if (order.hints_of(i).empty()) wanted.push_back(order.garment_images[i]);
    }
  }
  if (wanted.empty()) return Categories();
  const auto found = parts_.categoriser.categories(account, wanted, parts_.settings.category_wait_max);
  if (!found) return fail(found.error());
  Categories categories;
  for (std::size_t i = 0; i < wanted.size(); ++i) categories[wanted[i]] = (*found)[i];
  return categories;
}

Result<std::vector<OrderRejection>> TryOnTasks::find_conflicts(task::AccountId account,
                                                               const std::vector<task::TaskOrder>& orders) {
  const Result<Categories> found = find_categories(account, orders);
  if (!found) return fail(found.error());
  std::vector<OrderRejection> rejections;
  for (const task::TaskOrder& order : orders) {
    std::vector<task::GarmentCategory> known;
    for (std::size_t i = 0; i < order.garment_images.size(); ++i) {
      const task::GarmentHints hints = order.hints_of(i);
      const auto seen = found->find(order.garment_images[i]);
      if (hints.category) {
        known.push_back(*hints.category);
      } else if (!hints.photo_type && seen != found->end() && seen->second) {
        known.push_back(*seen->second);
      }
    }
    rejections.push_back({{}, task::layering_conflict(known)});
  }
  if (std::ranges::none_of(rejections, &OrderRejection::any)) rejections.clear();
  return rejections;
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
