#include "store/sql/database.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <exception>

#include "store/sql/migrations.h"

namespace drape::store::sql {
namespace {

constexpr const char* kBusyTimeoutMs = "10000";

Error error_of_sqlite(const soci::sqlite3_soci_error& error) {
  constexpr int kPrimaryCode = 0xff;
  switch (error.result() & kPrimaryCode) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
      return {ErrorKind::kBusy,
              "storage_unavailable",
              {"The storage is not available just now. Please try again later."},
              {error.what()}};
    case SQLITE_CONSTRAINT:
      return {ErrorKind::kConflict,
              "constraint",
              {"The request conflicts with the stored state."},
              {error.what()}};
    default:
      return Error::internal(error.what());
  }
}

std::unique_ptr<Connection> connect_sqlite(const std::filesystem::path& path) {
  auto connection =
      std::make_unique<Connection>(soci::sqlite3, "dbname=\"" + path.string() + "\" timeout=10");
  for (const std::string& pragma :
       {std::string("busy_timeout = ") + kBusyTimeoutMs, std::string("journal_mode = wal"),
        std::string("synchronous = full"), std::string("foreign_keys = on"),
        // What was deleted is overwritten, not only unlinked.
        std::string("secure_delete = on")}) {
    connection->once("pragma " + pragma);
  }
  return connection;
}

}  // namespace

Error error_of_current_exception() {
  try {
    throw;
  } catch (const soci::sqlite3_soci_error& error) {
    return error_of_sqlite(error);
  } catch (const std::exception& error) {
    return Error::internal(error.what());
  } catch (...) {
    return Error::internal("an exception of unknown type");
  }
}

Database::Database(const Options& options) : path_(options.path), writer_(connect_sqlite(options.path)) {}

Result<std::unique_ptr<Database>> Database::open_sqlite(const Options& options) {
  return guarded([&]() -> Result<std::unique_ptr<Database>> {
    std::unique_ptr<Database> database(new Database(options));
    if (Status migrated = migrate(*database->writer_, sqlite_migrations()); !migrated) {
      return fail(std::move(migrated.error()));
    }
    for (int i = 0; i < std::max(1, options.readers); ++i) {
      database->readers_.push_back(connect_sqlite(options.path));
      database->readers_.back()->once("pragma query_only = on");
    }
    return database;
  });
}

Status Database::snapshot_into(const std::filesystem::path& path) {
  return guarded([&]() -> Status {
    std::string quoted;
    for (const char c : path.string()) quoted += c == '\'' ? std::string("''") : std::string(1, c);
    connect_sqlite(path_)->once("vacuum into '" + quoted + "'");
    return {};
  });
}

Result<bool> Database::truncate_log() {
  const std::lock_guard lock(writer_mutex_);
  return guarded([&]() -> Result<bool> {
    // With a time-out, all writers would wait as long as one reader reads.
    writer_->once("pragma busy_timeout = 0");
    std::int64_t busy = 1;
    std::int64_t pages = 0;
    std::int64_t moved = 0;
    try {
      writer_->query("pragma wal_checkpoint(truncate)").one(busy, pages, moved);
    } catch (const soci::soci_error&) {
      busy = 1;
    }
    writer_->once(std::string("pragma busy_timeout = ") + kBusyTimeoutMs);
    return busy == 0;
  });
}

std::unique_ptr<Connection> Database::take_reader() {
  std::unique_lock lock(readers_mutex_);
  reader_free_.wait(lock, [this] { return !readers_.empty(); });
  std::unique_ptr<Connection> connection = std::move(readers_.back());
  readers_.pop_back();
  return connection;
}

void Database::put_reader(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(readers_mutex_);
    readers_.push_back(std::move(connection));
  }
  reader_free_.notify_one();
}

}  // namespace drape::store::sql
