#pragma once

#include <array>
#include <string_view>

namespace drape::store::sql {

// Webhooks: docs/api/webhooks.md.

inline constexpr std::string_view kTaskWebhookUrl = R"sql(
alter table tasks add column webhook_url text check (length(webhook_url) between 1 and 2048)
)sql";

// Scheme and host that the order of the task came to.
inline constexpr std::string_view kTaskWebhookOrigin = R"sql(
alter table tasks add column webhook_origin text check ((webhook_url is null) = (webhook_origin is null))
)sql";

// Signing needs the keys themselves, not their hashes.
inline constexpr std::string_view kWebhookKeys = R"sql(
create table webhook_keys (
  account_id integer primary key references accounts (id),
  current text not null check (length(current) = 64),
  created_at integer not null,
  previous text check (length(previous) = 64),
  previous_expires_at integer,
  check ((previous is null) = (previous_expires_at is null))
) strict)sql";

// The outbox and its log. A task ends once, so it has one delivery; what is told of a task goes with it.
inline constexpr std::string_view kWebhookDeliveries = R"sql(
create table webhook_deliveries (
  id integer primary key autoincrement,
  message_id text not null unique check (length(message_id) = 36 and message_id glob 'msg_*'),
  account_id integer not null references accounts (id),
  task_id integer not null unique references tasks (id) on delete cascade,
  url text not null,
  origin text not null,
  event text not null check (event in ('task.completed', 'task.failed')),
  created_at integer not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0 check (attempts >= 0),
  failures integer not null default 0 check (failures between 0 and attempts),
  last_status integer check (last_status between 100 and 599),
  last_error text not null default '',
  next_attempt_at integer,
  delivered_at integer,
  check ((state = 'pending') = (next_attempt_at is not null)),
  check ((state = 'delivered') = (delivered_at is not null)),
  check (state <> 'delivered' or attempts > 0)
) strict)sql";

inline constexpr std::string_view kWebhookAttempts = R"sql(
create table webhook_attempts (
  delivery_id integer not null references webhook_deliveries (id) on delete cascade,
  number integer not null check (number > 0),
  attempted_at integer not null,
  status integer check (status between 100 and 599),
  error text not null,
  duration_ms integer not null check (duration_ms >= 0),
  primary key (delivery_id, number)
) strict, without rowid)sql";

// Whatever ends a task, the news of it is written in the same transaction.
inline constexpr std::string_view kWebhookOfEndedTask = R"sql(
create trigger tasks_webhook_when_ended after update of status on tasks
when new.webhook_url is not null and new.status in ('completed', 'failed') and old.status <> new.status
begin
  insert into webhook_deliveries (message_id, account_id, task_id, url, origin, event, created_at, next_attempt_at)
  values ('msg_' || lower(hex(randomblob(16))), new.account_id, new.id, new.webhook_url, new.webhook_origin,
          'task.' || new.status, new.finished_at, new.finished_at);
end)sql";

// A task that has its result from the start.
inline constexpr std::string_view kWebhookOfTaskAddedEnded = R"sql(
create trigger tasks_webhook_when_added_ended after insert on tasks
when new.webhook_url is not null and new.status in ('completed', 'failed')
begin
  insert into webhook_deliveries (message_id, account_id, task_id, url, origin, event, created_at, next_attempt_at)
  values ('msg_' || lower(hex(randomblob(16))), new.account_id, new.id, new.webhook_url, new.webhook_origin,
          'task.' || new.status, new.finished_at, new.finished_at);
end)sql";

inline constexpr std::array kWebhookStatements{
    kTaskWebhookUrl,
    kTaskWebhookOrigin,
    kWebhookKeys,
    kWebhookDeliveries,
    kWebhookAttempts,
    kWebhookOfEndedTask,
    kWebhookOfTaskAddedEnded,
    std::string_view("create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) "
                     "where state = 'pending'"),
    std::string_view("create index webhook_deliveries_account on webhook_deliveries (account_id, id)"),
    std::string_view("create index webhook_deliveries_state on webhook_deliveries (state, id)"),
    std::string_view("create index webhook_deliveries_over on webhook_deliveries (created_at) "
                     "where state <> 'pending'"),
};

}  // namespace drape::store::sql
