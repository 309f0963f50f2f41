#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/sql/connection.h"

namespace drape::store::sql {

/// Turns the exception that is being handled into an error: kBusy when the database is locked, full,
/// read-only or away, kConflict for a broken constraint, else kInternal. REQUIRES: called in a catch block.
[[nodiscard]] Error error_of_current_exception();

/// One database with one connection for writing and some for reading. All exceptions of SOCI end here.
/// Thread safe.
class Database {
 public:
  struct Options {
    std::filesystem::path path;
    int readers = 4;
  };
  /// Opens and migrates. Fails with kConflict "schema_too_new".
  [[nodiscard]] static Result<std::unique_ptr<Database>> open_sqlite(const Options& options);

  /// Runs `work(Connection&)`, which returns a Result or Status, on a connection for reading. Each statement
  /// sees the newest committed state.
  template <typename Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, Connection&> {
    const Reader reader(*this);
    return guarded([&] { return work(reader.connection()); });
  }

  /// As read(), but all statements see the same state.
  template <typename Work>
  auto read_snapshot(Work&& work) -> std::invoke_result_t<Work, Connection&> {
    const Reader reader(*this);
    return guarded([&] { return in_transaction(reader.connection(), "begin", work); });
  }

  /// Runs `work` in a transaction that excludes all other writers. It is durable when this returns success;
  /// when `work` fails or throws, nothing has happened.
  template <typename Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, Connection&> {
    const std::lock_guard lock(writer_mutex_);
    // Not SOCI's own transaction: on SQLite it starts as a reader and may fail half-way.
    return guarded([&] { return in_transaction(*writer_, "begin immediate", work); });
  }

  /// Writes the newest committed state into an empty file, without free pages. Writers are not held up.
  [[nodiscard]] Status snapshot_into(const std::filesystem::path& path);

  /// Moves the write-ahead log into the database and empties it: what stood only in old pages is gone. Does
  /// not wait: false when somebody was reading or writing.
  [[nodiscard]] Result<bool> truncate_log();

 private:
  class Reader {
   public:
    explicit Reader(Database& database) : database_(database), connection_(database.take_reader()) {}
    ~Reader() { database_.put_reader(std::move(connection_)); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    [[nodiscard]] Connection& connection() const { return *connection_; }

   private:
    Database& database_;
    std::unique_ptr<Connection> connection_;
  };

  explicit Database(const Options& options);

  template <typename Work>
  static auto guarded(Work&& work) -> std::invoke_result_t<Work> {
    try {
      return work();
    } catch (...) {
      return fail(error_of_current_exception());
    }
  }

  template <typename Work>
  static auto in_transaction(Connection& connection, std::string_view begin, Work&& work)
      -> std::invoke_result_t<Work, Connection&> {
    connection.query(begin).run();
    try {
      auto result = work(connection);
      connection.query(result ? "commit" : "rollback").run();
      return result;
    } catch (...) {
      connection.roll_back();
      throw;
    }
  }

  std::unique_ptr<Connection> take_reader();
  void put_reader(std::unique_ptr<Connection> connection);

  const std::filesystem::path path_;
  std::mutex writer_mutex_;
  std::unique_ptr<Connection> writer_;
  std::mutex readers_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<Connection>> readers_;
};

}  // namespace drape::store::sql
