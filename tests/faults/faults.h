#pragma once

#include <limits>
#include <mutex>

namespace drape::faults {

/// Counts the operations of a machine that change its disk, those of the files and those of the database, and
/// says which fail. Thread safe.
class Faults {
 public:
  static constexpr int kNever = std::numeric_limits<int>::max();
  /// What an operation does: a full disk still lets things be removed.
  enum class Change { kGrow, kRemove };

  /// The operation with this number (from 1, counted from now) fails, and the `length - 1` after it.
  void fail_from(int number, int length) {
    const std::lock_guard lock(mutex_);
    count_ = 0;
    first_ = number;
    end_ = length > kNever - number ? kNever : number + length;
    full_ = false;
  }
  /// As fail_from, for good, but nothing that removes fails.
  void fill_from(int number) {
    fail_from(number, kNever);
    const std::lock_guard lock(mutex_);
    full_ = true;
  }
  void heal() { fail_from(kNever, 1); }

  /// To be asked before each operation: must it fail?
  bool next(Change change = Change::kGrow) {
    const std::lock_guard lock(mutex_);
    ++count_;
    if (full_ && change == Change::kRemove) return false;
    return count_ >= first_ && count_ < end_;
  }
  /// Was there an operation that had to fail?
  [[nodiscard]] bool happened() const {
    const std::lock_guard lock(mutex_);
    return count_ >= first_;
  }

 private:
  mutable std::mutex mutex_;
  int count_ = 0;
  int first_ = kNever;
  int end_ = kNever;
  bool full_ = false;
};

}  // namespace drape::faults
