#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sql/connection.h"

namespace drape::store::sql {

/// One step of the schema. Steps are only ever added: what was released stays as it is.
struct Migration {
  int version = 0;  ///< 1, 2, 3, ... without gaps.
  std::vector<std::string_view> statements;
};

[[nodiscard]] std::span<const Migration> sqlite_migrations();

/// Brings the database to the newest version, each step in a transaction of its own. Fails with kConflict
/// "schema_too_new" when a newer program has written it. Throws SOCI's exceptions.
[[nodiscard]] Status migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace drape::store::sql
