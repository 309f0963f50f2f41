#pragma once

#include <string_view>

// The statements of the migration to what a task can ask for, and to what becomes of it on its owner's wish.
namespace drape::store::sql {

// A task may also end without having run because its owner takes the order back.
inline constexpr std::string_view kTasksTransitionWithCancellation = R"sql(
create trigger tasks_transition before update of status on tasks
when old.status in ('completed', 'failed')
  or (old.status = 'queued' and new.status not in ('queued', 'processing') and not (new.status = 'failed'
      and new.failure_code in ('person_image_deleted', 'garment_image_deleted', 'cancelled')))
begin select raise(abort, 'a task cannot change so'); end)sql";

// A CHECK cannot be changed in place: the log is written anew, with the kind 'task'. Its lines keep their
// ids, and the next one gets an id that no line ever had.
inline constexpr std::string_view kDeletionsWithTasks = R"sql(
create table deletions_with_tasks (
  id integer primary key autoincrement,
  deleted_at integer not null,
  account_id integer not null,
  kind text not null check (kind in ('person_image', 'garment_image', 'result', 'task', 'account', 'orphans')),
  object_id integer not null,
  cause text not null check (cause in ('request', 'retention', 'purge', 'garbage')),
  key_public_id text,
  blobs integer not null check (blobs >= 0),
  bytes integer not null check (bytes >= 0)
) strict)sql";

inline constexpr std::string_view kDeletionsNextId = R"sql(
insert into sqlite_sequence (name, seq)
select 'deletions_with_tasks', seq from sqlite_sequence where name = 'deletions')sql";

inline constexpr std::string_view kDeletionsCopied = R"sql(
insert into deletions_with_tasks
  (id, deleted_at, account_id, kind, object_id, cause, key_public_id, blobs, bytes)
select id, deleted_at, account_id, kind, object_id, cause, key_public_id, blobs, bytes
from deletions order by id)sql";

// What an order asks for besides the pictures. Null: nothing was said.
inline constexpr std::string_view kTaskSeed = R"sql(
alter table tasks add column seed integer check (seed between 0 and 4294967295))sql";
inline constexpr std::string_view kTaskSamples = R"sql(
alter table tasks add column samples integer not null default 1 check (samples between 1 and 4))sql";
inline constexpr std::string_view kTaskEngine = R"sql(
alter table tasks add column engine text not null default 'auto' check (engine in ('auto', 'geometric')))sql";
inline constexpr std::string_view kTaskGarmentCategory = R"sql(
alter table task_garments add column category text
check (category in ('upper', 'outer', 'lower', 'skirt', 'dress')))sql";
inline constexpr std::string_view kTaskGarmentPhotoType = R"sql(
alter table task_garments add column photo_type text check (photo_type in ('flat-lay', 'model')))sql";

// A result may serve later orders. The key stands with the result and goes with it: it is made of the photos'
// hashes.
inline constexpr std::string_view kResultCacheKey = R"sql(
alter table results add column cache_key text check (length(cache_key) = 64))sql";
inline constexpr std::string_view kResultsByCacheKey = R"sql(
create index results_cache_key on results (account_id, cache_key) where cache_key is not null)sql";
inline constexpr std::string_view kTaskCached = R"sql(
alter table tasks add column cached integer not null default 0 check (cached in (0, 1)))sql";

}  // namespace drape::store::sql
