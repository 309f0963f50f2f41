#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "sandbox/channel.h"
#include "sandbox/death.h"

namespace drape::sandbox {

/// What runs as the child, and how it is called.
struct ChildProgram {
  std::filesystem::path path = "/proc/self/exe";
  std::vector<std::string> arguments{"decode-child"};
};

/// A process on the other side of a channel, which it finds as descriptor kChildSocket. It inherits no other
/// open file, no environment but the loader's, no ignored and no blocked signal, and is in a session of its
/// own: a Ctrl-C in the server's terminal does not reach it. Never a zombie: the destructor kills and reaps.
/// Not thread safe.
class ChildProcess {
 public:
  static constexpr int kChildSocket = 3;

  /// Fails with kInternal. The child lives no longer than the calling thread (PR_SET_PDEATHSIG is about
  /// threads), if it asks for that.
  [[nodiscard]] static Result<ChildProcess> start(const ChildProgram& program);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  ~ChildProcess();

  [[nodiscard]] Channel& channel() { return channel_; }
  [[nodiscard]] pid_t pid() const { return pid_; }

  /// The kernel ends it after so much more time of a processor. False when this process may not limit it:
  /// root without CAP_SYS_RESOURCE, of a child that became nobody. The clock holds all the same.
  bool allow_processor_time(std::chrono::milliseconds budget) const;

  /// Waits for the end of a child that has ended or is about to: its channel is closed. One that lingers is
  /// killed.
  [[nodiscard]] Obituary reap();
  /// Asks it to end, by closing its channel, and waits for that.
  [[nodiscard]] Obituary retire();
  /// Ends it at once.
  [[nodiscard]] Obituary kill(Death reason);

 private:
  ChildProcess(pid_t pid, Channel channel) : pid_(pid), channel_(std::move(channel)) {}
  [[nodiscard]] Obituary wait();

  pid_t pid_ = 0;
  Channel channel_;
};

}  // namespace drape::sandbox
