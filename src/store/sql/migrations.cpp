#include "store/sql/migrations.h"

#include <cassert>

#include "base/crash_point.h"

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
