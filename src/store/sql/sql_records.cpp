#include "store/sql/sql_records.h"

namespace drape::store::sql {

Status SqlRecords::ping() {
  return database_->write([](Connection& connection) -> Status {
    std::int64_t one = 0;
    connection.query("select count(*) from schema_version").one(one);
    return {};
  });
}

Status SqlRecords::write_snapshot(const std::filesystem::path& path) {
  return database_->snapshot_into(path);
}

Status SqlRecords::hold(const std::function<Status()>& work) {
  return database_->write([&](Connection&) -> Status { return work(); });
}

Result<bool> SqlRecords::scrub() {
  return database_->truncate_log();
}

}  // namespace drape::store::sql
