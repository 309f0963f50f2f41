#include <algorithm>
#include <atomic>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

#include "store/records_test.h"

namespace drape::store {
namespace {

constexpr int kThreads = 8;

class TaskQueueConcurrencyTest : public RecordsTest {
 protected:
  /// Runs `work(i)` on kThreads threads that start together.
  template <typename Work>
  static void together(Work work) {
    std::latch start(kThreads);
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        work(i);
      });
    }
  }
};
DRAPE_FOR_EVERY_DATABASE(TaskQueueConcurrencyTest);

TEST_P(TaskQueueConcurrencyTest, no_task_is_claimed_twice_and_none_is_left) {
  constexpr int kTasks = 100;
  const task::AccountId account = add_account("a");
  for (int i = 0; i < kTasks; ++i) add_task(account);
  std::mutex mutex;
  std::vector<std::int64_t> claimed;
  together([&](int) {
    while (const std::optional<ClaimedTask> task = try_claim(false)) {
      EXPECT_TRUE(queue().complete(task->lease, result(), now(), published()));
      const std::lock_guard lock(mutex);
      claimed.push_back(task->task.id.value());
    }
  });
  EXPECT_EQ(claimed.size(), static_cast<std::size_t>(kTasks));
  EXPECT_EQ(std::set<std::int64_t>(claimed.begin(), claimed.end()).size(), static_cast<std::size_t>(kTasks));
}

TEST_P(TaskQueueConcurrencyTest, two_processes_on_one_database_share_the_queue) {
  constexpr int kTasks = 40;
  const task::AccountId account = add_account("a");
  for (int i = 0; i < kTasks; ++i) add_task(account);
  const std::unique_ptr<Records> other = backend_->open();
  std::atomic<int> claims = 0;
  together([&](int thread) {
    TaskQueue& own = thread % 2 == 0 ? queue() : other->queue();
    while (own.claim({now()}).value().task) ++claims;
  });
  EXPECT_EQ(claims, kTasks);
}

TEST_P(TaskQueueConcurrencyTest, orders_at_the_same_time_cannot_exceed_a_limit_together) {
  constexpr int kLimit = 11;
  const task::AccountId account = add_account("a");
  const task::AccountId other = add_account("b");
  NewTask wanted = order(account, add_person(account), {add_garment(account)});
  NewTask of_other = order(other, add_person(other), {add_garment(other)});
  wanted.unfinished_account_max = kLimit;
  of_other.queue_depth_max = kLimit + 5;
  std::atomic<int> added = 0;
  std::atomic<int> refused = 0;
  together([&](int) {
    for (int i = 0; i < 3; ++i) ++(tasks().add(wanted)->task ? added : refused);
  });
  EXPECT_EQ(added, kLimit);
  EXPECT_EQ(refused, 3 * kThreads - kLimit);
  together([&](int) { static_cast<void>(tasks().add(of_other)); });
  EXPECT_EQ(queue().depth()->queued, kLimit + 5);
}

TEST_P(TaskQueueConcurrencyTest, submits_claims_and_reads_at_once_lose_nothing) {
  constexpr int kTasksAThread = 13;
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::GarmentImageId garment = add_garment(account);
  std::atomic<int> finished = 0;
  together([&](int thread) {
    for (int i = 0; i < kTasksAThread; ++i) {
      const AddedTask added = tasks().add(order(account, person, {garment})).value();
      EXPECT_TRUE(tasks().find(account, added.task->id).value().has_value());
      if (thread % 2 == 0) continue;
      for (int k = 0; k < 2; ++k) {
        if (const auto task = try_claim(false)) {
          EXPECT_TRUE(queue().complete(task->lease, result(), now(), published()));
          ++finished;
        }
      }
    }
  });
  const QueueDepth depth = queue().depth().value();
  EXPECT_EQ(depth.processing, 0);
  EXPECT_EQ(depth.queued + finished, kThreads * kTasksAThread);
  EXPECT_EQ(tasks().list(account, {}, {}).value().count, kThreads * kTasksAThread);
}

TEST_P(TaskQueueConcurrencyTest, finish_and_rescue_at_once_leave_one_outcome) {
  const task::AccountId account = add_account("a");
  for (int round = 0; round < 10; ++round) {
    const task::TaskId id = add_task(account);
    const ClaimedTask claimed = claim();
    clock_.advance(task::LeasePolicy{}.duration);
    std::atomic<int> completed = 0;
    std::atomic<int> requeued = 0;
    together([&](int thread) {
      if (thread % 2 == 0) {
        if (queue().complete(claimed.lease, result(), now(), published())) ++completed;
      } else {
        requeued += queue().rescue(now(), {}, false).value().requeued;
      }
    });
    EXPECT_EQ(completed + requeued, 1);
    EXPECT_EQ(task(account, id).status,
              completed == 1 ? task::TaskStatus::kCompleted : task::TaskStatus::kQueued);
    if (completed == 0) {
      EXPECT_TRUE(queue().complete(claim().lease, result(), now(), published()));
    }
  }
}

}  // namespace
}  // namespace drape::store
