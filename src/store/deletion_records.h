#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "task/deletion.h"

namespace drape::store {

/// The log of deletions, and the deletion of whole accounts. Thread safe. Every function may fail with kBusy
/// or kInternal.
class DeletionRecords {
 public:
  virtual ~DeletionRecords() = default;
  /// For deletions that no row goes with.
  [[nodiscard]] virtual Status note(const task::Deletion& deletion) = 0;
  /// The newest `count_max` lines, oldest first.
  [[nodiscard]] virtual Result<std::vector<task::Deletion>> list(std::int64_t count_max) = 0;
  /// Grows with every line.
  [[nodiscard]] virtual Result<std::int64_t> newest() = 0;
  /// Drops lines from before `before`. Returns how many.
  [[nodiscard]] virtual Result<std::int64_t> forget_before(Timestamp before) = 0;

  [[nodiscard]] virtual Result<std::optional<task::AccountId>> find_account(std::string_view name) = 0;
  /// Drops everything that the account has: keys, images, findings, tasks, results; its blobs lose their
  /// claims. The account itself stays until its blobs are erased. May be called again.
  [[nodiscard]] virtual Status empty_account(task::AccountId account, const task::DeletionOrder& order) = 0;
  /// Drops an account that has nothing, and writes it into the log. False when it has something (again).
  [[nodiscard]] virtual Result<bool> remove_empty_account(task::AccountId account,
                                                          const task::DeletionOrder& order) = 0;
};

}  // namespace drape::store
