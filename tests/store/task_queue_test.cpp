#include <set>

#include "store/records_test.h"

namespace drape::store {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using task::TaskStatus;

class TaskQueueTest : public RecordsTest {
 protected:
  static void expect_lost(const Status& status) {
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().kind, ErrorKind::kConflict);
    EXPECT_EQ(status.error().code, "lease_lost");
  }
  RescueReport rescue(bool all = false) { return queue().rescue(now(), policy_, all).value(); }
  void let_lease_expire() { clock_.advance(task::LeasePolicy{}.duration); }
  /// A task that was running once when a worker vanished.
  task::TaskId add_suspect(task::AccountId account) {
    const task::TaskId id = add_task(account);
    EXPECT_EQ(claim().task.id, id);
    let_lease_expire();
    EXPECT_EQ(rescue().requeued, 1);
    return id;
  }

  task::RetryPolicy policy_{.crashes_max = 2};
  task::TaskFailure failure_{"not_frontal", "Turn to the camera.", false};
};
DRAPE_FOR_EVERY_DATABASE(TaskQueueTest);

TEST_P(TaskQueueTest, empty_queue_gives_nothing) {
  const Claim claim = queue().claim({now()}).value();
  EXPECT_FALSE(claim.task);
  EXPECT_FALSE(claim.needs_quiet);
}

TEST_P(TaskQueueTest, claimed_task_is_processing_and_not_given_twice) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  const Timestamp created = now();
  clock_.advance(seconds(5));
  const ClaimedTask claimed = claim();
  EXPECT_EQ(claimed.task.id, id);
  EXPECT_EQ(claimed.task.account, account);
  EXPECT_EQ(claimed.task.order.garment_images.size(), 1U);
  EXPECT_EQ(claimed.state, (task::TaskState{TaskStatus::kProcessing, 1, 0, 0}));
  EXPECT_EQ(claimed.ready_since, created);
  EXPECT_EQ(task(account, id).status, TaskStatus::kProcessing);
  EXPECT_FALSE(try_claim());
}

TEST_P(TaskQueueTest, tasks_of_one_account_come_in_order) {
  const task::AccountId account = add_account("a");
  for (int i = 0; i < 3; ++i) add_task(account);
  EXPECT_EQ(claim().task.id.value(), 1);
  EXPECT_EQ(claim().task.id.value(), 2);
  EXPECT_EQ(claim().task.id.value(), 3);
}

TEST_P(TaskQueueTest, account_with_many_tasks_does_not_keep_others_waiting) {
  const task::AccountId busy = add_account("busy");
  const task::AccountId late = add_account("late");
  for (int i = 0; i < 10; ++i) add_task(busy);
  claim();
  add_task(late);
  add_task(late);
  EXPECT_EQ(claim().task.account, late);
  EXPECT_EQ(claim().task.account, busy);
  EXPECT_EQ(claim().task.account, late);
  EXPECT_EQ(claim().task.account, busy);
  EXPECT_EQ(claim().task.account, busy);
}

TEST_P(TaskQueueTest, thousand_tasks_of_one_account_do_not_starve_the_one_of_another) {
  const task::AccountId busy = add_account("busy");
  const NewTask many = order(busy, add_person(busy), {add_garment(busy)});
  for (int i = 0; i < 1'000; ++i) ASSERT_TRUE(tasks().add(many)->task);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(claim().task.account, busy);
  const task::AccountId late = add_account("late");
  const task::TaskId wanted = add_task(late);
  EXPECT_EQ(claim().task.id, wanted);
  EXPECT_EQ(claim().task.account, busy);
}

TEST_P(TaskQueueTest, every_account_that_waits_has_its_turn_before_any_has_another) {
  std::vector<task::AccountId> accounts;
  for (const char* const name : {"a", "b", "c", "d"}) {
    accounts.push_back(add_account(name));
    for (int i = 0; i < 3; ++i) add_task(accounts.back());
  }
  for (int round = 0; round < 3; ++round) {
    std::set<std::int64_t> served;
    for (std::size_t i = 0; i < accounts.size(); ++i) served.insert(claim().task.account.value());
    EXPECT_EQ(served.size(), accounts.size()) << "round " << round;
  }
}

TEST_P(TaskQueueTest, account_whose_tasks_all_wait_for_their_pause_does_not_block_the_next) {
  const task::AccountId pausing = add_account("pausing");
  const task::AccountId other = add_account("other");
  add_task(pausing);
  ASSERT_TRUE(queue().retry(claim().lease, now(), policy_));
  const task::TaskId ready = add_task(other);
  for (int i = 0; i < 2; ++i) {
    const ClaimedTask claimed = claim();
    EXPECT_EQ(claimed.task.id, ready);
    ASSERT_TRUE(queue().give_back(claimed.lease, now()));
  }
  clock_.advance(policy_.backoff_max);
  EXPECT_EQ(claim().task.account, pausing);
}

TEST_P(TaskQueueTest, completed_task_has_its_result_and_stays_so) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  const Lease lease = claim().lease;
  clock_.advance(seconds(2));
  bool published = false;
  ASSERT_TRUE(queue().complete(lease, result(), now(), [&] {
    published = true;
    return Status{};
  }));
  EXPECT_TRUE(published);
  EXPECT_EQ(task(account, id).status, TaskStatus::kCompleted);
  EXPECT_EQ(task(account, id).finished_at, now());
  expect_lost(queue().complete(lease, result("another"), now(), published_never()));
  expect_lost(queue().fail_task(lease, failure_, now()));
  expect_lost(queue().give_back(lease, now()));
  expect_lost(queue().heartbeat(lease, now(), seconds(30)));
  EXPECT_FALSE(queue().retry(lease, now(), policy_));
  EXPECT_EQ(tasks().find_result(id).value()->result.picture.hash, sha256("result"));
}

TEST_P(TaskQueueTest, result_that_cannot_be_published_leaves_the_task_processing) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  const Lease lease = claim().lease;
  const Status refused = queue().complete(lease, result(), now(), [] {
    return Status(fail({ErrorKind::kBusy, "storage_unavailable", {"no"}, {}}));
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "storage_unavailable");
  EXPECT_EQ(task(account, id).status, TaskStatus::kProcessing);
  EXPECT_FALSE(tasks().find_result(id).value());
  EXPECT_TRUE(queue().complete(lease, result(), now(), published()));
}

TEST_P(TaskQueueTest, failed_task_says_why) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  ASSERT_TRUE(queue().fail_task(claim().lease, failure_, now()));
  const task::Task failed = task(account, id);
  EXPECT_EQ(failed.status, TaskStatus::kFailed);
  EXPECT_EQ(failed.failure, failure_);
  EXPECT_EQ(failed.finished_at, now());
  EXPECT_FALSE(try_claim());
}

TEST_P(TaskQueueTest, stale_worker_cannot_finish_newer_attempt) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  const Lease stale = claim().lease;
  let_lease_expire();
  ASSERT_EQ(rescue().requeued, 1);
  const Lease fresh = claim().lease;
  EXPECT_GT(fresh.token, stale.token);
  expect_lost(queue().complete(stale, result("stale"), now(), published_never()));
  expect_lost(queue().fail_task(stale, failure_, now()));
  expect_lost(queue().heartbeat(stale, now(), seconds(30)));
  expect_lost(queue().give_back(stale, now()));
  EXPECT_EQ(queue().retry(stale, now(), policy_).error().code, "lease_lost");
  ASSERT_TRUE(queue().complete(fresh, result("fresh"), now(), published()));
  EXPECT_EQ(tasks().find_result(id).value()->result.picture.hash, sha256("fresh"));
}

TEST_P(TaskQueueTest, stale_worker_is_refused_while_the_task_waits) {
  add_task(add_account("a"));
  const Lease stale = claim().lease;
  let_lease_expire();
  ASSERT_EQ(rescue().requeued, 1);
  expect_lost(queue().complete(stale, result(), now(), published_never()));
  expect_lost(queue().heartbeat(stale, now(), seconds(30)));
}

TEST_P(TaskQueueTest, heartbeat_keeps_a_lease_alive) {
  add_task(add_account("a"));
  const Lease lease = claim().lease;
  for (int i = 0; i < 10; ++i) {
    clock_.advance(seconds(10));
    ASSERT_TRUE(queue().heartbeat(lease, now(), seconds(30)));
    EXPECT_EQ(rescue().requeued, 0);
  }
  EXPECT_TRUE(queue().complete(lease, result(), now(), published()));
}

TEST_P(TaskQueueTest, late_heartbeat_before_the_rescue_saves_the_lease) {
  add_task(add_account("a"));
  const Lease lease = claim().lease;
  let_lease_expire();
  ASSERT_TRUE(queue().heartbeat(lease, now(), seconds(30)));
  EXPECT_EQ(rescue().requeued, 0);
}

TEST_P(TaskQueueTest, lease_ends_at_its_time_and_not_before) {
  add_task(add_account("a"));
  claim();
  clock_.advance(task::LeasePolicy{}.duration - milliseconds(1));
  EXPECT_EQ(rescue().requeued, 0);
  clock_.advance(milliseconds(1));
  EXPECT_EQ(rescue().requeued, 1);
}

TEST_P(TaskQueueTest, second_vanished_worker_poisons_the_task) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_suspect(account);
  claim();
  let_lease_expire();
  const RescueReport report = rescue();
  EXPECT_EQ(report.failed, 1);
  EXPECT_EQ(report.requeued, 0);
  EXPECT_EQ(task(account, id).failure->code, task::kPoisonedCode);
  EXPECT_FALSE(task(account, id).failure->retryable);
}

TEST_P(TaskQueueTest, task_that_saw_a_crash_is_only_given_to_a_worker_alone) {
  const task::AccountId account = add_account("a");
  const task::TaskId suspect = add_suspect(account);
  add_task(account);
  const Claim refused = queue().claim({now(), seconds(30), false}).value();
  EXPECT_FALSE(refused.task);
  EXPECT_TRUE(refused.needs_quiet);
  EXPECT_EQ(claim(true).task.id, suspect);
  EXPECT_NE(claim(false).task.id, suspect);
}

TEST_P(TaskQueueTest, neighbours_of_a_crash_finish_and_only_its_cause_is_poisoned) {
  const task::AccountId account = add_account("a");
  const task::TaskId neighbour = add_task(account);
  const task::TaskId killer = add_task(account);
  claim();
  claim();
  reopen();
  EXPECT_EQ(rescue(true).requeued, 2);
  EXPECT_EQ(claim().task.id, neighbour);
  EXPECT_TRUE(queue().complete({neighbour, 2}, result(), now(), published()));
  EXPECT_EQ(claim().task.id, killer);
  reopen();
  EXPECT_EQ(rescue(true).failed, 1);
  EXPECT_EQ(task(account, neighbour).status, TaskStatus::kCompleted);
  EXPECT_EQ(task(account, killer).failure->code, task::kPoisonedCode);
}

TEST_P(TaskQueueTest, task_whose_own_thread_was_struck_twice_is_poisoned_and_its_neighbour_is_not) {
  const task::RetryPolicy usual;
  const task::AccountId account = add_account("a");
  const task::TaskId neighbour = add_task(account);
  const task::TaskId killer = add_task(account);
  claim();
  const Lease first = claim().lease;
  EXPECT_EQ(queue().rescue(now(), usual, true, first)->requeued, 2);
  EXPECT_EQ(claim().task.id, neighbour);
  const ClaimedTask again = claim();
  EXPECT_EQ(again.task.id, killer);
  EXPECT_EQ(again.state, (task::TaskState{TaskStatus::kProcessing, 2, 0, 1, 1}));
  const RescueReport report = queue().rescue(now(), usual, true, again.lease).value();
  EXPECT_EQ(report.failed, 1);
  EXPECT_EQ(report.requeued, 1);
  EXPECT_EQ(task(account, killer).failure->code, task::kPoisonedCode);
  EXPECT_EQ(claim().state, (task::TaskState{TaskStatus::kProcessing, 3, 0, 2, 0}));
}

TEST_P(TaskQueueTest, note_of_an_older_lease_blames_nobody) {
  const task::RetryPolicy usual;
  add_task(add_account("a"));
  const Lease first = claim().lease;
  for (int crash = 1; crash < usual.crashes_max; ++crash) {
    EXPECT_EQ(queue().rescue(now(), usual, true, first)->requeued, 1) << "crash " << crash;
    EXPECT_EQ(claim().state, (task::TaskState{TaskStatus::kProcessing, 1 + crash, 0, crash, 1}));
  }
}

TEST_P(TaskQueueTest, erred_task_waits_before_it_is_tried_again) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  const task::TaskState state = queue().retry(claim().lease, now(), policy_).value();
  EXPECT_EQ(state, (task::TaskState{TaskStatus::kQueued, 1, 1, 0}));
  EXPECT_EQ(task(account, id).status, TaskStatus::kQueued);
  EXPECT_FALSE(try_claim());
  clock_.advance(task::backoff(1, policy_) - milliseconds(1));
  EXPECT_FALSE(try_claim());
  clock_.advance(milliseconds(1));
  const ClaimedTask again = claim();
  EXPECT_EQ(again.state.attempts, 2);
  EXPECT_EQ(again.ready_since, now());
}

TEST_P(TaskQueueTest, last_error_fails_the_task_as_worth_a_retry) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  for (int i = 0; i < policy_.errors_max; ++i) {
    ASSERT_TRUE(queue().retry(claim().lease, now(), policy_));
    clock_.advance(policy_.backoff_max);
  }
  EXPECT_EQ(task(account, id).status, TaskStatus::kFailed);
  EXPECT_EQ(task(account, id).failure->code, task::kAttemptsExhaustedCode);
  EXPECT_TRUE(task(account, id).failure->retryable);
}

TEST_P(TaskQueueTest, given_back_task_can_be_claimed_at_once_and_lost_no_attempt) {
  add_task(add_account("a"));
  for (int i = 0; i < 5; ++i) {
    const ClaimedTask claimed = claim();
    EXPECT_EQ(claimed.state, (task::TaskState{TaskStatus::kProcessing, 1, 0, 0}));
    EXPECT_EQ(claimed.lease.token, i + 1);
    ASSERT_TRUE(queue().give_back(claimed.lease, now()));
  }
}

TEST_P(TaskQueueTest, restart_recovers_queued_and_processing_tasks) {
  const task::AccountId account = add_account("a");
  for (int i = 0; i < 20; ++i) add_task(account);
  for (int i = 0; i < 4; ++i) claim();
  reopen();
  EXPECT_EQ(rescue(true).requeued, 4);
  EXPECT_EQ(queue().depth().value().queued, 20);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(queue().complete(claim().lease, result(), now(), published()));
  EXPECT_EQ(tasks().list(account, {{}, {}, TaskStatus::kCompleted}, {}).value().count, 20);
}

TEST_P(TaskQueueTest, places_are_the_order_in_which_the_claims_come) {
  constexpr int kAccounts = 5;
  std::vector<task::AccountId> accounts;
  for (int i = 0; i < kAccounts; ++i) accounts.push_back(add_account("shop " + std::to_string(i)));
  std::set<task::TaskId> waiting;
  const auto add = [&](int account) {
    waiting.insert(add_task(accounts[static_cast<std::size_t>(account)]));
  };
  // One that has much, some that have little, one that was served already, one that comes late.
  for (const int account : {0, 0, 0, 0, 1, 2, 2, 0, 3, 1}) add(account);
  for (int served = 0; served < 3; ++served) waiting.erase(claim().task.id);
  for (const int account : {4, 4, 4, 1}) add(account);
  while (!waiting.empty()) {
    std::vector<task::TaskId> by_place(waiting.size(), task::TaskId(1));
    for (const task::TaskId id : waiting) {
      const QueuePlace place = queue().place(id).value().value();
      ASSERT_TRUE(place.position);
      ASSERT_LE(*place.position, std::ssize(by_place));
      by_place[static_cast<std::size_t>(*place.position - 1)] = id;
    }
    const task::TaskId claimed = claim().task.id;
    EXPECT_EQ(by_place.front(), claimed);
    ASSERT_EQ((std::set<task::TaskId>(by_place.begin(), by_place.end())), waiting) << "a place taken twice";
    waiting.erase(claimed);
  }
}

TEST_P(TaskQueueTest, place_tells_the_claims_of_a_task_until_it_ends) {
  const task::TaskId id = add_task(add_account("a"));
  EXPECT_EQ(queue().place(id).value()->claim, 0);
  EXPECT_EQ(queue().place(id).value()->position, 1);
  const Lease lease = claim().lease;
  EXPECT_EQ(queue().place(id).value()->claim, lease.token);
  EXPECT_FALSE(queue().place(id).value()->position);
  ASSERT_TRUE(queue().give_back(lease, now()));
  EXPECT_EQ(queue().place(id).value()->claim, lease.token);
  EXPECT_EQ(queue().place(id).value()->position, 1);
  ASSERT_TRUE(queue().fail_task(claim().lease, failure_, now()));
  EXPECT_FALSE(queue().place(id).value());
  EXPECT_FALSE(queue().place(task::TaskId(99)).value());
}

TEST_P(TaskQueueTest, depth_counts_what_waits_and_what_runs) {
  const task::AccountId account = add_account("a");
  EXPECT_EQ(queue().depth().value().queued, 0);
  for (int i = 0; i < 3; ++i) add_task(account);
  const Lease lease = claim().lease;
  EXPECT_EQ(queue().depth().value().queued, 2);
  EXPECT_EQ(queue().depth().value().processing, 1);
  ASSERT_TRUE(queue().fail_task(lease, failure_, now()));
  EXPECT_EQ(queue().depth().value().processing, 0);
}

}  // namespace
}  // namespace drape::store
