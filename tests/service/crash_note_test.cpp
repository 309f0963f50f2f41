#include "service/crash_note.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include "base/side_by_side.h"
#include "fakes/temporary_directory.h"

namespace drape::service {
namespace {

const store::Lease kLease{task::TaskId(1'234'567), 3};

class CrashNoteTest : public testing::Test {
 protected:
  /// Runs `work` in a process of its own, which must not end well, and reads the note that it left.
  std::optional<store::Lease> note_after(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
      if (CrashNote::install(file_)) work();
      ::_exit(0);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "it did not crash";
    return CrashNote::read(file_);
  }
  static void expect_blamed(const std::optional<store::Lease>& note) {
    ASSERT_TRUE(note);
    EXPECT_EQ(note->task, kLease.task);
    EXPECT_EQ(note->token, kLease.token);
  }

  fakes::TemporaryDirectory place_;
  std::filesystem::path file_ = place_.path() / "crash.note";
};

/// Calls itself, in a way that no compiler turns into a loop, until the stack is full.
int overflow_the_stack(int depth) {
  static int (*volatile again)(int) = overflow_the_stack;
  std::array<char, 4'096> frame{};
  frame.fill(static_cast<char>(depth));
  return again(depth + 1) + frame[static_cast<std::size_t>(depth) % frame.size()];
}

/// A real fault, also where UndefinedBehaviorSanitizer would see it coming.
[[gnu::no_sanitize("undefined")]] void write_to_nowhere() {
  static volatile int* volatile nowhere = nullptr;
  *nowhere = 1;  // NOLINT(clang-analyzer-core.NullDereference): that is what it is for.
}

TEST_F(CrashNoteTest, fatal_signal_in_the_thread_of_a_task_names_the_task) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    std::filesystem::remove(file_);
    expect_blamed(note_after([signal] {
      const CrashNote::Scope scope(kLease);
      std::raise(signal);
    }));
  }
}

TEST_F(CrashNoteTest, real_fault_and_a_failed_assertion_are_noted) {
  expect_blamed(note_after([] {
    const CrashNote::Scope scope(kLease);
    write_to_nowhere();
  }));
  std::filesystem::remove(file_);
  expect_blamed(note_after([] {
    const CrashNote::Scope scope(kLease);
    std::abort();
  }));
}

TEST_F(CrashNoteTest, overflow_of_the_stack_is_noted) {
  expect_blamed(note_after([] {
    std::jthread([] {
      const CrashNote::Scope scope(kLease);
      ::_exit(overflow_the_stack(0));
    });
  }));
}

TEST_F(CrashNoteTest, other_thread_that_crashes_does_not_blame_the_task) {
  EXPECT_FALSE(note_after([] {
    const CrashNote::Scope scope(kLease);
    std::jthread([] { std::abort(); });
  }));
}

TEST_F(CrashNoteTest, thread_that_works_beside_that_of_the_task_names_the_task) {
  expect_blamed(note_after([] {
    const CrashNote::Scope scope(kLease);
    side_by_side([] { write_to_nowhere(); }, [] {});
  }));
}

TEST_F(CrashNoteTest, crash_after_the_task_and_kill_9_during_it_blame_nobody) {
  EXPECT_FALSE(note_after([] {
    { const CrashNote::Scope scope(kLease); }
    std::abort();
  }));
  EXPECT_FALSE(note_after([] {
    const CrashNote::Scope scope(kLease);
    ::kill(::getpid(), SIGKILL);
  }));
}

TEST_F(CrashNoteTest, child_process_that_crashes_does_not_blame_the_task) {
  EXPECT_FALSE(note_after([] {
    const CrashNote::Scope scope(kLease);
    const pid_t child = ::fork();
    if (child == 0) std::abort();
    int status = 0;
    ::waitpid(child, &status, 0);
    ::_exit(1);
  }));
}

TEST_F(CrashNoteTest, newer_note_covers_an_older_one) {
  const auto older = note_after([] {
    const CrashNote::Scope scope({task::TaskId(999'999'999'999), 999});
    std::abort();
  });
  EXPECT_EQ(older.value().task.value(), 999'999'999'999);
  expect_blamed(note_after([] {
    const CrashNote::Scope scope(kLease);
    std::abort();
  }));
}

TEST_F(CrashNoteTest, no_file_and_an_empty_file_are_no_note) {
  EXPECT_FALSE(CrashNote::read(file_));
  ASSERT_TRUE(std::ofstream(file_).good());
  EXPECT_FALSE(CrashNote::read(file_));
}

}  // namespace
}  // namespace drape::service
