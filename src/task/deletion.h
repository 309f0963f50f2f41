#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "task/task.h"

namespace drape::task {

/// What made the program delete something.
enum class DeletionCause {
  kRequest,    ///< A client, with a key.
  kRetention,  ///< It was kept as long as the settings say.
  kPurge,      ///< The operator removed its account.
  kGarbage,    ///< Nothing referred to it.
};

/// What kind of thing was deleted.
enum class DeletedKind { kPersonImage, kGarmentImage, kResult, kTask, kAccount, kOrphans };

/// "request", "retention", "purge", "garbage".
[[nodiscard]] std::string_view to_string(DeletionCause cause);
[[nodiscard]] std::optional<DeletionCause> deletion_cause_from(std::string_view text);
/// "person_image", "garment_image", "result", "task", "account", "orphans".
[[nodiscard]] std::string_view to_string(DeletedKind kind);
[[nodiscard]] std::optional<DeletedKind> deleted_kind_from(std::string_view text);

/// On whose behalf and when something is deleted.
struct DeletionOrder {
  DeletionCause cause = DeletionCause::kRequest;
  std::string key = {};  ///< Public id of the key that asked; empty when no key did.
  Timestamp now{};
};

/// A line of the log of deletions. It says that something went, and nothing of what it was: neither names nor
/// hashes (the hash of a photo that somebody has tells that the photo was here).
struct Deletion {
  Timestamp time;
  std::int64_t account = 0;
  DeletedKind kind = DeletedKind::kPersonImage;
  std::int64_t object = 0;  ///< Id of the image, of the task (a result's too) or of the account; 0: orphans.
  DeletionCause cause = DeletionCause::kRequest;
  std::string key;         ///< Public id of the key that asked; empty when no key did.
  std::int64_t blobs = 0;  ///< Files that nothing refers to any more because of it.
  std::int64_t bytes = 0;  ///< Of these files.
};

/// What the deletion of an image or a task took along.
struct Removal {
  std::vector<TaskId> failed_tasks;  ///< Were unfinished, and needed the image or were deleted themselves.
  std::int64_t results = 0;          ///< Pictures of the person.
  std::vector<ContentHash> freed;    ///< The account's files that nothing refers to any more because of it.
};

/// How unfinished tasks fail whose image is deleted.
[[nodiscard]] TaskFailure person_image_deleted();
[[nodiscard]] TaskFailure garment_image_deleted();

}  // namespace drape::task
