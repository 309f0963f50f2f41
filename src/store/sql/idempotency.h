#pragma once

#include <optional>

#include "store/idempotency_records.h"
#include "store/sql/connection.h"

namespace drape::store::sql {

/// Fails with kConflict kKeyTakenCode when an earlier request has the key. REQUIRES: inside the transaction
/// that will keep the reply.
[[nodiscard]] Status require_unclaimed(Connection& connection, const IdempotencyClaim& claim);

template <typename Made>
[[nodiscard]] Status require_unclaimed(Connection& connection, const std::optional<Once<Made>>& once) {
  return once ? require_unclaimed(connection, once->claim) : Status();
}

/// Writes claim and reply. REQUIRES: require_unclaimed in the same transaction.
void keep_reply(Connection& connection, const IdempotencyClaim& claim, const KeptReply& reply);

/// Drops what replies tell of the photo, and the fingerprints of the requests, which hold its hash. That
/// there were such requests stays known, so that a late repetition does not bring the photo back.
void forget_replies_about(Connection& connection, task::PersonImageId image);
void forget_replies_about(Connection& connection, task::GarmentImageId image);

}  // namespace drape::store::sql
