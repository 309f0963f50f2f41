#include "sandbox/child_process.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include "sandbox/messages.h"

namespace drape::sandbox {
namespace {

ChildProcess start(const std::string& what) {
  ChildProcess child = ChildProcess::start({MISBEHAVING_CHILD, {what}}).value();
  Hello hello;
  EXPECT_EQ(child.channel().receive(hello, std::nullopt), ChannelState::kFine);
  EXPECT_EQ(hello.locked_up, 1U) << to_text(hello.detail);
  return child;
}

/// Tells the child to do what it was started for, and waits for its end.
Obituary let_loose(const std::string& what) {
  ChildProcess child = start(what);
  EXPECT_TRUE(child.channel().send(Request{}));
  Verdict verdict;
  EXPECT_EQ(child.channel().receive(verdict, std::nullopt), ChannelState::kClosed);
  return child.reap();
}

TEST(ChildProcess, ends_when_its_channel_is_closed) {
  EXPECT_EQ(start("hang").retire().death, Death::kRetired);
}

TEST(ChildProcess, leaves_no_zombie_behind) {
  { const ChildProcess child = start("hang"); }
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(ChildProcess, stop_signals_of_a_terminal_do_not_end_it) {
  ChildProcess child = start("hang");
  ASSERT_EQ(::kill(child.pid(), SIGINT), 0);
  ASSERT_EQ(::kill(child.pid(), SIGTERM), 0);
  EXPECT_EQ(child.retire().death, Death::kRetired);
}

TEST(ChildProcess, processor_time_is_limited_even_when_nobody_watches) {
  ChildProcess child = start("spin");
  if (!child.allow_processor_time(std::chrono::milliseconds(1))) {
    GTEST_SKIP() << "root without CAP_SYS_RESOURCE may not limit a child that became nobody";
  }
  ASSERT_TRUE(child.channel().send(Request{}));
  Verdict verdict;
  EXPECT_EQ(child.channel().receive(verdict, std::nullopt), ChannelState::kClosed);
  EXPECT_EQ(child.reap().death, Death::kTime);
}

TEST(ChildProcess, crash_is_told_from_a_kill) {
  EXPECT_EQ(let_loose("abort").death, Death::kCrashed);
  ChildProcess child = start("hang");
  ASSERT_EQ(::kill(child.pid(), SIGKILL), 0);
  Verdict verdict;
  EXPECT_EQ(child.channel().receive(verdict, std::nullopt), ChannelState::kClosed);
  EXPECT_EQ(child.reap().death, Death::kKilled);
}

TEST(Confinement, sockets_processes_programs_signals_and_new_code_end_the_process) {
  for (const char* what :
       {"confined-socket", "confined-fork", "confined-exec", "confined-signal", "confined-code"}) {
    const Obituary obituary = let_loose(what);
    EXPECT_EQ(obituary.death, Death::kForbidden) << what;
    EXPECT_EQ(obituary.signal, SIGSYS) << what;
  }
}

TEST(Confinement, no_file_can_be_opened) {
  EXPECT_EQ(let_loose("confined-read").exit_code, 77);
  EXPECT_EQ(let_loose("confined-write").exit_code, 77);
}

TEST(Confinement, memory_is_limited_shared_memory_too) {
  EXPECT_EQ(let_loose("confined-memory").exit_code, 77);
}

}  // namespace
}  // namespace drape::sandbox
