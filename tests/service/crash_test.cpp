// Real crashes: every server below is a process of its own.
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "service/crash_note.h"
#include "service/services.h"
#include "service_test.h"
#include "store/digest.h"

namespace drape::service {
namespace {

constexpr const char* kDirectoryVariable = "DRAPE_CRASH_TEST_DIRECTORY";
constexpr int kKiller = 100;  ///< The seed of the photo that kills its worker.

/// Serves with two workers until nothing is left to do; ends the process with 0 then.
void serve(const std::filesystem::path& path, const std::string& killer) {
  const auto data = store::open_data_directory(path, {store::Access::kServer, 4}).value();
  const auto struck = CrashNote::read(path / "crash.note");
  if (!CrashNote::install(path / "crash.note")) std::exit(2);
  fakes::FakeTryOn try_on;
  try_on.try_on_answer = [&](const tryon::EncodedPicture& person, StageContext& stages) {
    if (person.sha256 == killer) std::raise(SIGSEGV);
    return fakes::FakeTryOn::grey_picture(stages);
  };
  const SystemClock clock;
  SystemRandom random;
  RecordingMetrics metrics;
  const auto decoder = image::in_process_decoder();
  Settings settings;
  settings.workers = 2;
  Services services({data->records(), data->blobs(), try_on, clock, random, metrics, *decoder, struck},
                    settings);
  if (!services.start()) std::exit(3);
  for (std::size_t runs = 1;; ++runs) {
    const store::QueueDepth depth = services.queue_depth().value();
    if (depth.queued + depth.processing == 0) break;
    metrics.wait_for_runs(runs);
  }
  services.stop();
  std::exit(0);
}

class CrashTest : public ServiceTest {};

// A server's process runs the test again up to the server's start (death tests of the thread-safe style): it
// must meet the directory of the test that started it, and drop the one that it was given itself.
TEST_F(CrashTest, input_that_kills_its_worker_twice_is_poisoned_and_its_neighbours_finish) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const bool inside = std::getenv(kDirectoryVariable) != nullptr;
  const std::filesystem::path path = inside ? std::getenv(kDirectoryVariable) : place_.path();
  const std::string killer = store::sha256(picture_file(kKiller)).hex();
  std::optional<task::AccountId> account;
  std::optional<task::TaskId> poison;
  if (inside) {
    directory_.reset();
    std::filesystem::remove_all(place_.path());
  } else {
    account = add_account();
    for (int seed = 1; seed <= 3; ++seed) add_task(*account, seed);
    poison = add_task(*account, kKiller);
    for (int seed = 4; seed <= 6; ++seed) add_task(*account, seed);
    directory_.reset();
    ::setenv(kDirectoryVariable, path.c_str(), 1);
  }
  const auto crashes = [](int status) { return !(WIFEXITED(status) && WEXITSTATUS(status) == 0); };
  EXPECT_EXIT(serve(path, killer), crashes, "");
  EXPECT_EXIT(serve(path, killer), crashes, "");
  EXPECT_EXIT(serve(path, killer), testing::ExitedWithCode(0), "");
  ::unsetenv(kDirectoryVariable);

  directory_ = store::open_data_directory(path).value();
  EXPECT_EQ(task(*account, *poison).failure.value().code, task::kPoisonedCode);
  EXPECT_EQ(records().tasks().list(*account, {{}, {}, task::TaskStatus::kCompleted}, {})->count, 6);
}

}  // namespace
}  // namespace drape::service
