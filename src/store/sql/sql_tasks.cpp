#include <algorithm>
#include <array>

#include "base/crash_point.h"
#include "store/result_key.h"
#include "store/sql/columns.h"
#include "store/sql/deletion.h"
#include "store/sql/idempotency.h"
#include "store/sql/paging.h"
#include "store/sql/queue_sql.h"
#include "store/sql/result_rows.h"
#include "store/sql/sql_records.h"
#include "store/sql/task_rows.h"

namespace drape::store::sql {
namespace {

bool exists(Connection& connection, std::string_view count_query, std::int64_t account, std::int64_t id) {
  std::int64_t count = 0;
  connection.query(count_query).with(account, id).one(count);
  return count > 0;
}

MissingImages missing_images(Connection& connection, std::int64_t account,
                             std::optional<task::PersonImageId> person_image,
                             const std::vector<task::GarmentImageId>& garment_images) {
  MissingImages missing;
  if (person_image) {
    missing.person_image =
        !exists(connection, "select count(*) from person_images where account_id = :account and id = :id",
                account, person_image->value());
  }
  for (std::size_t i = 0; i < garment_images.size(); ++i) {
    if (!exists(connection, "select count(*) from garment_images where account_id = :account and id = :id",
                account, garment_images[i].value())) {
      missing.garment_images.push_back(i);
    }
  }
  return missing;
}

/// How much waits and runs, of one account and of all.
struct LoadRow {
  std::int64_t unfinished = 0;  ///< Of the account.
  std::int64_t queued = 0;      ///< Of all accounts.
  std::int64_t waiting_accounts = 0;
  auto columns() { return std::tie(unfinished, queued, waiting_accounts); }
};

// An account's place is free again when one of its own tasks has ended, which takes about one turn of every
// account that waits; a place in the queue when any task was claimed.
std::optional<NoRoom> find_no_room(Connection& connection, const NewTask& task, std::int64_t count) {
  if (count == 0) return std::nullopt;
  const std::int64_t account = task.account.value();
  LoadRow load;
  connection.query(kLoadSql).with(account).one_row(load);
  if (const std::int64_t over = load.unfinished + count - task.unfinished_account_max; over > 0) {
    return NoRoom{true, over * std::max<std::int64_t>(1, load.waiting_accounts)};
  }
  if (const std::int64_t over = load.queued + count - task.queue_depth_max; over > 0) {
    return NoRoom{false, over};
  }
  return std::nullopt;
}

/// REQUIRES: the image is there.
task::ContentHash original_hash(Connection& connection, std::string_view query, std::int64_t id) {
  std::string hash;
  connection.query(query).with(id).one(hash);
  return required(task::ContentHash::from_hex(hash), "original_hash");
}

/// A result that serves the order. REQUIRES: none of its images is missing.
std::optional<task::TaskResult> find_known_result(Connection& connection, const NewTask& task) {
  if (!task.maker) return std::nullopt;
  OrderContent content{original_hash(connection, "select original_hash from person_images where id = :id",
                                     task.order.person_image.value()),
                       {}};
  for (const task::GarmentImageId garment : task.order.garment_images) {
    content.garments.push_back(original_hash(
        connection, "select original_hash from garment_images where id = :id", garment.value()));
  }
  return find_cached_result(connection, task.account, result_key(content, task.order, *task.maker));
}

void insert_garment(Connection& connection, std::int64_t task, const task::TaskOrder& order,
                    std::size_t position) {
  const task::GarmentHints hints = order.hints_of(position);
  const NullableText category =
      hints.category ? NullableText(std::string(to_string(*hints.category))) : NullableText();
  const NullableText photo_type =
      hints.photo_type ? NullableText(std::string(to_string(*hints.photo_type))) : NullableText();
  connection
      .query(
          "insert into task_garments (task_id, position, garment_image_id, category, photo_type) "
          "values (:task, :position, :garment, :category, :photo_type)")
      .with(task, static_cast<std::int64_t>(position), order.garment_images[position].value(), category,
            photo_type)
      .run();
}

task::Task insert_task(Connection& connection, const NewTask& task) {
  const task::TaskOrder& order = task.order;
  const NullableInt seed = order.seed ? NullableInt(std::int64_t{*order.seed}) : NullableInt();
  const NullableText webhook_url = order.webhook ? NullableText(order.webhook->url) : NullableText();
  const NullableText webhook_origin = order.webhook ? NullableText(order.webhook->origin) : NullableText();
  std::int64_t id = 0;
  connection
      .query(
          "insert into tasks (account_id, person_image_id, output_format, seed, samples, engine, created_at, "
          "available_at, webhook_url, webhook_origin) values (:account, :person, :format, :seed, :samples, "
          ":engine, :created_at, :available_at, :url, :webhook_origin) returning id")
      .with(task.account.value(), order.person_image.value(), std::string(to_string(order.output_format)),
            seed, order.samples, std::string(to_string(order.engine)), to_column(task.created_at),
            to_column(task.created_at), webhook_url, webhook_origin)
      .one(id);
  for (std::size_t i = 0; i < order.garment_images.size(); ++i) insert_garment(connection, id, order, i);
  return {task::TaskId(id), task.account, task::TaskStatus::kQueued, order, task.created_at,
          std::nullopt,     std::nullopt};
}

/// The list's statements for each combination of filters; the index has a bit for each filter that is set.
struct ListSql {
  static constexpr unsigned kPerson = 1;
  static constexpr unsigned kGarment = 2;
  static constexpr unsigned kStatus = 4;
  std::array<std::string, 8> count;
  std::array<std::string, 8> list;

  ListSql() {
    for (unsigned filters = 0; filters < 8; ++filters) {
      std::string where = " from tasks t where account_id = :account";
      if ((filters & kPerson) != 0) where += " and person_image_id = :person";
      if ((filters & kGarment) != 0) {
        where += " and id in (select task_id from task_garments where garment_image_id = :garment)";
      }
      if ((filters & kStatus) != 0) where += " and status = :status";
      count[filters] = "select count(*)" + where;
      list[filters] = "select " + task_columns() + where + " order by id desc limit :limit offset :offset";
    }
  }
};

const ListSql& list_sql() {
  static const ListSql sql;
  return sql;
}

unsigned filters_of(const task::TaskFilter& filter) {
  return (filter.person_image ? ListSql::kPerson : 0U) | (filter.garment_image ? ListSql::kGarment : 0U) |
         (filter.status ? ListSql::kStatus : 0U);
}

/// The values of the filters, alive while a query runs.
struct FilterValues {
  std::int64_t account;
  std::int64_t person = 0;
  std::int64_t garment = 0;
  std::string status;

  FilterValues(task::AccountId owner, const task::TaskFilter& filter) : account(owner.value()) {
    if (filter.person_image) person = filter.person_image->value();
    if (filter.garment_image) garment = filter.garment_image->value();
    if (filter.status) status = to_string(*filter.status);
  }
  void bind(Query& query, unsigned filters) const {
    query.with(account);
    if ((filters & ListSql::kPerson) != 0) query.with(person);
    if ((filters & ListSql::kGarment) != 0) query.with(garment);
    if ((filters & ListSql::kStatus) != 0) query.with(status);
  }
};

/// A result with whose it is.
struct OwnedResultRow {
  std::int64_t account = 0;
  std::int64_t finished_at = 0;
  ResultRow result;
  auto columns() { return std::tuple_cat(std::tie(account, finished_at), result.columns()); }
};

}  // namespace

Result<AddedTask> SqlTasks::add(const NewTask& task) {
  Result<AddedTasks> added = add_all({&task, 1}, for_all(task.once));
  if (!added) return fail(std::move(added.error()));
  AddedTask one{std::nullopt, std::move(added->missing.front()), added->no_room};
  if (!added->tasks.empty()) one.task = std::move(added->tasks.front());
  return one;
}

Result<AddedTasks> SqlTasks::add_all(std::span<const NewTask> tasks, const OnceForAll& once) {
  return database_.write([&](Connection& connection) -> Result<AddedTasks> {
    if (Status first = require_unclaimed(connection, once); !first) return fail(std::move(first.error()));
    AddedTasks added;
    for (const NewTask& task : tasks) {
      added.missing.push_back(missing_images(connection, task.account.value(), task.order.person_image,
                                             task.order.garment_images));
    }
    if (std::ranges::any_of(added.missing, &MissingImages::any)) return added;
    std::vector<std::optional<task::TaskResult>> known;
    for (const NewTask& task : tasks) known.push_back(find_known_result(connection, task));
    added.no_room = find_no_room(connection, tasks.front(),
                                 std::ranges::count_if(known, [](const auto& result) { return !result; }));
    if (added.no_room) return added;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      task::Task task = insert_task(connection, tasks[i]);
      if (known[i]) complete_from_cache(connection, task, *known[i]);
      added.tasks.push_back(std::move(task));
    }
    if (once) keep_reply(connection, once->claim, {once->reply(added.tasks)});
    DRAPE_CRASH_POINT("task_before_commit");
    return added;
  });
}

Result<MissingImages> SqlTasks::missing(task::AccountId account,
                                        std::optional<task::PersonImageId> person_image,
                                        const std::vector<task::GarmentImageId>& garment_images) {
  return database_.read_snapshot([&](Connection& connection) -> Result<MissingImages> {
    return missing_images(connection, account.value(), person_image, garment_images);
  });
}

Result<std::optional<task::Task>> SqlTasks::find(task::AccountId account, task::TaskId id) {
  return database_.read([&](Connection& connection) -> Result<std::optional<task::Task>> {
    return find_task(connection, account, id);
  });
}

Result<task::Page<task::Task>> SqlTasks::list(task::AccountId account, const task::TaskFilter& filter,
                                              const task::PageRequest& request) {
  return database_.read_snapshot([&](Connection& connection) -> Result<task::Page<task::Task>> {
    const unsigned filters = filters_of(filter);
    const FilterValues values(account, filter);
    std::int64_t count = 0;
    {
      Query counting = connection.query(list_sql().count[filters]);
      values.bind(counting, filters);
      counting.one(count);
    }
    Result<task::Page<task::Task>> page = settle_page<task::Task>(request, count);
    if (!page) return page;
    const std::int64_t offset = offset_of(*page);
    Query listing = connection.query(list_sql().list[filters]);
    values.bind(listing, filters);
    listing.with(page->size, offset).each_row<TaskRow>([&](const TaskRow& row) {
      page->items.push_back(task_of(connection, row));
    });
    return page;
  });
}

Result<std::optional<TaskRecords::FoundResult>> SqlTasks::find_result(task::TaskId id) {
  static const std::string kFind = "select r.account_id, t.finished_at, " + std::string(kResultColumns) +
                                   " from results r join tasks t on t.id = r.task_id where r.task_id = :id";
  return database_.read([&](Connection& connection) -> Result<std::optional<FoundResult>> {
    OwnedResultRow row;
    if (!connection.query(kFind).with(id.value()).one_row(row)) return std::nullopt;
    return FoundResult{task::AccountId(row.account), row.result.result(), timestamp_from(row.finished_at)};
  });
}

Result<std::vector<task::TaskId>> SqlTasks::results_older_than(Timestamp before, int count_max) {
  struct Row {
    std::int64_t id = 0;
    auto columns() { return std::tie(id); }
  };
  return database_.read([&](Connection& connection) -> Result<std::vector<task::TaskId>> {
    std::vector<task::TaskId> tasks;
    connection
        .query(
            "select id from tasks where status = 'completed' and result_deleted_at is null "
            "and finished_at < :before order by finished_at limit :limit")
        .with(to_column(before), count_max)
        .each_row<Row>([&](const Row& row) { tasks.emplace_back(row.id); });
    return tasks;
  });
}

Result<bool> SqlTasks::remove_result(task::TaskId id, const task::DeletionOrder& order) {
  return database_.write([&](Connection& connection) -> Result<bool> {
    return drop_result(connection, id.value(), order).has_value();
  });
}

Result<std::optional<Cancellation>> SqlTasks::cancel(task::AccountId account, task::TaskId id,
                                                     Timestamp now) {
  return database_.write([&](Connection& connection) -> Result<std::optional<Cancellation>> {
    const bool ended = cancel_task(connection, account, id, now);
    DRAPE_CRASH_POINT("cancellation_before_commit");
    std::optional<task::Task> task = find_task(connection, account, id);
    if (!task) return std::nullopt;
    return Cancellation{*std::move(task), ended};
  });
}

Result<std::optional<task::Removal>> SqlTasks::remove(task::AccountId account, task::TaskId id,
                                                      const task::DeletionOrder& order) {
  return database_.write([&](Connection& connection) -> Result<std::optional<task::Removal>> {
    std::optional<task::Removal> removal = remove_task(connection, account, id, order);
    DRAPE_CRASH_POINT("task_removal_before_commit");
    return removal;
  });
}

}  // namespace drape::store::sql
