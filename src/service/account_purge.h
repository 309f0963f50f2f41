#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "service/blob_reaper.h"

namespace drape::service {

/// Removes an account with everything that it has: keys, photos, findings, tasks, results and their bytes.
/// Thread safe.
class AccountPurge {
 public:
  enum class Erasure {
    kHere,      ///< This process alone works on the store.
    kByServer,  ///< A server runs: it erases the files, so that it forgets what it has in memory, too.
  };
  AccountPurge(store::Records& records, BlobReaper& reaper, const Clock& clock, Erasure erasure)
      : records_(records), reaper_(reaper), clock_(clock), erasure_(erasure) {}

  /// Fails with kNotFound "account_not_found".
  [[nodiscard]] Result<task::AccountId> find(std::string_view name) const;
  /// From now on no key of the account works and nothing of it can be seen. True when it has gone altogether;
  /// false while files wait for the server, or an upload that was under way has come to its end: call again.
  [[nodiscard]] Result<bool> run(task::AccountId account);

 private:
  store::Records& records_;
  BlobReaper& reaper_;
  const Clock& clock_;
  Erasure erasure_;
};

}  // namespace drape::service
