#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "task/content_hash.h"
#include "task/garment_hints.h"
#include "task/id.h"
#include "task/picture.h"
#include "task/webhook.h"

namespace drape::task {

enum class TaskStatus { kQueued, kProcessing, kCompleted, kFailed };

inline constexpr std::array kTaskStatuses = {TaskStatus::kQueued, TaskStatus::kProcessing,
                                             TaskStatus::kCompleted, TaskStatus::kFailed};

/// "queued", "processing", "completed", "failed".
[[nodiscard]] std::string_view to_string(TaskStatus status);
/// Also knows "pending", the API's synonym of "queued".
[[nodiscard]] std::optional<TaskStatus> task_status_from(std::string_view text);
[[nodiscard]] constexpr bool is_final(TaskStatus status) {
  return status == TaskStatus::kCompleted || status == TaskStatus::kFailed;
}

/// Formats a result can be asked for in: kJpeg, kPng, kWebp.
[[nodiscard]] constexpr bool is_output_format(PictureFormat format) {
  return format == PictureFormat::kJpeg || format == PictureFormat::kPng || format == PictureFormat::kWebp;
}

/// Why a task failed, as the API shows it.
struct TaskFailure {
  std::string code;        ///< Stable, snake_case.
  std::string message;     ///< A sentence that a shopper can act on.
  bool retryable = false;  ///< The same order may succeed when it is placed again.
  friend bool operator==(const TaskFailure&, const TaskFailure&) = default;
};

/// Codes of failures that are not the engine's.
inline constexpr std::string_view kPoisonedCode = "poisoned";
inline constexpr std::string_view kAttemptsExhaustedCode = "attempts_exhausted";
inline constexpr std::string_view kPersonImageDeletedCode = "person_image_deleted";
inline constexpr std::string_view kGarmentImageDeletedCode = "garment_image_deleted";
inline constexpr std::string_view kEngineErrorCode = "engine_error";
inline constexpr std::string_view kCancelledCode = "cancelled";

/// Who shall compute the picture.
enum class EngineChoice { kAuto, kGeometric };

/// "auto", "geometric".
[[nodiscard]] std::string_view to_string(EngineChoice engine);
[[nodiscard]] std::optional<EngineChoice> engine_choice_from(std::string_view text);
/// The engine that an order with this choice gets. Never kAuto.
[[nodiscard]] constexpr EngineChoice engine_for(EngineChoice /*choice*/) {
  return EngineChoice::kGeometric;
}

/// Most pictures that an order may ask for.
inline constexpr int kSamplesMax = 4;

/// What is ordered: the person dressed in the garments. 1..kGarmentsMax garments, none twice.
struct TaskOrder {
  PersonImageId person_image;
  std::vector<GarmentImageId> garment_images;
  PictureFormat output_format = PictureFormat::kJpeg;  ///< REQUIRES: is_output_format().
  std::vector<GarmentHints> hints = {};  ///< One for each garment, in their order; or none at all.
  /// For engines that draw lots. The geometric engine has one answer to an order: it looks at neither of
  /// these.
  std::optional<std::uint32_t> seed = std::nullopt;
  int samples = 1;  ///< 1..kSamplesMax
  EngineChoice engine = EngineChoice::kAuto;
  std::optional<WebhookTarget> webhook = std::nullopt;  ///< Who is told when the task has ended.

  [[nodiscard]] GarmentHints hints_of(std::size_t garment) const {
    return garment < hints.size() ? hints[garment] : GarmentHints{};
  }
};

/// A task as its owner sees it. The images it names may have been deleted since.
struct Task {
  TaskId id;
  AccountId account;
  TaskStatus status = TaskStatus::kQueued;
  TaskOrder order;
  Timestamp created_at;
  std::optional<Timestamp> finished_at;  ///< Set exactly when the status is final.
  std::optional<TaskFailure> failure;    ///< Set exactly when the status is kFailed.
  /// When the picture of a completed task was deleted; unset as long as there is one.
  std::optional<Timestamp> result_deleted_at = std::nullopt;
  /// What computed the picture; set as long as there is one.
  std::optional<std::string> engine_version = std::nullopt;
  bool cached = false;  ///< Its picture had been computed for an earlier order.
};

/// The picture of a completed task.
struct TaskResult {
  StoredPicture picture;
  std::string engine_version;
  std::vector<std::string> warnings;  ///< Codes of the engine's self-check.
  /// Orders with this key have this picture (store/result_key.h); none: it is for its own order only.
  std::optional<ContentHash> cache_key = std::nullopt;
};

/// Which tasks to list; unset = any.
struct TaskFilter {
  std::optional<PersonImageId> person_image;
  std::optional<GarmentImageId> garment_image;
  std::optional<TaskStatus> status;
};

}  // namespace drape::task
