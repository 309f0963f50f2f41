#include "service/crash_note.h"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigaction and sigaltstack are POSIX.
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>

#include "base/thread_mark.h"

namespace drape::service {
namespace {

constexpr std::array kFatalSignals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

int note_descriptor = -1;
pid_t note_process = 0;
std::array<struct sigaction, kFatalSignals.size()> previous_actions;

/// "TASK TOKEN\n", padded so that a shorter note covers a longer one.
using NoteText = std::array<char, 48>;

// Everything here may be called in a signal handler (signal-safety(7)): no memory, no locks.
void write_note(const ThreadMark& mark) {
  NoteText text;
  text.fill(' ');
  char* const end = text.data() + text.size() - 1;
  char* at = std::to_chars(text.data(), end, std::int64_t{mark.task}).ptr;
  if (at < end) *at++ = ' ';
  std::to_chars(at, end, std::int64_t{mark.token});
  text.back() = '\n';
  // Nothing could be done about a failure: then nobody is blamed.
  static_cast<void>(::pwrite(note_descriptor, text.data(), text.size(), 0) == 0);
}

void handle(int signal, siginfo_t* info, void*) {
  // A child process that was forked for other work is none of the server's threads.
  if (thread_mark.task != 0 && ::getpid() == note_process) write_note(thread_mark);
  for (std::size_t i = 0; i < kFatalSignals.size(); ++i) {
    if (kFatalSignals[i] == signal) ::sigaction(signal, &previous_actions[i], nullptr);
  }
  // A fault happens again when its instruction does; a signal that was sent has to be sent again.
  if (info == nullptr || info->si_code <= 0) ::raise(signal);
}

}  // namespace

CrashNote::Scope::Scope(const store::Lease& lease) {
  stack_t present{};
  if (::sigaltstack(nullptr, &present) == 0 && (present.ss_flags & SS_DISABLE) != 0) {
    stack_t stack{};
    stack.ss_sp = stack_.data();
    stack.ss_size = stack_.size();
    own_stack_ = ::sigaltstack(&stack, nullptr) == 0;
  }
  thread_mark.token = lease.token;
  thread_mark.task = lease.task.value();
}

CrashNote::Scope::~Scope() {
  thread_mark.task = 0;
  if (!own_stack_) return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  ::sigaltstack(&none, nullptr);
}

std::optional<store::Lease> CrashNote::read(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::int64_t task = 0;
  std::int64_t token = 0;
  if (!(in >> task >> token) || task <= 0 || token <= 0) return std::nullopt;
  return store::Lease{task::TaskId(task), token};
}

Status CrashNote::install(const std::filesystem::path& file) {
  note_descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (note_descriptor < 0) {
    return fail(Error::internal("cannot open " + file.string() + ": " + std::strerror(errno)));
  }
  note_process = ::getpid();
  struct sigaction action {};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kFatalSignals.size(); ++i) {
    ::sigaction(kFatalSignals[i], &action, &previous_actions[i]);
  }
  return {};
}

}  // namespace drape::service
