#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "task/content_hash.h"
#include "task/id.h"

namespace drape::store {

/// A request that its client named with an Idempotency-Key, so that it is carried out once however often it
/// is sent.
struct IdempotencyClaim {
  task::AccountId account;
  std::string operation;          ///< Method and template of the path: "POST /v2/tryon/tasks/".
  task::ContentHash key;          ///< SHA-256 of the client's text, which is not kept.
  task::ContentHash fingerprint;  ///< Of what was asked for: the same exactly for a repetition.
  Timestamp created_at;
};

/// A claim on its way to the `add` that makes what the request asks for (a `Made`). The add writes claim and
/// reply in the transaction of the new row: there are both, or neither. So a repetition after a crash finds
/// the first one's reply, and of many at the same time one makes the row. The others fail with kConflict
/// kKeyTakenCode and have changed nothing.
///
/// How an add does it (sql/idempotency.h): `require_unclaimed` before it looks at anything else, `keep_reply`
/// after its last insert.
template <typename Made>
struct Once {
  IdempotencyClaim claim;
  std::function<std::string(const Made&)> reply;  ///< What to keep; called inside the transaction.
};

inline constexpr std::string_view kKeyTakenCode = "idempotency_key_taken";

/// What is kept of the reply to a claimed request.
struct KeptReply {
  std::string text;
  /// The photo that the reply tells of: text and fingerprint vanish with it.
  std::optional<task::PersonImageId> person_image = std::nullopt;
  std::optional<task::GarmentImageId> garment_image = std::nullopt;
};

/// An earlier request with the same key.
struct EarlierRequest {
  struct Kept {
    task::ContentHash fingerprint;
    std::string reply;
  };
  /// None when the photo that it was about has been deleted: all that is known is that it was carried out.
  std::optional<Kept> kept;
};

/// The requests that were carried out under a key. Thread safe, also between processes. Every function may
/// fail with kBusy or kInternal.
class IdempotencyRecords {
 public:
  virtual ~IdempotencyRecords() = default;
  /// None: this is the first request with the claim's account, operation and key.
  [[nodiscard]] virtual Result<std::optional<EarlierRequest>> find(const IdempotencyClaim& claim) = 0;
  /// For a request that does no harm when it is carried out again, and so needs no common transaction. Fails
  /// with kConflict kKeyTakenCode when another was quicker; with kConflict, too, when the photo has gone.
  [[nodiscard]] virtual Status remember(const IdempotencyClaim& claim, const KeptReply& reply) = 0;
  /// Drops what was claimed before `before`. Returns how many.
  [[nodiscard]] virtual Result<std::int64_t> forget_before(Timestamp before) = 0;
};

}  // namespace drape::store
