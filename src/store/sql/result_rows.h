#pragma once

#include <optional>
#include <string>

#include "store/sql/columns.h"
#include "store/sql/connection.h"
#include "task/task.h"

namespace drape::store::sql {

/// A row of the table `results`, in the order of kResultColumns.
struct ResultRow {
  PictureColumns picture;
  std::string engine_version;
  std::string warnings;
  NullableText cache_key;

  auto columns() {
    return std::tie(picture.hash, picture.format, picture.width, picture.height, picture.bytes,
                    engine_version, warnings, cache_key);
  }
  [[nodiscard]] task::TaskResult result() const;
};

/// For a select from `results r`.
inline constexpr std::string_view kResultColumns =
    "r.hash, r.format, r.width, r.height, r.bytes, r.engine_version, r.warnings, r.cache_key";

/// Whose result it is.
struct ResultOwner {
  task::TaskId task;
  task::AccountId account;
};

/// Writes the row, and its claim on the blob.
void insert_result(Connection& connection, const ResultOwner& owner, const task::TaskResult& result);

/// A result of the account that is still there and has this key. None when there is none.
[[nodiscard]] std::optional<task::TaskResult> find_cached_result(Connection& connection,
                                                                 task::AccountId account,
                                                                 const task::ContentHash& key);

/// Takes a task that has just been queued through its life at once: claimed, with a token of its own as every
/// claim, and completed with a result that is there already, whose blob it shares from now on.
void complete_from_cache(Connection& connection, task::Task& task, const task::TaskResult& result);

}  // namespace drape::store::sql
