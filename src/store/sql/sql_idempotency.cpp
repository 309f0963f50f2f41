#include "base/crash_point.h"
#include "store/sql/columns.h"
#include "store/sql/idempotency.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

struct ClaimRow {
  NullableText fingerprint;
  NullableText reply;
  auto columns() { return std::tie(fingerprint, reply); }
};

std::optional<EarlierRequest> find_earlier(Connection& connection, const IdempotencyClaim& claim) {
  ClaimRow row;
  const bool found = connection
                         .query(
                             "select fingerprint, reply from idempotency_keys "
                             "where account_id = :account and operation = :operation and key_hash = :key")
                         .with(claim.account.value(), claim.operation, claim.key.hex())
                         .one_row(row);
  if (!found) return std::nullopt;
  const std::optional<std::string> fingerprint = row.fingerprint.get();
  if (!fingerprint) return EarlierRequest{};
  return EarlierRequest{EarlierRequest::Kept{
      required(task::ContentHash::from_hex(*fingerprint), "fingerprint"), row.reply.get().value_or("")}};
}

template <typename IdType>
NullableInt column_of(const std::optional<IdType>& id) {
  return id ? NullableInt(id->value()) : NullableInt();
}

}  // namespace

Status require_unclaimed(Connection& connection, const IdempotencyClaim& claim) {
  if (!find_earlier(connection, claim)) return {};
  return fail({ErrorKind::kConflict,
               std::string(kKeyTakenCode),
               {"Another request with this Idempotency-Key was carried out before."},
               {}});
}

void keep_reply(Connection& connection, const IdempotencyClaim& claim, const KeptReply& reply) {
  const NullableInt person = column_of(reply.person_image);
  const NullableInt garment = column_of(reply.garment_image);
  connection
      .query(
          "insert into idempotency_keys (account_id, operation, key_hash, fingerprint, reply, "
          "person_image_id, garment_image_id, created_at) "
          "values (:account, :operation, :key, :fingerprint, :reply, :person, :garment, :now)")
      .with(claim.account.value(), claim.operation, claim.key.hex(), claim.fingerprint.hex(), reply.text,
            person, garment, to_column(claim.created_at))
      .run();
  DRAPE_CRASH_POINT("idempotency_before_commit");
}

void forget_replies_about(Connection& connection, task::PersonImageId image) {
  connection
      .query(
          "update idempotency_keys set fingerprint = null, reply = null, person_image_id = null "
          "where person_image_id = :image")
      .with(image.value())
      .run();
}

void forget_replies_about(Connection& connection, task::GarmentImageId image) {
  connection
      .query(
          "update idempotency_keys set fingerprint = null, reply = null, garment_image_id = null "
          "where garment_image_id = :image")
      .with(image.value())
      .run();
}

Result<std::optional<EarlierRequest>> SqlIdempotency::find(const IdempotencyClaim& claim) {
  return database_.read([&](Connection& connection) -> Result<std::optional<EarlierRequest>> {
    return find_earlier(connection, claim);
  });
}

Status SqlIdempotency::remember(const IdempotencyClaim& claim, const KeptReply& reply) {
  return database_.write([&](Connection& connection) -> Status {
    if (Status unclaimed = require_unclaimed(connection, claim); !unclaimed) return unclaimed;
    keep_reply(connection, claim, reply);
    return {};
  });
}

Result<std::int64_t> SqlIdempotency::forget_before(Timestamp before) {
  // Most rounds find nothing: then nobody who writes is held up.
  const Result<bool> any = database_.read([&](Connection& connection) -> Result<bool> {
    std::int64_t one = 0;
    return connection.query("select 1 from idempotency_keys where created_at < :before limit 1")
        .with(to_column(before))
        .one(one);
  });
  if (!any) return fail(any.error());
  if (!*any) return 0;
  return database_.write([&](Connection& connection) -> Result<std::int64_t> {
    return connection.query("delete from idempotency_keys where created_at < :before")
        .with(to_column(before))
        .run();
  });
}

}  // namespace drape::store::sql
