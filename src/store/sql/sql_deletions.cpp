#include "store/sql/columns.h"
#include "store/sql/deletion.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

struct DeletionRow {
  std::int64_t deleted_at = 0;
  std::int64_t account = 0;
  std::string kind;
  std::int64_t object = 0;
  std::string cause;
  NullableText key;
  std::int64_t blobs = 0;
  std::int64_t bytes = 0;

  auto columns() { return std::tie(deleted_at, account, kind, object, cause, key, blobs, bytes); }
  [[nodiscard]] task::Deletion deletion() const {
    return {timestamp_from(deleted_at),
            account,
            required(task::deleted_kind_from(kind), "kind"),
            object,
            required(task::deletion_cause_from(cause), "cause"),
            key.get().value_or(""),
            blobs,
            bytes};
  }
};

struct IdRow {
  std::int64_t id = 0;
  auto columns() { return std::tie(id); }
};

std::vector<std::int64_t> ids(Connection& connection, std::string_view query, std::int64_t account) {
  std::vector<std::int64_t> found;
  connection.query(query).with(account).each_row<IdRow>([&](const IdRow& row) { found.push_back(row.id); });
  return found;
}

/// Whatever still names the account, the log of deletions aside.
std::int64_t things_of(Connection& connection, std::int64_t account) {
  std::int64_t count = 0;
  connection
      .query(
          "select (select count(*) from api_keys where account_id = :a) + "
          "(select count(*) from person_images where account_id = :b) + "
          "(select count(*) from garment_images where account_id = :c) + "
          "(select count(*) from tasks where account_id = :d) + "
          "(select count(*) from results where account_id = :e) + "
          "(select count(*) from blobs where account_id = :f) + "
          "(select count(*) from idempotency_keys where account_id = :g) + "
          "(select count(*) from webhook_keys where account_id = :h) + "
          "(select count(*) from webhook_deliveries where account_id = :i)")
      .with(account, account, account, account, account, account, account, account, account)
      .one(count);
  return count;
}

}  // namespace

Status SqlDeletions::note(const task::Deletion& deletion) {
  return database_.write([&](Connection& connection) -> Status {
    log_deletion(connection, deletion);
    return {};
  });
}

Result<std::vector<task::Deletion>> SqlDeletions::list(std::int64_t count_max) {
  return database_.read([&](Connection& connection) -> Result<std::vector<task::Deletion>> {
    std::vector<task::Deletion> lines;
    connection
        .query(
            "select deleted_at, account_id, kind, object_id, cause, key_public_id, blobs, bytes from "
            "(select * from deletions order by id desc limit :limit) order by id")
        .with(count_max)
        .each_row<DeletionRow>([&](const DeletionRow& row) { lines.push_back(row.deletion()); });
    return lines;
  });
}

Result<std::int64_t> SqlDeletions::newest() {
  return database_.read([&](Connection& connection) -> Result<std::int64_t> {
    std::int64_t id = 0;
    connection.query("select coalesce(max(id), 0) from deletions").one(id);
    return id;
  });
}

Result<std::int64_t> SqlDeletions::forget_before(Timestamp before) {
  return database_.write([&](Connection& connection) -> Result<std::int64_t> {
    return connection.query("delete from deletions where deleted_at < :before").with(to_column(before)).run();
  });
}

Result<std::optional<task::AccountId>> SqlDeletions::find_account(std::string_view name) {
  return database_.read([&](Connection& connection) -> Result<std::optional<task::AccountId>> {
    std::int64_t id = 0;
    if (!connection.query("select id from accounts where name = :name").with(std::string(name)).one(id))
      return std::nullopt;
    return task::AccountId(id);
  });
}

Status SqlDeletions::empty_account(task::AccountId account, const task::DeletionOrder& order) {
  return database_.write([&](Connection& connection) -> Status {
    const std::int64_t id = account.value();
    connection.query("delete from api_keys where account_id = :account").with(id).run();
    connection.query("delete from idempotency_keys where account_id = :account").with(id).run();
    for (const std::int64_t image :
         ids(connection, "select id from person_images where account_id = :account", id)) {
      static_cast<void>(remove_image(connection, account, task::PersonImageId(image), order));
    }
    for (const std::int64_t image :
         ids(connection, "select id from garment_images where account_id = :account", id)) {
      static_cast<void>(remove_image(connection, account, task::GarmentImageId(image), order));
    }
    // Results of persons that were deleted before results went with their person.
    for (const std::int64_t task :
         ids(connection, "select task_id from results where account_id = :account", id)) {
      static_cast<void>(drop_result(connection, task, order));
    }
    // What was to be told of them goes with them.
    connection.query("delete from tasks where account_id = :account").with(id).run();
    connection.query("delete from webhook_keys where account_id = :account").with(id).run();
    return {};
  });
}

Result<bool> SqlDeletions::remove_empty_account(task::AccountId account, const task::DeletionOrder& order) {
  return database_.write([&](Connection& connection) -> Result<bool> {
    if (things_of(connection, account.value()) > 0) return false;
    connection.query("delete from accounts where id = :account").with(account.value()).run();
    log_deletion(connection, {order.now, account.value(), task::DeletedKind::kAccount, account.value(),
                              order.cause, order.key, 0, 0});
    return true;
  });
}

}  // namespace drape::store::sql
