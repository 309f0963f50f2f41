#include "sandbox/confine.h"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>

namespace drape::sandbox {
namespace {

Error unavailable(const std::string& what, int error) {
  return Error::internal(what + ": " + std::strerror(error));
}

constexpr uid_t kNobody = 65'534;
/// Standard streams, the channel, two memory files, and what libraries keep for themselves.
constexpr rlim_t kOpenFilesMax = 32;

/// Bytes of address space of this process; 0 when /proc is not there.
std::int64_t address_space() {
  std::ifstream file("/proc/self/statm");
  std::int64_t pages = 0;
  file >> pages;
  return file ? pages * sysconf(_SC_PAGESIZE) : 0;
}

Status limit(int resource, const char* name, rlim_t value) {
  rlimit now{};
  if (getrlimit(resource, &now) != 0) return fail(unavailable(name, errno));
  const rlim_t reachable = std::min(value, now.rlim_max);
  const rlimit wanted{reachable, reachable};
  if (setrlimit(resource, &wanted) != 0) return fail(unavailable(name, errno));
  return {};
}

// Not RLIMIT_NPROC: it counts all processes of the user, so that others' would keep a decoder from its
// threads. The filter allows threads and no processes.
Status limit_resources(const Confinement& confinement) {
  const std::int64_t taken = address_space();
  if (taken == 0) return fail(Error::internal("/proc/self/statm cannot be read"));
  if (Status done = limit(RLIMIT_AS, "RLIMIT_AS", static_cast<rlim_t>(taken + confinement.memory_bytes));
      !done) {
    return done;
  }
  if (Status done = limit(RLIMIT_NOFILE, "RLIMIT_NOFILE", kOpenFilesMax); !done) return done;
  return limit(RLIMIT_FSIZE, "RLIMIT_FSIZE", 0);
}

/// A filter of system calls under construction.
class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_KILL_PROCESS), seccomp_release) {}

  /// A call that this architecture does not have is passed over.
  template <typename... Conditions>
  void add(std::uint32_t action, const char* call, Conditions... conditions) {
    const int number = seccomp_syscall_resolve_name(call);
    if (number < 0 || error_ != 0) return;
    const std::array<scmp_arg_cmp, sizeof...(conditions)> list{conditions...};
    error_ = seccomp_rule_add_array(context_.get(), action, number, list.size(), list.data());
  }
  template <typename... Conditions>
  void allow(const char* call, Conditions... conditions) {
    add(SCMP_ACT_ALLOW, call, conditions...);
  }
  /// Libraries ask and do without: no reason to end the process.
  void refuse(const char* call, int error) { add(SCMP_ACT_ERRNO(static_cast<unsigned>(error)), call); }

  Status load() {
    if (error_ == 0) error_ = seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    if (error_ == 0) error_ = seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (error_ == 0) error_ = seccomp_load(context_.get());
    return error_ == 0 ? Status{} : fail(unavailable("seccomp", -error_));
  }

 private:
  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
  int error_ = 0;
};

void allow_memory(Filter& filter) {
  const scmp_arg_cmp not_executable{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
  filter.allow("mmap", not_executable);
  filter.allow("mprotect", not_executable);
  for (const char* call : {"brk", "munmap", "mremap", "madvise", "mincore"}) filter.allow(call);
}

void allow_threads(Filter& filter) {
  filter.allow("clone",
               scmp_arg_cmp{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM});
  filter.refuse("clone3",
                ENOSYS);  // Its flags are out of a filter's sight; the C library falls back to clone.
  filter.allow("tgkill", scmp_arg_cmp{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()), 0});  // abort()
  filter.allow("prctl", scmp_arg_cmp{0, SCMP_CMP_EQ, PR_SET_NAME, 0});
  for (const char* call :
       {"exit",        "exit_group",      "futex",         "getpid",         "getppid",
        "gettid",      "set_robust_list", "rseq",          "sched_yield",    "sched_getaffinity",
        "membarrier",  "getcpu",          "rt_sigaction",  "rt_sigprocmask", "rt_sigreturn",
        "sigaltstack", "restart_syscall", "clock_gettime", "clock_getres",   "clock_nanosleep",
        "nanosleep",   "gettimeofday",    "getrandom",     "getrusage",      "sysinfo",
        "uname"}) {
    filter.allow(call);
  }
}

/// Only what is open already, and what comes over the channel.
void allow_open_files(Filter& filter) {
  for (const char* call : {"read", "readv", "pread64", "write", "writev", "lseek", "close", "fstat", "poll",
                           "ppoll", "recvmsg", "sendmsg"}) {
    filter.allow(call);
  }
  for (const int command : {F_GETFD, F_GETFL, F_GET_SEALS}) {
    filter.allow("fcntl", scmp_arg_cmp{1, SCMP_CMP_EQ, static_cast<scmp_datum_t>(command), 0});
  }
#ifdef __SANITIZE_ADDRESS__
  // UndefinedBehaviorSanitizer asks through a pipe whether an object's memory can be read.
  filter.allow("pipe2");
#endif
}

/// What libraries ask in passing (where am I, how many processors are there) and can do without.
void refuse_questions(Filter& filter) {
  for (const char* call : {"open",
                           "openat",
                           "openat2",
                           "access",
                           "faccessat",
                           "faccessat2",
                           "stat",
                           "lstat",
                           "newfstatat",
                           "statx",
                           "statfs",
                           "readlink",
                           "readlinkat",
                           "getcwd",
                           "getdents64",
                           "memfd_create",
                           "shm_open",
                           "unlink",
                           "unlinkat",
                           "mkdir",
                           "prlimit64",
                           "getrlimit",
                           "sched_getattr",
                           "sched_setattr",
                           "sched_setaffinity",
                           "sched_setscheduler",
                           "sched_getscheduler",
                           "get_mempolicy",
                           "mbind",
                           "set_mempolicy",
                           "getuid",
                           "geteuid",
                           "getgid",
                           "getegid"}) {
    filter.refuse(call, EACCES);
  }
  filter.refuse("ioctl", ENOTTY);
}

Status filter_calls() {
  Filter filter;
  allow_memory(filter);
  allow_threads(filter);
  allow_open_files(filter);
  refuse_questions(filter);
  return filter.load();
}

/// Believes nothing but the effect.
Status check_that_it_holds() {
  const int opened = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (opened < 0 && errno == EACCES) return {};
  return fail(Error::internal("the filter of system calls is loaded and does not work"));
}

Status give_up_root() {
  if (geteuid() != 0) return {};
  // Inside a user namespace there may be no such user; the filter holds root just as well.
  if (setgroups(0, nullptr) != 0) return {};
  if (setresgid(kNobody, kNobody, kNobody) != 0) return {};
  if (setresuid(kNobody, kNobody, kNobody) != 0) return {};
  return {};
}

}  // namespace

Status detach_from_parent_rights() {
  prctl(PR_SET_NAME, "drape-decode");  // What ps shows instead of "exe".
  std::signal(SIGTERM, SIG_IGN);
  std::signal(SIGINT, SIG_IGN);
  if (Status done = give_up_root(); !done) return done;
  // After the change of user, which resets both. A parent that went before this is noticed by its closed
  // channel.
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return fail(unavailable("PR_SET_PDEATHSIG", errno));
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return fail(unavailable("PR_SET_DUMPABLE", errno));
  return limit(RLIMIT_CORE, "RLIMIT_CORE", 0);
}

Status confine(const Confinement& confinement) {
  if (Status done = limit_resources(confinement); !done) return done;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return fail(unavailable("PR_SET_NO_NEW_PRIVS", errno));
  if (Status done = filter_calls(); !done) return done;
  return check_that_it_holds();
}

}  // namespace drape::sandbox
