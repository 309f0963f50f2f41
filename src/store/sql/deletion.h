#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "store/records.h"
#include "store/sql/connection.h"
#include "task/deletion.h"

namespace drape::store::sql {

/// Blobs that have lost their last claim, for the log and for erasing them.
struct Freed {
  std::vector<task::ContentHash> blobs;
  std::int64_t bytes = 0;
};

/// Ends a claim on a blob of `bytes` bytes.
void release_blob(Connection& connection, const BlobKey& key, std::int64_t bytes, Freed& freed);

void log_deletion(Connection& connection, const task::Deletion& deletion);

/// Ends what cannot be without the image: unfinished tasks, and the results that show the person.
[[nodiscard]] task::Removal end_dependants(Connection& connection, task::AccountId account,
                                           task::PersonImageId person, const task::DeletionOrder& order);
[[nodiscard]] task::Removal end_dependants(Connection& connection, task::AccountId account,
                                           task::GarmentImageId garment, const task::DeletionOrder& order);

/// Drops the image's row, what hangs on it, and its claims. None when it is not there.
template <typename IdType>
[[nodiscard]] std::optional<task::Removal> remove_image(Connection& connection, task::AccountId account,
                                                        IdType id, const task::DeletionOrder& order);

/// Cancels a task of the account. False when it has ended already, or is not there.
[[nodiscard]] bool cancel_task(Connection& connection, task::AccountId account, task::TaskId id,
                               Timestamp now);

/// Cancels the task if it has not ended, drops its result and its row. None when it is not there.
[[nodiscard]] std::optional<task::Removal> remove_task(Connection& connection, task::AccountId account,
                                                       task::TaskId id, const task::DeletionOrder& order);

/// None when the task has no result.
[[nodiscard]] std::optional<Freed> drop_result(Connection& connection, std::int64_t task,
                                               const task::DeletionOrder& order);

}  // namespace drape::store::sql
