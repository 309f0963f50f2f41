#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/account_records.h"

namespace drape::service {

/// Who sends a request.
struct Caller {
  task::AccountId account;
  task::KeyScope scope = task::KeyScope::kRead;
  task::ApiKeyId key;
  std::string key_public_id = {};  ///< For logs and the log of deletions.
};

/// Who sends a request, by its key. Thread safe; one read of the database, some ten microseconds.
class Authenticator {
 public:
  explicit Authenticator(store::AccountRecords& records) : records_(records) {}
  /// Fails with kUnauthenticated "invalid_key" alike for a malformed, unknown, wrong or revoked key; kBusy
  /// when the storage is away. Takes as long for an unknown key as for a wrong one.
  [[nodiscard]] Result<Caller> authenticate(std::string_view key) const;

 private:
  store::AccountRecords& records_;
};

}  // namespace drape::service
