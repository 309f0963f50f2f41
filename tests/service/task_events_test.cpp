#include "service/task_events.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace drape::service {
namespace {

using task::AccountId;
using task::TaskId;

const AccountId kShop(1);
const AccountId kOther(2);

struct Counter {
  std::atomic<int> calls = 0;
  TaskEvents::Listener listener() {
    return [this] { ++calls; };
  }
};

TEST(TaskEvents, change_wakes_those_who_wait_for_that_task_alone) {
  TaskEvents events;
  Counter first;
  Counter second;
  Counter foreign;
  const auto one = events.subscribe(kShop, TaskId(7), first.listener());
  const auto two = events.subscribe(kShop, TaskId(7), second.listener());
  const auto three = events.subscribe(kShop, TaskId(8), foreign.listener());
  events.changed(TaskId(7));
  events.changed(TaskId(9));
  EXPECT_EQ(first.calls, 1);
  EXPECT_EQ(second.calls, 1);
  EXPECT_EQ(foreign.calls, 0);
}

TEST(TaskEvents, several_tasks_or_all_can_change_at_once) {
  TaskEvents events;
  Counter a;
  Counter b;
  Counter c;
  const auto one = events.subscribe(kShop, TaskId(1), a.listener());
  const auto two = events.subscribe(kShop, TaskId(2), b.listener());
  const auto three = events.subscribe(kShop, TaskId(3), c.listener());
  events.changed({TaskId(1), TaskId(3)});
  events.everything_changed();
  EXPECT_EQ(a.calls, 2);
  EXPECT_EQ(b.calls, 1);
  EXPECT_EQ(c.calls, 2);
}

TEST(TaskEvents, who_has_left_is_not_called) {
  TaskEvents events;
  Counter counter;
  {
    auto subscription = events.subscribe(kShop, TaskId(7), counter.listener());
    const TaskEvents::Subscription moved = *std::move(subscription);
    EXPECT_EQ(events.waiters(), 1U);
  }
  events.changed(TaskId(7));
  events.everything_changed();
  EXPECT_EQ(counter.calls, 0);
  EXPECT_EQ(events.waiters(), 0U);
}

TEST(TaskEvents, no_more_than_the_limits_may_wait) {
  TaskEvents events({.waiters_max = 3, .waiters_account_max = 2});
  std::vector<std::optional<TaskEvents::Subscription>> waiters;
  for (int i = 0; i < 2; ++i) waiters.push_back(events.subscribe(kShop, TaskId(1), [] {}));
  EXPECT_FALSE(events.subscribe(kShop, TaskId(2), [] {})) << "over the account's share";
  waiters.push_back(events.subscribe(kOther, TaskId(3), [] {}));
  ASSERT_TRUE(waiters.back());
  EXPECT_FALSE(events.subscribe(kOther, TaskId(3), [] {})) << "over the limit of all";
  waiters.clear();
  EXPECT_TRUE(events.subscribe(kShop, TaskId(2), [] {}));
}

TEST(TaskEvents, nobody_is_called_after_leaving_while_others_publish) {
  constexpr int kRounds = 2'000;
  TaskEvents events;
  std::atomic<bool> over = false;
  std::atomic<int> started = 0;
  std::vector<std::thread> publishers;
  for (int i = 0; i < 2; ++i) {
    publishers.emplace_back([&] {
      ++started;
      while (!over) {
        events.changed(TaskId(1));
        events.everything_changed();
      }
    });
  }
  while (started < 2) std::this_thread::yield();
  std::vector<std::thread> waiters;
  std::atomic<int> calls_too_late = 0;
  for (int i = 0; i < 2; ++i) {
    waiters.emplace_back([&, account = AccountId(i + 1)] {
      for (int round = 0; round < kRounds; ++round) {
        std::atomic<bool> here = true;
        {
          const auto subscription = events.subscribe(account, TaskId(1 + round % 2), [&] {
            if (!here) ++calls_too_late;
          });
          EXPECT_TRUE(subscription);
        }
        here = false;
      }
    });
  }
  for (std::thread& thread : waiters) thread.join();
  over = true;
  for (std::thread& thread : publishers) thread.join();
  EXPECT_EQ(calls_too_late, 0);
  EXPECT_EQ(events.waiters(), 0U);
}

}  // namespace
}  // namespace drape::service
