// A worker that was stopped past its lease and goes on when another has finished its task: as real processes,
// each with the store opened on its own.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <string>
#include <utility>

#include "fakes/manual_clock.h"
#include "fakes/temporary_directory.h"
#include "store/data_directory.h"
#include "store/digest.h"

namespace drape::store {
namespace {

using std::chrono::seconds;

constexpr seconds kLease(30);

/// A pipe for single characters. Whoever reads waits for one.
class Signal {
 public:
  Signal() {
    if (::pipe(ends_.data()) != 0) throw std::runtime_error("no pipe");
  }
  ~Signal() {
    for (const int end : ends_) ::close(end);
  }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;
  void send(char c) const {
    if (::write(ends_[1], &c, 1) != 1) std::abort();
  }
  /// 0 when the other process is gone.
  [[nodiscard]] char wait() const {
    char c = 0;
    return ::read(ends_[0], &c, 1) == 1 ? c : '\0';
  }
  void close_writing_end() {
    ::close(ends_[1]);
    ends_[1] = ::dup(ends_[0]);
  }

 private:
  std::array<int, 2> ends_{};
};

/// One process's view of the data directory.
class Site {
 public:
  Site(const std::filesystem::path& path, Timestamp now)
      : directory_(open_data_directory(path, {Access::kTool, 2}).value()), now_(now) {}

  TaskQueue& queue() { return directory_->records().queue(); }
  Records& records() { return directory_->records(); }
  Blobs& blobs() { return directory_->blobs(); }
  [[nodiscard]] Timestamp now() const { return now_; }
  void advance(seconds step) { now_ += step; }

  /// A result that is durable but not yet published: what a worker has in hand when it is about to finish.
  std::unique_ptr<IncomingBlob> compute(std::string_view picture) {
    auto blob = blobs().begin().value();
    if (!blob->append(std::as_bytes(std::span(picture))) || !blob->seal()) std::abort();
    return blob;
  }
  Status complete(const ClaimedTask& claimed, std::string_view picture, IncomingBlob& blob) {
    const task::TaskResult result{
        {sha256(picture), task::PictureFormat::kJpeg, 3, 4, static_cast<std::int64_t>(picture.size())},
        "engine 1",
        {}};
    return queue().complete(claimed.lease, result, now_, [&] { return blob.publish(claimed.task.account); });
  }

 private:
  std::unique_ptr<DataDirectory> directory_;
  Timestamp now_;
};

constexpr std::string_view kStale = "the picture of the worker that was stopped";
constexpr std::string_view kFresh = "the picture of the worker that took over";

char verdict(const Status& status) {
  if (status) return 'w';  // Written.
  return status.error().code == "lease_lost" ? 'l' : '?';
}

/// The worker that will be stopped: claims, computes, waits at the last step for its turn, then tries every
/// write that a worker has. Tells 'c' after the claim and a character for each write.
void work_and_be_stopped(const std::filesystem::path& path, Timestamp start, const Signal& tell,
                         const Signal& go) {
  Site site(path, start);
  const ClaimedTask claimed = site.queue().claim({site.now(), kLease, true}).value().task.value();
  const std::unique_ptr<IncomingBlob> blob = site.compute(kStale);
  tell.send('c');
  if (go.wait() != 'g') return;
  site.advance(kLease + seconds(1));
  tell.send(verdict(site.queue().heartbeat(claimed.lease, site.now(), kLease)));
  tell.send(verdict(site.complete(claimed, kStale, *blob)));
  tell.send(verdict(site.queue().fail_task(claimed.lease, {"not_frontal", "Turn.", false}, site.now())));
  const auto retried = site.queue().retry(claimed.lease, site.now(), {});
  tell.send(verdict(retried ? Status{} : Status(fail(retried.error()))));
  tell.send(verdict(site.queue().give_back(claimed.lease, site.now())));
}

class StaleWorkerTest : public testing::Test {
 protected:
  ~StaleWorkerTest() override {
    // After a failed assertion a stopped process must not stay behind.
    if (worker_ <= 0) return;
    ::kill(worker_, SIGKILL);
    ::waitpid(worker_, nullptr, 0);
  }
  /// An account with one task.
  void fill() {
    Site site(path(), clock_.now());
    const auto key = site.records().accounts().add_key({"shop", "public id", sha256("secret"), clock_.now()});
    account_ = key->account;
    const task::StoredPicture picture{sha256("photo"), task::PictureFormat::kJpeg, 3, 4, 5};
    const NewImage image{*account_, std::nullopt, picture, picture, clock_.now()};
    const Publish publish = [] { return Status{}; };
    const auto person = site.records().person_images().add(image, publish).value().id;
    const auto garment = site.records().garment_images().add(image, publish).value().id;
    task_ = site.records()
                .tasks()
                .add({*account_, {person, {garment}, task::PictureFormat::kJpeg}, clock_.now()})
                .value()
                .task->id;
  }
  /// Starts the worker's process. REQUIRES: this process has no store open: SQLite must not cross a fork.
  void fork_worker() {
    worker_ = ::fork();
    ASSERT_GE(worker_, 0);
    if (worker_ == 0) {
      go_.close_writing_end();
      work_and_be_stopped(path(), clock_.now(), tell_, go_);
      ::_exit(0);
    }
    tell_.close_writing_end();
  }
  void stop_worker() const {
    ASSERT_EQ(::kill(worker_, SIGSTOP), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(worker_, &status, WUNTRACED), worker_);
    ASSERT_TRUE(WIFSTOPPED(status));
  }
  void let_worker_end() {
    int status = 0;
    ASSERT_GT(::waitpid(std::exchange(worker_, -1), &status, 0), 0);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  [[nodiscard]] std::filesystem::path path() const { return place_.path() / "data"; }
  [[nodiscard]] std::size_t incoming_files() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path() / "incoming"))
      count += entry.is_regular_file() ? 1 : 0;
    return count;
  }

  fakes::TemporaryDirectory place_;
  fakes::ManualClock clock_;
  std::optional<task::AccountId> account_;
  std::optional<task::TaskId> task_;
  Signal tell_, go_;
  pid_t worker_ = -1;
};

TEST_F(StaleWorkerTest, process_that_was_stopped_past_its_lease_cannot_write_when_it_goes_on) {
  fill();
  fork_worker();
  ASSERT_EQ(tell_.wait(), 'c');
  stop_worker();
  go_.send('g');  // It lies in the pipe: the worker reads it when it goes on.

  Site site(path(), clock_.now());
  site.advance(kLease - seconds(1));
  EXPECT_EQ(site.queue().rescue(site.now(), {}, false)->requeued, 0) << "the lease still runs";
  site.advance(seconds(1));
  EXPECT_EQ(site.queue().rescue(site.now(), {}, false)->requeued, 1);
  const ClaimedTask claimed = site.queue().claim({site.now(), kLease, true}).value().task.value();
  EXPECT_EQ(claimed.task.id, *task_);
  ASSERT_TRUE(site.complete(claimed, kFresh, *site.compute(kFresh)));
  EXPECT_EQ(incoming_files(), 1U) << "the stopped worker's picture, unpublished";

  ASSERT_EQ(::kill(worker_, SIGCONT), 0);
  for (const char* const write : {"heartbeat", "complete", "fail_task", "retry", "give_back"}) {
    EXPECT_EQ(tell_.wait(), 'l') << write;
  }
  let_worker_end();

  const task::Task task = site.records().tasks().find(*account_, *task_).value().value();
  EXPECT_EQ(task.status, task::TaskStatus::kCompleted);
  const auto found = site.records().tasks().find_result(*task_).value().value();
  EXPECT_EQ(found.result.picture.hash, sha256(kFresh));
  EXPECT_TRUE(site.blobs().open({*account_, sha256(kFresh)}));
  const auto stale = site.blobs().open({*account_, sha256(kStale)});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, "blob_not_found");
  EXPECT_EQ(incoming_files(), 0U);
}

TEST_F(StaleWorkerTest, process_that_goes_on_while_the_task_waits_again_cannot_write_either) {
  fill();
  fork_worker();
  ASSERT_EQ(tell_.wait(), 'c');
  stop_worker();
  go_.send('g');
  Site site(path(), clock_.now());
  site.advance(kLease);
  EXPECT_EQ(site.queue().rescue(site.now(), {}, false)->requeued, 1);
  ASSERT_EQ(::kill(worker_, SIGCONT), 0);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(tell_.wait(), 'l') << i;
  let_worker_end();
  EXPECT_EQ(site.queue().depth()->queued, 1);
  EXPECT_FALSE(site.blobs().open({*account_, sha256(kStale)}));
  const ClaimedTask claimed = site.queue().claim({site.now(), kLease, true}).value().task.value();
  EXPECT_TRUE(site.complete(claimed, kFresh, *site.compute(kFresh)));
}

}  // namespace
}  // namespace drape::store
