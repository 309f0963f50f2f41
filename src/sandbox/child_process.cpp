#include "sandbox/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <string_view>
#include <utility>

namespace drape::sandbox {
namespace {

/// For a child that closed its channel to be gone.
constexpr int kLingerMs = 1'000;

/// Variables that a child may see: what the loader and the sanitizers need, nothing of the server's settings.
constexpr std::array<std::string_view, 4> kInherited{"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS",
                                                     "TSAN_OPTIONS"};

std::vector<std::string> child_environment() {
  // Symbols are bound before the sandbox closes; libvips neither compiles code at run time nor uses threads.
  std::vector<std::string> variables{"LC_ALL=C", "LD_BIND_NOW=1", "VIPS_NOVECTOR=1", "VIPS_CONCURRENCY=1"};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    for (const std::string_view name : kInherited) {
      if (text.starts_with(name) && text.substr(name.size()).starts_with('=')) variables.emplace_back(text);
    }
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

/// Attributes and file actions of posix_spawn.
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    posix_spawn_file_actions_init(&files_);
    // First, so that the socket cannot be in the way of 0, 1 and 2.
    posix_spawn_file_actions_adddup2(&files_, socket, ChildProcess::kChildSocket);
    for (const int standard : {0, 1, 2}) {
      posix_spawn_file_actions_addopen(&files_, standard, "/dev/null", O_RDWR, 0);
    }
    posix_spawn_file_actions_addclosefrom_np(&files_, ChildProcess::kChildSocket + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }

  int spawn(const ChildProgram& program, pid_t& pid) const {
    std::vector<std::string> texts{"drape"};
    texts.insert(texts.end(), program.arguments.begin(), program.arguments.end());
    std::vector<std::string> variables = child_environment();
    return posix_spawn(&pid, program.path.c_str(), &files_, &attributes_, pointers(texts).data(),
                       pointers(variables).data());
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

Death death_by_signal(int signal) {
  switch (signal) {
    case SIGSYS:
      return Death::kForbidden;
    case SIGXCPU:
      return Death::kTime;
    case SIGKILL:
    case SIGTERM:
    case SIGINT:
      return Death::kKilled;
    default:
      return Death::kCrashed;
  }
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const ChildProgram& program) {
  std::array<int, 2> ends{-1, -1};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return fail(Error::internal(std::string("socketpair: ") + std::strerror(errno)));
  }
  FileDescriptor ours(ends[0]);
  const FileDescriptor theirs(ends[1]);
  pid_t pid = 0;
  if (const int error = SpawnPlan(theirs.get()).spawn(program, pid); error != 0) {
    return fail(Error::internal("cannot start " + program.path.string() + ": " + std::strerror(error)));
  }
  return ChildProcess(pid, Channel(std::move(ours)));
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)), channel_(std::move(other.channel_)) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(channel_, other.channel_);
  return *this;
}

ChildProcess::~ChildProcess() {
  if (pid_ != 0) static_cast<void>(kill(Death::kRetired));
}

bool ChildProcess::allow_processor_time(std::chrono::milliseconds budget) const {
  clockid_t clock{};
  timespec used{};
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &used) != 0) return false;
  rlimit limit{};
  if (prlimit(pid_, RLIMIT_CPU, nullptr, &limit) != 0) return false;
  const auto whole = std::chrono::ceil<std::chrono::seconds>(budget).count();
  // The kernel counts whole seconds: one more, so that the budget is never cut short.
  limit.rlim_cur = std::min(static_cast<rlim_t>(used.tv_sec + whole + 1), limit.rlim_max);
  return prlimit(pid_, RLIMIT_CPU, &limit, nullptr) == 0;
}

Obituary ChildProcess::reap() {
  const FileDescriptor process(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
  pollfd ended{process.get(), POLLIN, 0};
  if (!process || poll(&ended, 1, kLingerMs) <= 0) ::kill(pid_, SIGKILL);
  return wait();
}

Obituary ChildProcess::retire() {
  channel_ = Channel(FileDescriptor());
  Obituary obituary = reap();
  if (obituary.signal == 0 && obituary.exit_code == 0) obituary.death = Death::kRetired;
  return obituary;
}

Obituary ChildProcess::kill(Death reason) {
  ::kill(pid_, SIGKILL);
  Obituary obituary = wait();
  obituary.death = reason;
  return obituary;
}

Obituary ChildProcess::wait() {
  int status = 0;
  rusage usage{};
  pid_t waited = -1;
  do {
    waited = wait4(pid_, &status, 0, &usage);
  } while (waited < 0 && errno == EINTR);
  pid_ = 0;
  Obituary obituary;
  obituary.processor_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  if (waited > 0 && WIFSIGNALED(status)) {
    obituary.signal = WTERMSIG(status);
    obituary.death = death_by_signal(obituary.signal);
  } else {
    obituary.exit_code = waited > 0 ? WEXITSTATUS(status) : 0;
    obituary.death = Death::kCrashed;
  }
  return obituary;
}

}  // namespace drape::sandbox
