#pragma once

#include <string_view>

namespace drape::store::sql {

// The statements that every claim runs. Their plans must not depend on how many tasks wait: a test looks at
// them.

/// Of the accounts with a claimable task the one whose last turn is longest ago. Parameter: now.
inline constexpr std::string_view kNextAccountSql =
    "select a.id from accounts a where a.queued_tasks > 0 and exists ("
    "select 1 from tasks t where t.status = 'queued' and t.account_id = a.id and t.available_at <= :now) "
    "order by a.served_turn, a.id limit 1";

/// The oldest claimable task of an account. Parameters: account, now.
inline constexpr std::string_view kNextTaskSql =
    "select id, status, attempts, errors, crashes, faults, lease_token from tasks "
    "where status = 'queued' and account_id = :account and available_at <= :now order by id limit 1";

/// The turn after all that were taken, for the account of a task. Parameter: the task.
inline constexpr std::string_view kTakeTurnSql =
    "update accounts set served_turn = 1 + (select max(served_turn) from accounts) "
    "where id = (select account_id from tasks where id = :id)";

/// How many queued tasks of its account are older than a task. Parameters: account, task.
inline constexpr std::string_view kOlderOwnSql =
    "select count(*) from tasks where status = 'queued' and account_id = :account and id < :task";

/// How many tasks of the other accounts are claimed before a task with so many older ones of its own account:
/// one an account in each of these rounds, and one more of those whose turn comes before its account's.
/// Parameters: older ones, account.
inline constexpr std::string_view kOlderOthersSql =
    "select coalesce(sum(case when o.queued_tasks < o.rounds then o.queued_tasks else o.rounds end), 0) from "
    "("
    "select b.queued_tasks, :older + (case when b.served_turn < a.served_turn or (b.served_turn = "
    "a.served_turn "
    "and b.id < a.id) then 1 else 0 end) as rounds "
    "from accounts a join accounts b on b.id <> a.id where a.id = :account and b.queued_tasks > 0) o";

/// What a new task has to fit into: unfinished tasks of an account, queued tasks of all, accounts that wait.
/// Parameter: the account.
inline constexpr std::string_view kLoadSql =
    "select (select queued_tasks + processing_tasks from accounts where id = :account), "
    "(select coalesce(sum(queued_tasks), 0) from accounts where queued_tasks > 0), "
    "(select count(*) from accounts where queued_tasks > 0)";

}  // namespace drape::store::sql
