#include <array>

#include "base/crash_point.h"
#include "store/sql/columns.h"
#include "store/sql/paging.h"
#include "store/sql/sql_records.h"
#include "task/content_hash.h"

namespace drape::store::sql {
namespace {

constexpr std::string_view kDeliveryColumns =
    "id, message_id, account_id, task_id, url, origin, event, created_at, state, attempts, failures, "
    "last_status, last_error, next_attempt_at, delivered_at";

struct DeliveryRow {
  std::int64_t id = 0;
  std::string message_id;
  std::int64_t account = 0;
  std::int64_t task = 0;
  std::string url;
  std::string origin;
  std::string event;
  std::int64_t created_at = 0;
  std::string state;
  std::int64_t attempts = 0;
  std::int64_t failures = 0;
  NullableInt last_status;
  std::string last_error;
  NullableInt next_attempt_at;
  NullableInt delivered_at;

  auto columns() {
    return std::tie(id, message_id, account, task, url, origin, event, created_at, state, attempts, failures,
                    last_status, last_error, next_attempt_at, delivered_at);
  }
  [[nodiscard]] task::WebhookDelivery delivery() const {
    task::WebhookDelivery delivery{task::DeliveryId(id),
                                   message_id,
                                   task::AccountId(account),
                                   task::TaskId(task),
                                   {url, origin},
                                   required(task::webhook_event_from(event), "event"),
                                   timestamp_from(created_at),
                                   required(task::delivery_state_from(state), "state"),
                                   static_cast<int>(attempts),
                                   static_cast<int>(failures),
                                   std::nullopt,
                                   last_error,
                                   std::nullopt,
                                   std::nullopt};
    if (const auto status = last_status.get()) delivery.last_status = static_cast<int>(*status);
    if (const auto next = next_attempt_at.get()) delivery.next_attempt_at = timestamp_from(*next);
    if (const auto time = delivered_at.get()) delivery.delivered_at = timestamp_from(*time);
    return delivery;
  }
};

struct AttemptRow {
  std::int64_t number = 0;
  std::int64_t attempted_at = 0;
  NullableInt status;
  std::string error;
  std::int64_t duration_ms = 0;

  auto columns() { return std::tie(number, attempted_at, status, error, duration_ms); }
  [[nodiscard]] task::DeliveryAttempt attempt() const {
    const std::optional<std::int64_t> code = status.get();
    return {static_cast<int>(number), timestamp_from(attempted_at),
            code ? std::optional(static_cast<int>(*code)) : std::nullopt, error,
            std::chrono::milliseconds(duration_ms)};
  }
};

struct KeysRow {
  std::string current;
  std::int64_t created_at = 0;
  NullableText previous;
  NullableInt previous_expires_at;

  auto columns() { return std::tie(current, created_at, previous, previous_expires_at); }
  [[nodiscard]] task::WebhookKeys keys() const {
    task::WebhookKeys keys{key_of(current), timestamp_from(created_at), std::nullopt, std::nullopt};
    if (const auto text = previous.get()) keys.previous = key_of(*text);
    if (const auto time = previous_expires_at.get()) keys.previous_expires_at = timestamp_from(*time);
    return keys;
  }
  static task::WebhookKey key_of(const std::string& hex) {
    return required(task::ContentHash::from_hex(hex), "key").bytes();
  }
};

std::string hex_of(const task::WebhookKey& key) {
  return task::ContentHash(key).hex();
}

std::optional<KeysRow> read_keys(Connection& connection, std::int64_t account) {
  KeysRow row;
  const bool found = connection
                         .query(
                             "select current, created_at, previous, previous_expires_at from webhook_keys "
                             "where account_id = :account")
                         .with(account)
                         .one_row(row);
  return found ? std::optional(row) : std::nullopt;
}

void put_key(Connection& connection, std::int64_t account, const task::WebhookKey& fresh, Timestamp now) {
  connection
      .query(
          "insert into webhook_keys (account_id, current, created_at) values (:account, :key, :now) "
          "on conflict (account_id) do nothing")
      .with(account, hex_of(fresh), to_column(now))
      .run();
}

/// A filter's values, and the statements for each combination of those that are set.
class Filter {
 public:
  explicit Filter(const DeliveryFilter& filter) {
    if (filter.account) set(kAccount, account_, filter.account->value());
    if (filter.task) set(kTask, task_, filter.task->value());
    if (filter.state) set(kState, state_, std::string(to_string(*filter.state)));
    if (filter.message_id) set(kMessage, message_, *filter.message_id);
  }

  [[nodiscard]] const std::string& count() const { return sql().count[set_]; }
  /// Two more parameters: limit and offset.
  [[nodiscard]] const std::string& list() const { return sql().list[set_]; }
  /// One parameter before those of the filter: the time.
  [[nodiscard]] const std::string& replay() const { return sql().replay[set_]; }

  /// Binds the filter's values, which live as long as this.
  Query& bind(Query& query) const {
    if ((set_ & kAccount) != 0) query.with(account_);
    if ((set_ & kTask) != 0) query.with(task_);
    if ((set_ & kState) != 0) query.with(state_);
    if ((set_ & kMessage) != 0) query.with(message_);
    return query;
  }

 private:
  static constexpr unsigned kAccount = 1;
  static constexpr unsigned kTask = 2;
  static constexpr unsigned kState = 4;
  static constexpr unsigned kMessage = 8;
  static constexpr std::size_t kCombinations = 16;

  struct Sql {
    std::array<std::string, kCombinations> count;
    std::array<std::string, kCombinations> list;
    std::array<std::string, kCombinations> replay;
  };

  static const Sql& sql() {
    static const Sql all = [] {
      Sql made;
      for (unsigned set = 0; set < kCombinations; ++set) {
        std::string where = " where true";
        if ((set & kAccount) != 0) where += " and account_id = :account";
        if ((set & kTask) != 0) where += " and task_id = :task";
        if ((set & kState) != 0) where += " and state = :state";
        if ((set & kMessage) != 0) where += " and message_id = :message";
        made.count[set] = "select count(*) from webhook_deliveries" + where;
        made.list[set] = "select " + std::string(kDeliveryColumns) + " from webhook_deliveries" + where +
                         " order by id desc limit :limit offset :offset";
        made.replay[set] =
            "update webhook_deliveries set state = 'pending', failures = 0, next_attempt_at = :now, "
            "delivered_at = null" +
            where;
      }
      return made;
    }();
    return all;
  }

  template <typename T>
  void set(unsigned bit, T& place, T value) {
    set_ |= bit;
    place = std::move(value);
  }

  unsigned set_ = 0;
  std::int64_t account_ = 0;
  std::int64_t task_ = 0;
  std::string state_;
  std::string message_;
};

// First one of each URL of each account, then the second ones, and so on.
const std::string& due_sql() {
  static const std::string sql =
      "select " + std::string(kDeliveryColumns) +
      " from (select *, row_number() over (partition by account_id order by url_place, next_attempt_at, id) "
      "as account_place from (select *, row_number() over (partition by account_id, url "
      "order by next_attempt_at, id) as url_place from webhook_deliveries "
      "where state = 'pending' and next_attempt_at <= :now)) "
      "where url_place <= :url_max and account_place <= :account_max "
      "order by account_place, next_attempt_at, id limit :count_max";
  return sql;
}

/// The number of the attempt; 0 when the delivery is gone.
std::int64_t move_delivery(Connection& connection, const DeliveryOutcome& outcome) {
  const auto time = [](const std::optional<Timestamp>& when) {
    return when ? NullableInt(to_column(*when)) : NullableInt();
  };
  const bool delivered = outcome.state == task::DeliveryState::kDelivered;
  const NullableInt status = outcome.status ? NullableInt(*outcome.status) : NullableInt();
  const NullableInt next = time(outcome.next_attempt_at);
  const NullableInt delivered_at = delivered ? NullableInt(to_column(outcome.ended)) : NullableInt();
  std::int64_t number = 0;
  connection
      .query(
          "update webhook_deliveries set attempts = attempts + 1, failures = failures + :failed, "
          "state = :state, last_status = :status, last_error = :error, next_attempt_at = :next, "
          "delivered_at = :delivered_at where id = :id returning attempts")
      .with(delivered ? 0 : 1, std::string(to_string(outcome.state)), status, outcome.error, next,
            delivered_at, outcome.delivery.value())
      .one(number);
  return number;
}

void log_attempt(Connection& connection, std::int64_t number, const DeliveryOutcome& outcome) {
  const std::int64_t delivery = outcome.delivery.value();
  const NullableInt status = outcome.status ? NullableInt(*outcome.status) : NullableInt();
  connection
      .query(
          "insert into webhook_attempts (delivery_id, number, attempted_at, status, error, duration_ms) "
          "values (:delivery, :number, :started, :status, :error, :ms)")
      .with(delivery, number, to_column(outcome.started), status, outcome.error,
            std::int64_t{outcome.duration.count()})
      .run();
  connection.query("delete from webhook_attempts where delivery_id = :delivery and number <= :number")
      .with(delivery, number - kDeliveryAttemptsKept)
      .run();
}

}  // namespace

Result<task::WebhookKeys> SqlWebhooks::keys(task::AccountId account, const task::WebhookKey& fresh,
                                            Timestamp now) {
  const auto read = [&](Connection& connection) -> Result<std::optional<KeysRow>> {
    return read_keys(connection, account.value());
  };
  const Result<std::optional<KeysRow>> found = database_.read(read);
  if (!found) return fail(found.error());
  if (*found) return (*found)->keys();
  return database_.write([&](Connection& connection) -> Result<task::WebhookKeys> {
    put_key(connection, account.value(), fresh, now);
    return required(read_keys(connection, account.value()), "webhook_keys").keys();
  });
}

Result<task::WebhookKeys> SqlWebhooks::rotate(task::AccountId account, const KeyRotation& rotation) {
  return database_.write([&](Connection& connection) -> Result<task::WebhookKeys> {
    const std::int64_t id = account.value();
    const std::int64_t changed =
        connection
            .query(
                "update webhook_keys set previous = current, previous_expires_at = :until, current = :fresh, "
                "created_at = :now where account_id = :account")
            .with(to_column(rotation.previous_expires_at), hex_of(rotation.fresh), to_column(rotation.now),
                  id)
            .run();
    if (changed == 0) put_key(connection, id, rotation.fresh, rotation.now);
    return required(read_keys(connection, id), "webhook_keys").keys();
  });
}

Result<std::vector<task::WebhookDelivery>> SqlWebhooks::due(const DueRequest& request) {
  return database_.read([&](Connection& connection) -> Result<std::vector<task::WebhookDelivery>> {
    std::vector<task::WebhookDelivery> due;
    connection.query(due_sql())
        .with(to_column(request.now), request.url_max, request.account_max, request.count_max)
        .each_row<DeliveryRow>([&](const DeliveryRow& row) { due.push_back(row.delivery()); });
    return due;
  });
}

Result<std::optional<Timestamp>> SqlWebhooks::next_due() {
  return database_.read([&](Connection& connection) -> Result<std::optional<Timestamp>> {
    NullableInt next;
    connection.query("select min(next_attempt_at) from webhook_deliveries where state = 'pending'").one(next);
    const std::optional<std::int64_t> time = next.get();
    return time ? std::optional(timestamp_from(*time)) : std::nullopt;
  });
}

Status SqlWebhooks::record(const DeliveryOutcome& outcome) {
  return database_.write([&](Connection& connection) -> Status {
    const std::int64_t number = move_delivery(connection, outcome);
    if (number == 0) return {};
    log_attempt(connection, number, outcome);
    DRAPE_CRASH_POINT("webhook_before_commit");
    return {};
  });
}

Result<task::Page<task::WebhookDelivery>> SqlWebhooks::list(const DeliveryFilter& filter,
                                                            const task::PageRequest& request) {
  return database_.read_snapshot([&](Connection& connection) -> Result<task::Page<task::WebhookDelivery>> {
    const Filter sql(filter);
    std::int64_t count = 0;
    {
      Query counting = connection.query(sql.count());
      sql.bind(counting).one(count);
    }
    auto page = settle_page<task::WebhookDelivery>(request, count);
    if (!page) return page;
    const std::int64_t offset = offset_of(*page);
    Query listing = connection.query(sql.list());
    sql.bind(listing).with(page->size, offset).each_row<DeliveryRow>([&](const DeliveryRow& row) {
      page->items.push_back(row.delivery());
    });
    return page;
  });
}

Result<std::vector<task::DeliveryAttempt>> SqlWebhooks::attempts(task::DeliveryId id) {
  return database_.read([&](Connection& connection) -> Result<std::vector<task::DeliveryAttempt>> {
    std::vector<task::DeliveryAttempt> attempts;
    connection
        .query(
            "select number, attempted_at, status, error, duration_ms from webhook_attempts "
            "where delivery_id = :id order by number")
        .with(id.value())
        .each_row<AttemptRow>([&](const AttemptRow& row) { attempts.push_back(row.attempt()); });
    return attempts;
  });
}

Result<std::int64_t> SqlWebhooks::replay(const DeliveryFilter& filter, Timestamp now) {
  return database_.write([&](Connection& connection) -> Result<std::int64_t> {
    const Filter sql(filter);
    const std::int64_t time = to_column(now);
    Query query = connection.query(sql.replay());
    return sql.bind(query.with(time)).run();
  });
}

Result<Backlog> SqlWebhooks::backlog() {
  return database_.read([&](Connection& connection) -> Result<Backlog> {
    Backlog backlog;
    NullableInt oldest;
    connection.query("select count(*), min(created_at) from webhook_deliveries where state = 'pending'")
        .one(backlog.pending, oldest);
    if (const auto time = oldest.get()) backlog.oldest = timestamp_from(*time);
    return backlog;
  });
}

Result<std::int64_t> SqlWebhooks::forget_before(Timestamp before) {
  return database_.write([&](Connection& connection) -> Result<std::int64_t> {
    return connection
        .query("delete from webhook_deliveries where state <> 'pending' and created_at < :before")
        .with(to_column(before))
        .run();
  });
}

}  // namespace drape::store::sql
