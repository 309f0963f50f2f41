#include "service/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "service_test.h"

namespace drape::service {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using task::TaskStatus;

class WorkerPoolTest : public ServiceTest {
 protected:
  WorkerPoolTest() {
    settings_.poll = hours(1);  // Only a signal wakes a worker.
    settings_.storage_pause = milliseconds(1);
  }
  void start(int workers = 1) {
    settings_.workers = workers;
    pool_->start();
  }
  void rescue_all() {
    ASSERT_TRUE(records().queue().rescue(clock_.now(), settings_.retry, true));
    signal_.notify();
  }
  /// An engine that goes on until it is cancelled, the first time, and then answers as usual.
  void run_until_cancelled_once() {
    try_on_.try_on_answer = [this](const tryon::EncodedPicture&, StageContext& stages) {
      if (first_.exchange(false)) {
        while (stages.check()) std::this_thread::yield();
      }
      return fakes::FakeTryOn::grey_picture(stages);
    };
  }
  void hold_at_gate() {
    try_on_.try_on_answer = [this](const tryon::EncodedPicture&, StageContext& stages) {
      gate_.wait();
      return fakes::FakeTryOn::grey_picture(stages);
    };
  }

  task::AccountId account_ = add_account();
  std::atomic<bool> first_ = true;
  fakes::Gate gate_;
  WorkSignal signal_;
  TaskEvents events_;
  TaskRunner runner_{{records(), blobs(), try_on_, settings_}};
  std::unique_ptr<WorkerPool> pool_ = std::make_unique<WorkerPool>(
      WorkerPool::Parts{records().queue(), runner_, signal_, events_, clock_, metrics_, settings_});
};

TEST_F(WorkerPoolTest, waiting_task_is_run_and_its_result_is_durable) {
  const task::TaskId id = add_task(account_);
  clock_.advance(std::chrono::seconds(7));
  start();
  metrics_.wait_for_runs(1);
  EXPECT_EQ(task(account_, id).status, TaskStatus::kCompleted);
  const auto found = records().tasks().find_result(id).value().value();
  EXPECT_EQ(blobs().open({account_, found.result.picture.hash}).value()->size(), found.result.picture.bytes);
  EXPECT_EQ(incoming_files(), 0U);
  EXPECT_EQ(metrics_.waits(), std::vector<double>{7.0});
}

TEST_F(WorkerPoolTest, signal_wakes_an_idle_worker) {
  start();
  const task::TaskId id = add_task(account_);
  signal_.notify();
  metrics_.wait_for_runs(1);
  EXPECT_EQ(task(account_, id).status, TaskStatus::kCompleted);
}

TEST_F(WorkerPoolTest, workers_run_tasks_at_the_same_time) {
  hold_at_gate();
  for (int i = 0; i < 3; ++i) add_task(account_);
  start(3);
  try_on_.wait_until_started(3);
  EXPECT_EQ(records().queue().depth()->processing, 3);
  gate_.open();
  metrics_.wait_for_runs(3);
}

TEST_F(WorkerPoolTest, refused_task_fails_with_the_reason) {
  try_on_.try_on_answer = [](const tryon::EncodedPicture&, StageContext&) -> Result<tryon::TryOnResult> {
    return fail(Error::invalid("not_frontal", "Turn to the camera."));
  };
  const task::TaskId id = add_task(account_);
  start();
  metrics_.wait_for_runs(1);
  EXPECT_EQ(task(account_, id).failure, (task::TaskFailure{"not_frontal", "Turn to the camera.", false}));
  EXPECT_EQ(metrics_.codes(), std::vector<std::string>{"not_frontal"});
}

TEST_F(WorkerPoolTest, task_that_erred_is_run_again_after_its_pause) {
  try_on_.try_on_answer = [this](const tryon::EncodedPicture&, StageContext& stages) {
    if (first_.exchange(false)) throw std::bad_alloc();
    return fakes::FakeTryOn::grey_picture(stages);
  };
  const task::TaskId id = add_task(account_);
  start();
  metrics_.wait_for_runs(1);
  EXPECT_EQ(metrics_.outcomes(), std::vector{TaskOutcome::kRetried});
  EXPECT_EQ(task(account_, id).status, TaskStatus::kQueued);
  clock_.advance(settings_.retry.backoff_first);
  signal_.notify();
  metrics_.wait_for_runs(2);
  EXPECT_EQ(task(account_, id).status, TaskStatus::kCompleted);
}

TEST_F(WorkerPoolTest, worker_that_lost_its_lease_is_cancelled_and_writes_nothing) {
  run_until_cancelled_once();
  const task::TaskId id = add_task(account_);
  start();
  try_on_.wait_until_started(1);
  rescue_all();
  EXPECT_TRUE(pool_->heartbeat());
  metrics_.wait_for_runs(2);
  EXPECT_EQ(metrics_.outcomes(), (std::vector{TaskOutcome::kLeaseLost, TaskOutcome::kCompleted}));
  EXPECT_EQ(task(account_, id).status, TaskStatus::kCompleted);
}

TEST_F(WorkerPoolTest, stale_worker_that_finishes_all_the_same_is_refused_and_its_picture_dropped) {
  hold_at_gate();
  const task::TaskId id = add_task(account_);
  start();
  try_on_.wait_until_started(1);
  const std::size_t files = blob_files();
  ASSERT_TRUE(records().queue().rescue(clock_.now(), settings_.retry, true));
  const auto other = records().queue().claim({clock_.now(), hours(1), true}).value().task.value();
  gate_.open();
  metrics_.wait_for_runs(1);
  EXPECT_EQ(metrics_.outcomes(), std::vector{TaskOutcome::kLeaseLost});
  EXPECT_EQ(task(account_, id).status, TaskStatus::kProcessing);
  EXPECT_EQ(blob_files(), files);
  EXPECT_EQ(incoming_files(), 0U);
  EXPECT_TRUE(records().queue().give_back(other.lease, clock_.now()));
}

TEST_F(WorkerPoolTest, heartbeat_keeps_the_lease_of_a_long_task) {
  hold_at_gate();
  const task::TaskId id = add_task(account_);
  start();
  try_on_.wait_until_started(1);
  for (int i = 0; i < 10; ++i) {
    clock_.advance(settings_.lease.heartbeat);
    ASSERT_TRUE(pool_->heartbeat());
    EXPECT_EQ(records().queue().rescue(clock_.now(), settings_.retry, false)->requeued, 0);
  }
  gate_.open();
  metrics_.wait_for_runs(1);
  EXPECT_EQ(task(account_, id).status, TaskStatus::kCompleted);
}

TEST_F(WorkerPoolTest, task_that_hangs_far_past_its_deadline_loses_its_lease) {
  hold_at_gate();
  add_task(account_);
  start();
  try_on_.wait_until_started(1);
  const auto deadline = std::chrono::steady_clock::now() + settings_.task_deadline;
  clock_.advance(settings_.lease.duration);
  ASSERT_TRUE(pool_->heartbeat(deadline + settings_.lease.duration / 2));
  EXPECT_EQ(records().queue().rescue(clock_.now(), settings_.retry, false)->requeued, 0);
  clock_.advance(settings_.lease.duration);
  ASSERT_TRUE(pool_->heartbeat(deadline + settings_.lease.duration + hours(1)));
  EXPECT_EQ(records().queue().rescue(clock_.now(), settings_.retry, false)->requeued, 1);
  gate_.open();
  metrics_.wait_for_runs(1);
}

// A task that hung and was taken away has to run alone the next time: it waited for its own thread, which
// never ended, and every other task waited behind it.
TEST_F(WorkerPoolTest, thread_that_hangs_holds_up_neither_the_others_nor_its_own_task) {
  try_on_.try_on_answer = [this](const tryon::EncodedPicture&, StageContext& stages) {
    if (first_.exchange(false)) gate_.wait();
    return fakes::FakeTryOn::grey_picture(stages);
  };
  const task::TaskId hanging = add_task(account_, 1);
  start();
  try_on_.wait_until_started(1);
  const task::TaskId other = add_task(account_, 3);
  const auto long_after = std::chrono::steady_clock::now() + settings_.task_deadline + hours(1);
  ASSERT_TRUE(pool_->heartbeat(long_after));
  ASSERT_TRUE(pool_->heartbeat(long_after));
  metrics_.wait_for_runs(1);
  EXPECT_EQ(task(account_, other).status, TaskStatus::kCompleted);
  rescue_all();
  metrics_.wait_for_runs(2);
  EXPECT_EQ(task(account_, hanging).status, TaskStatus::kCompleted);
  gate_.open();
  metrics_.wait_for_runs(3);
  EXPECT_EQ(metrics_.outcomes(),
            (std::vector{TaskOutcome::kCompleted, TaskOutcome::kCompleted, TaskOutcome::kLeaseLost}));
}

TEST_F(WorkerPoolTest, running_task_tells_its_stages) {
  fakes::Gate inside;
  try_on_.try_on_answer = [&](const tryon::EncodedPicture&, StageContext& stages) {
    return stages.run("warp", [&]() -> Result<tryon::TryOnResult> {
      inside.open();
      gate_.wait();
      return fakes::FakeTryOn::some_picture();
    });
  };
  const task::TaskId id = add_task(account_);
  EXPECT_FALSE(pool_->progress(id));
  start();
  inside.wait();
  const auto progress = pool_->progress(id);
  ASSERT_TRUE(progress);
  EXPECT_EQ(progress->stages, (std::vector<std::string>{"load", "warp"}));
  EXPECT_EQ(progress->claim, 1);
  gate_.open();
  metrics_.wait_for_runs(1);
  EXPECT_FALSE(pool_->progress(id));
}

TEST_F(WorkerPoolTest, stop_gives_running_tasks_back_without_counting_the_attempt) {
  run_until_cancelled_once();
  const task::TaskId id = add_task(account_);
  start();
  try_on_.wait_until_started(1);
  pool_->stop(milliseconds(0));
  EXPECT_EQ(metrics_.outcomes(), std::vector{TaskOutcome::kGivenBack});
  EXPECT_EQ(task(account_, id).status, TaskStatus::kQueued);
  const auto again = records().queue().claim({clock_.now()}).value().task.value();
  EXPECT_EQ(again.state, (task::TaskState{TaskStatus::kProcessing, 1, 0, 0}));
}

TEST_F(WorkerPoolTest, drain_lets_a_running_task_finish_and_begins_no_other) {
  hold_at_gate();
  const task::TaskId running = add_task(account_);
  const task::TaskId waiting = add_task(account_);
  start();
  try_on_.wait_until_started(1);
  std::thread stopping([this] { pool_->stop(hours(1)); });
  gate_.open();
  stopping.join();
  EXPECT_EQ(task(account_, running).status, TaskStatus::kCompleted);
  const TaskStatus left = task(account_, waiting).status;
  EXPECT_TRUE(left == TaskStatus::kQueued || left == TaskStatus::kCompleted);
  EXPECT_EQ(records().queue().depth()->processing, 0);
}

TEST_F(WorkerPoolTest, nothing_is_begun_after_the_drain_began) {
  pool_->begin_drain();
  const task::TaskId id = add_task(account_);
  start(2);
  pool_->stop(milliseconds(0));
  EXPECT_EQ(task(account_, id).status, TaskStatus::kQueued);
  EXPECT_EQ(try_on_.started(), 0);
}

TEST_F(WorkerPoolTest, tasks_that_saw_a_crash_run_alone) {
  std::vector<task::TaskId> suspects;
  for (int seed = 1; seed <= 3; ++seed) suspects.push_back(add_task(account_, seed));
  // A process took them and died.
  while (records().queue().claim({clock_.now()}).value().task) {
  }
  rescue_all();
  std::vector<std::string> suspect_hashes;
  for (const task::TaskId id : suspects) {
    const auto image =
        records().person_images().find(account_, task(account_, id).order.person_image).value();
    suspect_hashes.push_back(image->original.hash.hex());
  }
  for (int i = 0; i < 9; ++i) add_task(account_, 100 + i);

  std::atomic<int> running = 0;
  try_on_.try_on_answer = [&](const tryon::EncodedPicture& person, StageContext& stages) {
    const bool suspect = std::count(suspect_hashes.begin(), suspect_hashes.end(), person.sha256) > 0;
    ++running;
    for (int i = 0; i < 1'000; ++i) {
      EXPECT_TRUE(!suspect || running == 1);
      std::this_thread::yield();
    }
    --running;
    return fakes::FakeTryOn::grey_picture(stages);
  };
  start(4);
  metrics_.wait_for_runs(12);
  for (const task::TaskId id : suspects) EXPECT_EQ(task(account_, id).status, TaskStatus::kCompleted);
}

/// A queue that is away for the first writes of an outcome.
class AwayQueue final : public store::TaskQueue {
 public:
  AwayQueue(store::TaskQueue& queue, int failures) : queue_(queue), failures_(failures) {}
  Result<store::Claim> claim(const store::ClaimRequest& request) override { return queue_.claim(request); }
  Status heartbeat(const store::Lease& lease, Timestamp now, milliseconds duration) override {
    return queue_.heartbeat(lease, now, duration);
  }
  Status complete(const store::Lease& lease, const task::TaskResult& result, Timestamp now,
                  const store::Publish& publish) override {
    if (failures_-- > 0) return fail({ErrorKind::kBusy, "storage_unavailable", {"no"}, {"disk full"}});
    return queue_.complete(lease, result, now, publish);
  }
  Status fail_task(const store::Lease& lease, const task::TaskFailure& failure, Timestamp now) override {
    return queue_.fail_task(lease, failure, now);
  }
  Result<task::TaskState> retry(const store::Lease& lease, Timestamp now,
                                const task::RetryPolicy& policy) override {
    return queue_.retry(lease, now, policy);
  }
  Status give_back(const store::Lease& lease, Timestamp now) override { return queue_.give_back(lease, now); }
  Result<store::RescueReport> rescue(Timestamp now, const task::RetryPolicy& policy, bool all,
                                     const std::optional<store::Lease>& struck) override {
    return queue_.rescue(now, policy, all, struck);
  }
  Result<store::QueueDepth> depth() override { return queue_.depth(); }
  Result<std::optional<store::QueuePlace>> place(task::TaskId id) override { return queue_.place(id); }

 private:
  store::TaskQueue& queue_;
  std::atomic<int> failures_;
};

TEST_F(WorkerPoolTest, outcome_is_kept_until_the_storage_is_back) {
  AwayQueue queue(records().queue(), 3);
  const task::TaskId id = add_task(account_);
  WorkerPool pool({queue, runner_, signal_, events_, clock_, metrics_, settings_});
  pool.start();
  metrics_.wait_for_runs(1);
  EXPECT_EQ(metrics_.outcomes(), std::vector{TaskOutcome::kCompleted});
  EXPECT_EQ(task(account_, id).status, TaskStatus::kCompleted);
  EXPECT_EQ(try_on_.started(), 1);
}

TEST_F(WorkerPoolTest, storage_that_stays_away_does_not_hold_up_the_stop) {
  AwayQueue queue(records().queue(), 1'000'000'000);
  add_task(account_);
  WorkerPool pool({queue, runner_, signal_, events_, clock_, metrics_, settings_});
  pool.start();
  try_on_.wait_until_started(1);
  pool.stop(milliseconds(1));
  EXPECT_EQ(metrics_.outcomes(), std::vector{TaskOutcome::kLeaseLost});
}

}  // namespace
}  // namespace drape::service
