#include "base/crash_point.h"
#include "store/sql/columns.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {

void retain_blob(Connection& connection, const BlobKey& key) {
  connection
      .query(
          "insert into blobs (account_id, hash, reference_count) values (:account, :hash, 1) "
          "on conflict (account_id, hash) do update set reference_count = blobs.reference_count + 1")
      .with(key.account.value(), key.hash.hex())
      .run();
}

Result<std::vector<BlobKey>> SqlBlobs::unreferenced(int count_max) {
  struct Row {
    std::int64_t account = 0;
    std::string hash;
    auto columns() { return std::tie(account, hash); }
  };
  return database_.read([&](Connection& connection) -> Result<std::vector<BlobKey>> {
    std::vector<BlobKey> keys;
    connection.query("select account_id, hash from blobs where reference_count = 0 limit :limit")
        .with(count_max)
        .each_row<Row>([&](const Row& row) {
          keys.push_back(
              {task::AccountId(row.account), required(task::ContentHash::from_hex(row.hash), "hash")});
        });
    return keys;
  });
}

Result<BlobRecords::State> SqlBlobs::state(const BlobKey& key) {
  return database_.read([&](Connection& connection) -> Result<State> {
    std::int64_t references = 0;
    if (!connection.query("select reference_count from blobs where account_id = :account and hash = :hash")
             .with(key.account.value(), key.hash.hex())
             .one(references)) {
      return State::kUnknown;
    }
    return references > 0 ? State::kReferenced : State::kUnreferenced;
  });
}

Result<bool> SqlBlobs::erase_unreferenced(const BlobKey& key, const std::function<Status()>& erase) {
  return database_.write([&](Connection& connection) -> Result<bool> {
    std::int64_t references = 0;
    connection.query("select reference_count from blobs where account_id = :account and hash = :hash")
        .with(key.account.value(), key.hash.hex())
        .one(references);
    if (references > 0) return false;
    if (Status erased = erase(); !erased) return fail(std::move(erased.error()));
    connection.query("delete from blobs where account_id = :account and hash = :hash")
        .with(key.account.value(), key.hash.hex())
        .run();
    DRAPE_CRASH_POINT("erasure_before_commit");
    return true;
  });
}

}  // namespace drape::store::sql
