#include "task/transition.h"

#include <gtest/gtest.h>

#include <map>

namespace drape::task {
namespace {

using enum TaskEvent;
using enum TaskStatus;
using Pair = std::pair<TaskStatus, TaskEvent>;

constexpr RetryPolicy kPolicy{.crashes_max = 2};

// What may happen to a task with a fresh history; every pair that is not here must be refused.
const std::map<Pair, TaskState> kAllowed = {
    {{kQueued, kClaimed}, {kProcessing, 2, 0, 0}},      {{kProcessing, kSucceeded}, {kCompleted, 1, 0, 0}},
    {{kProcessing, kRefused}, {kFailed, 1, 0, 0}},      {{kProcessing, kErred}, {kQueued, 1, 1, 0}},
    {{kProcessing, kGivenBack}, {kQueued, 0, 0, 0}},    {{kProcessing, kLeaseExpired}, {kQueued, 1, 0, 1}},
    {{kProcessing, kCrashed}, {kQueued, 1, 0, 1, 1}},   {{kQueued, kImageDeleted}, {kFailed, 1, 0, 0}},
    {{kProcessing, kImageDeleted}, {kFailed, 1, 0, 0}}, {{kQueued, kCancelled}, {kFailed, 1, 0, 0}},
    {{kProcessing, kCancelled}, {kFailed, 1, 0, 0}},
};

TEST(Transition, every_pair_of_state_and_event_goes_where_the_table_says) {
  for (const TaskStatus status : kTaskStatuses) {
    for (const TaskEvent event : kTaskEvents) {
      const std::optional<TaskState> next = after({status, 1, 0, 0}, event, kPolicy);
      const auto expected = kAllowed.find({status, event});
      ASSERT_EQ(next.has_value(), expected != kAllowed.end())
          << to_string(status) << " event " << static_cast<int>(event);
      if (next) {
        EXPECT_EQ(*next, expected->second) << to_string(status) << " event " << static_cast<int>(event);
      }
    }
  }
}

TEST(Transition, final_states_have_no_way_out) {
  for (const TaskStatus status : kTaskStatuses) {
    if (!is_final(status)) continue;
    for (const TaskEvent event : kTaskEvents) EXPECT_FALSE(after({status, 1, 0, 0}, event, kPolicy));
  }
}

TEST(Transition, third_error_fails_the_task) {
  TaskState state;
  for (int i = 1; i < kPolicy.errors_max; ++i) {
    state = *after(*after(state, kClaimed, kPolicy), kErred, kPolicy);
    EXPECT_EQ(state.status, kQueued);
  }
  state = *after(*after(state, kClaimed, kPolicy), kErred, kPolicy);
  EXPECT_EQ(state, (TaskState{kFailed, 3, 3, 0}));
}

TEST(Transition, second_crash_fails_the_task_whatever_its_errors) {
  TaskState state{kProcessing, 1, 0, 0};
  state = *after(state, kLeaseExpired, kPolicy);
  EXPECT_EQ(state.status, kQueued);
  state = *after(*after(state, kClaimed, kPolicy), kErred, kPolicy);
  EXPECT_EQ(state.status, kQueued);
  state = *after(*after(state, kClaimed, kPolicy), kLeaseExpired, kPolicy);
  EXPECT_EQ(state, (TaskState{kFailed, 3, 1, 2}));
}

TEST(Transition, giving_back_any_number_of_times_counts_no_attempt) {
  TaskState state;
  for (int i = 0; i < 10; ++i) state = *after(*after(state, kClaimed, kPolicy), kGivenBack, kPolicy);
  EXPECT_EQ(state, TaskState{});
}

TEST(Transition, a_server_killed_a_few_times_does_not_cost_the_task_that_ran) {
  const RetryPolicy usual;
  TaskState state;
  for (int crash = 1; crash < 5; ++crash) {
    state = *after(*after(state, kClaimed, usual), kLeaseExpired, usual);
    EXPECT_EQ(state.status, kQueued) << "after crash " << crash;
  }
  state = *after(*after(state, kClaimed, usual), kLeaseExpired, usual);
  EXPECT_EQ(state.status, kFailed);
}

TEST(Transition, second_fault_of_its_own_thread_fails_the_task) {
  const RetryPolicy usual;
  TaskState state{kProcessing, 1, 0, 0};
  state = *after(state, kCrashed, usual);
  EXPECT_EQ(state, (TaskState{kQueued, 1, 0, 1, 1}));
  state = *after(*after(state, kClaimed, usual), kLeaseExpired, usual);
  EXPECT_EQ(state.status, kQueued);
  state = *after(*after(state, kClaimed, usual), kCrashed, usual);
  EXPECT_EQ(state, (TaskState{kFailed, 3, 0, 3, 2}));
}

TEST(Transition, only_a_task_that_saw_a_crash_must_run_alone) {
  EXPECT_FALSE(must_run_alone({kQueued, 1, 2, 0}));
  EXPECT_TRUE(must_run_alone({kQueued, 1, 0, 1}));
}

TEST(Transition, poison_is_not_worth_a_retry_but_a_broken_machine_is) {
  EXPECT_EQ(exhausted(kLeaseExpired).code, kPoisonedCode);
  EXPECT_FALSE(exhausted(kLeaseExpired).retryable);
  EXPECT_EQ(exhausted(kCrashed), exhausted(kLeaseExpired));
  EXPECT_EQ(exhausted(kErred).code, kAttemptsExhaustedCode);
  EXPECT_TRUE(exhausted(kErred).retryable);
}

TEST(Transition, cancelled_order_may_be_placed_again) {
  EXPECT_EQ(cancelled().code, kCancelledCode);
  EXPECT_TRUE(cancelled().retryable);
}

TEST(Transition, backoff_doubles_up_to_its_limit) {
  using std::chrono::milliseconds;
  EXPECT_EQ(backoff(1, kPolicy), milliseconds(1'000));
  EXPECT_EQ(backoff(2, kPolicy), milliseconds(2'000));
  EXPECT_EQ(backoff(3, kPolicy), milliseconds(4'000));
  EXPECT_EQ(backoff(7, kPolicy), milliseconds(60'000));
  EXPECT_EQ(backoff(1'000'000, kPolicy), milliseconds(60'000));
}

TEST(Transition, two_lost_heartbeats_do_not_lose_a_lease) {
  constexpr LeasePolicy kLease{};
  EXPECT_GE(kLease.duration, 3 * kLease.heartbeat);
}

}  // namespace
}  // namespace drape::task
