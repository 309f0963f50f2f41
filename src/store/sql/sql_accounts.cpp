#include "store/sql/columns.h"
#include "store/sql/sql_records.h"

namespace drape::store::sql {
namespace {

struct KeyRow {
  std::int64_t id = 0;
  std::int64_t account = 0;
  std::string account_name;
  std::string public_id;
  std::string secret_hash;
  std::int64_t created_at = 0;
  NullableInt revoked_at;
  std::string scope;

  auto columns() {
    return std::tie(id, account, account_name, public_id, secret_hash, created_at, revoked_at, scope);
  }
  [[nodiscard]] task::ApiKey key() const {
    const std::optional<std::int64_t> revoked = revoked_at.get();
    return {task::ApiKeyId(id),
            task::AccountId(account),
            public_id,
            required(task::ContentHash::from_hex(secret_hash), "secret_hash"),
            timestamp_from(created_at),
            revoked ? std::optional(timestamp_from(*revoked)) : std::nullopt,
            required(task::key_scope_from(scope), "scope")};
  }
};

std::int64_t account_named(Connection& connection, const NewApiKey& key) {
  const std::int64_t now = to_column(key.created_at);
  connection
      .query("insert into accounts (name, created_at) values (:name, :now) on conflict (name) do nothing")
      .with(key.account_name, now)
      .run();
  std::int64_t id = 0;
  connection.query("select id from accounts where name = :name").with(key.account_name).one(id);
  return id;
}

}  // namespace

Result<task::ApiKey> SqlAccounts::add_key(const NewApiKey& key) {
  return database_.write([&](Connection& connection) -> Result<task::ApiKey> {
    const std::int64_t account = account_named(connection, key);
    std::int64_t id = 0;
    connection
        .query(
            "insert into api_keys (account_id, public_id, secret_hash, created_at, scope) "
            "values (:account, :public_id, :hash, :now, :scope) returning id")
        .with(account, key.public_id, key.secret_hash.hex(), to_column(key.created_at),
              std::string(task::to_string(key.scope)))
        .one(id);
    return task::ApiKey{task::ApiKeyId(id), task::AccountId(account), key.public_id,
                        key.secret_hash,    key.created_at,           std::nullopt,
                        key.scope};
  });
}

Result<std::optional<task::ApiKey>> SqlAccounts::find_key(std::string_view public_id) {
  return database_.read([&](Connection& connection) -> Result<std::optional<task::ApiKey>> {
    KeyRow row;
    const bool found = connection
                           .query(
                               "select k.id, k.account_id, '', k.public_id, k.secret_hash, k.created_at, "
                               "k.revoked_at, k.scope "
                               "from api_keys k where k.public_id = :public_id")
                           .with(std::string(public_id))
                           .one_row(row);
    return found ? std::optional(row.key()) : std::nullopt;
  });
}

Result<std::vector<ListedApiKey>> SqlAccounts::list_keys() {
  return database_.read([&](Connection& connection) -> Result<std::vector<ListedApiKey>> {
    std::vector<ListedApiKey> keys;
    connection
        .query(
            "select k.id, k.account_id, a.name, k.public_id, k.secret_hash, k.created_at, k.revoked_at, "
            "k.scope "
            "from api_keys k join accounts a on a.id = k.account_id order by k.id")
        .each_row<KeyRow>([&](const KeyRow& row) {
          keys.push_back({row.key(), row.account_name});
        });
    return keys;
  });
}

Result<bool> SqlAccounts::revoke_key(std::string_view public_id, Timestamp now) {
  return database_.write([&](Connection& connection) -> Result<bool> {
    return connection
               .query(
                   "update api_keys set revoked_at = coalesce(revoked_at, :now) where public_id = :public_id")
               .with(to_column(now), std::string(public_id))
               .run() > 0;
  });
}

Result<AccountRecords::Secret> SqlAccounts::secret(std::string_view name, const Secret& fresh,
                                                   Timestamp now) {
  return database_.write([&](Connection& connection) -> Result<Secret> {
    connection
        .query(
            "insert into secrets (name, value, created_at) values (:name, :value, :now) "
            "on conflict (name) do nothing")
        .with(std::string(name), task::ContentHash(fresh).hex(), to_column(now))
        .run();
    std::string value;
    connection.query("select value from secrets where name = :name").with(std::string(name)).one(value);
    return required(task::ContentHash::from_hex(value), "secret").bytes();
  });
}

}  // namespace drape::store::sql
