#include "store/sql/migrations.h"

#include <cassert>

#include "base/crash_point.h"
#include "store/sql/migration_requests.h"
#include "store/sql/migration_task_orders.h"
#include "store/sql/migration_webhooks.h"

namespace drape::store::sql {
namespace {

// Times are microseconds since 1970 in UTC, hashes are SHA-256 in hexadecimal. AUTOINCREMENT: an id is never
// used twice, even after its row is gone.
constexpr std::string_view kAccounts = R"sql(
create table accounts (
  id integer primary key autoincrement,
  name text not null unique check (length(name) between 1 and 100),
  served_turn integer not null default 0,
  created_at integer not null
) strict)sql";

constexpr std::string_view kApiKeys = R"sql(
create table api_keys (
  id integer primary key autoincrement,
  account_id integer not null references accounts (id),
  public_id text not null unique,
  secret_hash text not null check (length(secret_hash) = 64),
  created_at integer not null,
  revoked_at integer
) strict)sql";

constexpr std::string_view kSecrets = R"sql(
create table secrets (
  name text primary key,
  value text not null check (length(value) = 64),
  created_at integer not null
) strict, without rowid)sql";

// A blob without references is waiting to be erased.
constexpr std::string_view kBlobs = R"sql(
create table blobs (
  account_id integer not null references accounts (id),
  hash text not null check (length(hash) = 64),
  reference_count integer not null check (reference_count >= 0),
  primary key (account_id, hash)
) strict, without rowid)sql";

constexpr std::string_view kPersonImages = R"sql(
create table person_images (
  id integer primary key autoincrement,
  account_id integer not null references accounts (id),
  name text check (length(name) <= 255),
  original_hash text not null,
  original_format text not null check (original_format in ('jpeg', 'png', 'webp', 'avif', 'heic')),
  original_width integer not null check (original_width > 0),
  original_height integer not null check (original_height > 0),
  original_bytes integer not null check (original_bytes > 0),
  view_hash text not null,
  view_format text not null check (view_format in ('jpeg', 'png', 'webp')),
  view_width integer not null check (view_width > 0),
  view_height integer not null check (view_height > 0),
  view_bytes integer not null check (view_bytes > 0),
  created_at integer not null,
  foreign key (account_id, original_hash) references blobs (account_id, hash),
  foreign key (account_id, view_hash) references blobs (account_id, hash)
) strict)sql";

// The category stays null when `category_engine` could not tell.
constexpr std::string_view kGarmentImages = R"sql(
create table garment_images (
  id integer primary key autoincrement,
  account_id integer not null references accounts (id),
  name text check (length(name) <= 255),
  original_hash text not null,
  original_format text not null check (original_format in ('jpeg', 'png', 'webp', 'avif', 'heic')),
  original_width integer not null check (original_width > 0),
  original_height integer not null check (original_height > 0),
  original_bytes integer not null check (original_bytes > 0),
  view_hash text not null,
  view_format text not null check (view_format in ('jpeg', 'png', 'webp')),
  view_width integer not null check (view_width > 0),
  view_height integer not null check (view_height > 0),
  view_bytes integer not null check (view_bytes > 0),
  category_engine text,
  category text check (category in ('upper', 'outer', 'lower', 'skirt', 'dress')),
  created_at integer not null,
  check (category is null or category_engine is not null),
  foreign key (account_id, original_hash) references blobs (account_id, hash),
  foreign key (account_id, view_hash) references blobs (account_id, hash)
) strict)sql";

constexpr std::string_view kValidations = R"sql(
create table validations (
  person_image_id integer primary key references person_images (id) on delete cascade,
  is_valid integer not null check (is_valid in (0, 1)),
  supported_categories text not null,
  created_at integer not null
) strict)sql";

constexpr std::string_view kValidationIssues = R"sql(
create table validation_issues (
  person_image_id integer not null references validations (person_image_id) on delete cascade,
  position integer not null,
  code text not null,
  severity text not null check (severity in ('error', 'warning')),
  message text not null,
  primary key (person_image_id, position)
) strict, without rowid)sql";

// The images of a task may be deleted before it: their ids stay, so they are no foreign keys.
constexpr std::string_view kTasks = R"sql(
create table tasks (
  id integer primary key autoincrement,
  account_id integer not null references accounts (id),
  person_image_id integer not null check (person_image_id > 0),
  output_format text not null check (output_format in ('jpeg', 'png', 'webp')),
  status text not null default 'queued' check (status in ('queued', 'processing', 'completed', 'failed')),
  created_at integer not null,
  available_at integer not null,
  finished_at integer,
  attempts integer not null default 0 check (attempts >= 0),
  errors integer not null default 0 check (errors >= 0),
  crashes integer not null default 0 check (crashes >= 0),
  lease_token integer not null default 0 check (lease_token >= 0),
  lease_expires_at integer,
  failure_code text,
  failure_message text,
  failure_retryable integer check (failure_retryable in (0, 1)),
  check ((status = 'processing') = (lease_expires_at is not null)),
  check (status not in ('processing', 'completed') or (attempts > 0 and lease_token > 0)),
  check ((status in ('completed', 'failed')) = (finished_at is not null)),
  check ((status = 'failed') = (failure_code is not null)),
  check ((failure_code is null) = (failure_message is null)),
  check ((failure_code is null) = (failure_retryable is null))
) strict)sql";

constexpr std::string_view kTaskGarments = R"sql(
create table task_garments (
  task_id integer not null references tasks (id) on delete cascade,
  position integer not null check (position between 0 and 5),
  garment_image_id integer not null check (garment_image_id > 0),
  primary key (task_id, position),
  unique (task_id, garment_image_id)
) strict, without rowid)sql";

constexpr std::string_view kResults = R"sql(
create table results (
  task_id integer primary key references tasks (id) on delete cascade,
  account_id integer not null references accounts (id),
  hash text not null,
  format text not null check (format in ('jpeg', 'png', 'webp')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  bytes integer not null check (bytes > 0),
  engine_version text not null,
  warnings text not null,
  foreign key (account_id, hash) references blobs (account_id, hash)
) strict)sql";

// The state machine of task/transition.h once more: a defect of the program cannot break it.
constexpr std::string_view kTasksStartQueued = R"sql(
create trigger tasks_start_queued before insert on tasks
when new.status <> 'queued' or new.attempts <> 0 or new.lease_token <> 0
begin select raise(abort, 'a task starts queued'); end)sql";

constexpr std::string_view kTasksTransition = R"sql(
create trigger tasks_transition before update of status on tasks
when old.status in ('completed', 'failed')
  or (old.status = 'queued' and new.status not in ('queued', 'processing'))
begin select raise(abort, 'a task cannot change so'); end)sql";

constexpr std::string_view kTasksFencing = R"sql(
create trigger tasks_fencing before update on tasks
when new.lease_token < old.lease_token
  or ((old.status = 'queued' and new.status = 'processing') <> (new.lease_token > old.lease_token))
begin select raise(abort, 'a claim, and nothing else, takes a larger token'); end)sql";

constexpr std::string_view kTasksResult = R"sql(
create trigger tasks_result before update of status on tasks
when new.status = 'completed' and not exists (select 1 from results where task_id = new.id)
begin select raise(abort, 'a completed task has a result'); end)sql";

// How much of an account waits and runs: kept by the database, so that a claim and a quota need no counting.
constexpr std::string_view kProcessingTasks = R"sql(
alter table accounts add column processing_tasks integer not null default 0 check (processing_tasks >= 0)
)sql";

constexpr std::string_view kCountTasksSoFar = R"sql(
update accounts set
  queued_tasks = (select count(*) from tasks where account_id = accounts.id and status = 'queued'),
  processing_tasks = (select count(*) from tasks where account_id = accounts.id and status = 'processing')
)sql";

constexpr std::string_view kCountAddedTask = R"sql(
create trigger tasks_counted_when_added after insert on tasks
begin update accounts set queued_tasks = queued_tasks + 1 where id = new.account_id; end)sql";

constexpr std::string_view kCountMovedTask = R"sql(
create trigger tasks_counted_when_moved after update of status on tasks when new.status <> old.status
begin
  update accounts set
    queued_tasks = queued_tasks + (new.status = 'queued') - (old.status = 'queued'),
    processing_tasks = processing_tasks + (new.status = 'processing') - (old.status = 'processing')
  where id = new.account_id;
end)sql";

constexpr std::string_view kCountRemovedTask = R"sql(
create trigger tasks_counted_when_removed after delete on tasks when old.status in ('queued', 'processing')
begin
  update accounts set
    queued_tasks = queued_tasks - (old.status = 'queued'),
    processing_tasks = processing_tasks - (old.status = 'processing')
  where id = old.account_id;
end)sql";
// 'full' was all that there was besides 'read'; what such a key could do is what 'write' stands for.
constexpr std::string_view kScopeAdded = R"sql(
alter table api_keys add column scope text not null default 'write' check (scope in ('read', 'write', 'admin'))
)sql";
constexpr std::string_view kScopeCarriedOver = R"sql(
update api_keys set scope = case first_scope when 'full' then 'write' else first_scope end)sql";
// A task may also end without having run: when a picture that it needs is deleted.
constexpr std::string_view kTasksTransitionWithDeletion = R"sql(
create trigger tasks_transition before update of status on tasks
when old.status in ('completed', 'failed')
  or (old.status = 'queued' and new.status not in ('queued', 'processing') and not (new.status = 'failed'
      and new.failure_code in ('person_image_deleted', 'garment_image_deleted')))
begin select raise(abort, 'a task cannot change so'); end)sql";

constexpr std::string_view kResultDeletedAt = R"sql(
alter table tasks add column result_deleted_at integer check (result_deleted_at is null or status = 'completed')
)sql";

constexpr std::string_view kTasksWithResult = R"sql(
create index tasks_with_result on tasks (finished_at) where status = 'completed' and result_deleted_at is null
)sql";

// No names, no hashes; and no foreign keys: a line outlives what it tells of.
constexpr std::string_view kDeletions = R"sql(
create table deletions (
  id integer primary key autoincrement,
  deleted_at integer not null,
  account_id integer not null,
  kind text not null check (kind in ('person_image', 'garment_image', 'result', 'account', 'orphans')),
  object_id integer not null,
  cause text not null check (cause in ('request', 'retention', 'purge', 'garbage')),
  key_public_id text,
  blobs integer not null check (blobs >= 0),
  bytes integer not null check (bytes >= 0)
) strict)sql";

const std::vector<Migration> kSqliteMigrations = {
    {1,
     {kAccounts,
      kApiKeys,
      kSecrets,
      kBlobs,
      kPersonImages,
      kGarmentImages,
      kValidations,
      kValidationIssues,
      kTasks,
      kTaskGarments,
      kResults,
      kTasksStartQueued,
      kTasksTransition,
      kTasksFencing,
      kTasksResult,
      "create index accounts_turn on accounts (served_turn)",
      "create index api_keys_account on api_keys (account_id)",
      "create index blobs_unreferenced on blobs (account_id, hash) where reference_count = 0",
      "create index person_images_account on person_images (account_id, id)",
      "create index person_images_name on person_images (account_id, name, id)",
      "create index person_images_original on person_images (account_id, original_hash)",
      "create index person_images_view on person_images (account_id, view_hash)",
      "create index garment_images_account on garment_images (account_id, id)",
      "create index garment_images_name on garment_images (account_id, name, id)",
      "create index garment_images_original on garment_images (account_id, original_hash)",
      "create index garment_images_view on garment_images (account_id, view_hash)",
      "create index tasks_account on tasks (account_id, id)",
      "create index tasks_person on tasks (account_id, person_image_id, id)",
      "create index tasks_status on tasks (status, account_id, id)",
      "create index task_garments_garment on task_garments (garment_image_id, task_id)",
      "create index results_blob on results (account_id, hash)"}},
    {2,
     {"alter table api_keys add column scope text not null default 'full' check (scope in ('full', "
      "'read'))"}},
    {3,
     {"alter table api_keys rename column scope to first_scope", kScopeAdded, kScopeCarriedOver,
      "alter table api_keys drop column first_scope"}},
    {4,
     {"alter table accounts add column queued_tasks integer not null default 0 check (queued_tasks >= 0)",
      kProcessingTasks,
      "alter table tasks add column faults integer not null default 0 check (faults between 0 and crashes)",
      kCountTasksSoFar, kCountAddedTask, kCountMovedTask, kCountRemovedTask,
      "create index accounts_waiting on accounts (served_turn, id) where queued_tasks > 0"}},
    {5,
     {"drop trigger tasks_transition", kTasksTransitionWithDeletion, kResultDeletedAt, kDeletions,
      "create index deletions_time on deletions (deleted_at)",
      "create index person_images_time on person_images (created_at)",
      "create index garment_images_time on garment_images (created_at)", kTasksWithResult}},
    {6,
     {"drop trigger tasks_transition", kTasksTransitionWithCancellation, kDeletionsWithTasks,
      kDeletionsNextId, kDeletionsCopied, "drop table deletions",
      "alter table deletions_with_tasks rename to deletions",
      "create index deletions_time on deletions (deleted_at)", kTaskSeed, kTaskSamples, kTaskEngine,
      kTaskGarmentCategory, kTaskGarmentPhotoType, kResultCacheKey, kResultsByCacheKey, kTaskCached}},
    {7,
     {kIdempotencyKeys, kIdempotencyKeysPerson, kIdempotencyKeysGarment,
      "create index idempotency_keys_time on idempotency_keys (created_at)"}},
    {8,
     {kExternalUserId, kPersonImagesUser, kGarmentValidations, kGarmentValidationIssues,
      "alter table garment_images add column refusal_code text",
      "alter table garment_images add column refusal_message text", kLookAgainAtRefused}},
    {9, {kWebhookStatements.begin(), kWebhookStatements.end()}},
};

std::int64_t current_version(Connection& connection) {
  std::int64_t version = 0;
  connection.query("select coalesce(max(version), 0) from schema_version").one(version);
  return version;
}

void apply(Connection& connection, const Migration& migration) {
  connection.once("begin immediate");
  try {
    // Another process may have been quicker.
    if (current_version(connection) < migration.version) {
      for (const std::string_view statement : migration.statements) connection.once(std::string(statement));
      connection.query("insert into schema_version (version) values (:version)")
          .with(migration.version)
          .run();
    }
    DRAPE_CRASH_POINT("migration_before_commit");
    connection.once("commit");
    DRAPE_CRASH_POINT("migration_committed");
  } catch (...) {
    connection.roll_back();
    throw;
  }
}

}  // namespace

std::span<const Migration> sqlite_migrations() {
  return kSqliteMigrations;
}

Status migrate(Connection& connection, std::span<const Migration> migrations) {
  connection.once("create table if not exists schema_version (version integer primary key) strict");
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().version;
  if (current_version(connection) > newest) {
    return fail({ErrorKind::kConflict,
                 "schema_too_new",
                 {"The data directory was written by a newer version of the program."},
                 {"schema version " + std::to_string(current_version(connection)) + ", known up to " +
                  std::to_string(newest)}});
  }
  for (const Migration& migration : migrations) {
    if (current_version(connection) < migration.version) apply(connection, migration);
  }
  return {};
}

}  // namespace drape::store::sql
