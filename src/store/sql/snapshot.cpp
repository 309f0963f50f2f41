#include "store/sql/snapshot.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include "store/sql/columns.h"
#include "store/sql/connection.h"

namespace drape::store::sql {
namespace {

struct KeyRow {
  std::int64_t account = 0;
  std::string hash;
  auto columns() { return std::tie(account, hash); }
};

Error damaged(const std::filesystem::path& path, const std::string& reason) {
  return {ErrorKind::kConflict,
          "database_damaged",
          {"The database is damaged."},
          {path.string() + ": " + reason}};
}

}  // namespace

Result<SnapshotContents> read_snapshot(const std::filesystem::path& path) {
  try {
    Connection connection(soci::sqlite3, "dbname=\"" + path.string() + "\"");
    connection.once("pragma query_only = on");
    std::string verdict;
    connection.query("pragma quick_check(1)").one(verdict);
    if (verdict != "ok") return fail(damaged(path, verdict));
    SnapshotContents contents;
    connection.query("select coalesce(max(version), 0) from schema_version").one(contents.schema_version);
    connection.query("select account_id, hash from blobs where reference_count > 0 order by account_id, hash")
        .each_row<KeyRow>([&](const KeyRow& row) {
          contents.blobs.push_back(
              {task::AccountId(row.account), required(task::ContentHash::from_hex(row.hash), "hash")});
        });
    return contents;
  } catch (const std::exception& error) {
    return fail(damaged(path, error.what()));
  }
}

}  // namespace drape::store::sql
