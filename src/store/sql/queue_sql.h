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

/// What a new task has to fit into: unfinished tasks of an account, queued tasks of all, accounts that wait.
/// Parameter: the account.
inline constexpr std::string_view kLoadSql =
    "select (select queued_tasks + processing_tasks from accounts where id = :account), "
    "(select coalesce(sum(queued_tasks), 0) from accounts where queued_tasks > 0), "
    "(select count(*) from accounts where queued_tasks > 0)";

}  // namespace drape::store::sql
