#include "store/sql/sql_records.h"

namespace drape::store::sql {

Status SqlRecords::ping() {
  return database_->write([](Connection& connection) -> Status {
    std::int64_t one = 0;
    connection.query("select count(*) from schema_version").one(one);
    return {};
  });
}

}  // namespace drape::store::sql
