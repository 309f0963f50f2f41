#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/idempotency_records.h"

namespace drape::service {

/// Requests that their clients named with a key, so that each is carried out once. Thread safe.
class Idempotency {
 public:
  Idempotency(store::IdempotencyRecords& records, const Clock& clock) : records_(records), clock_(clock) {}

  /// What a request says of itself. `operation`: method and template of the path.
  struct Named {
    task::AccountId account;
    std::string operation;
    std::string_view key;
    task::ContentHash fingerprint;
  };
  /// The claim for a request that has just come.
  [[nodiscard]] store::IdempotencyClaim claim(Named request) const;
  /// None: it is the first one with its key.
  [[nodiscard]] Result<std::optional<store::EarlierRequest>> earlier(
      const store::IdempotencyClaim& claim) const {
    return records_.find(claim);
  }
  /// Keeps the reply to a request that was carried out without its claim. Fails with kConflict when another
  /// with the key was quicker, or the photo that it tells of has gone.
  [[nodiscard]] Status remember(const store::IdempotencyClaim& claim, const store::KeptReply& reply) {
    return records_.remember(claim, reply);
  }

 private:
  store::IdempotencyRecords& records_;
  const Clock& clock_;
};

}  // namespace drape::service
