#include "service/account_purge.h"

namespace drape::service {

Result<task::AccountId> AccountPurge::find(std::string_view name) const {
  const Result<std::optional<task::AccountId>> account = records_.deletions().find_account(name);
  if (!account) return fail(account.error());
  if (*account) return **account;
  return fail({ErrorKind::kNotFound, "account_not_found", {"There is no such account."}, {}});
}

Result<bool> AccountPurge::run(task::AccountId account) {
  const task::DeletionOrder order{task::DeletionCause::kPurge, {}, clock_.now()};
  if (Status emptied = records_.deletions().empty_account(account, order); !emptied) {
    return fail(std::move(emptied.error()));
  }
  if (erasure_ == Erasure::kHere) {
    if (const Result<int> reaped = reaper_.reap(); !reaped) return fail(reaped.error());
  }
  return records_.deletions().remove_empty_account(account, order);
}

}  // namespace drape::service
