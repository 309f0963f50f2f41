#pragma once

#include <memory>

#include "faults/faults.h"

namespace drape::faults {

/// While it lives, every database that SQLite opens in this process is on a disk that fails when `faults`
/// says so, and keeps through a loss of power only what was synced. At most one lives at a time.
class FaultySqlite {
 public:
  /// What a failed write is told as.
  enum class WriteFailure { kFull, kInputOutput };

  FaultySqlite(Faults& faults, WriteFailure failure);
  ~FaultySqlite();
  FaultySqlite(const FaultySqlite&) = delete;
  FaultySqlite& operator=(const FaultySqlite&) = delete;

  /// The files are again as they were synced. REQUIRES: no database is open.
  void lose_power();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace drape::faults
