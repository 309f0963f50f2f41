// A decoder's child that does what it is told to: misbehaving_decode_child WHAT.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

#include "sandbox/channel.h"
#include "sandbox/child_process.h"
#include "sandbox/confine.h"
#include "sandbox/messages.h"
#include "sandbox/shared_memory.h"

namespace {

using namespace drape::sandbox;

constexpr std::int64_t kMemoryBytes = 64 << 20;

void wait_for_request(Channel& channel) {
  Request request;
  FileDescriptor file;
  if (channel.receive(request, std::nullopt, &file) != ChannelState::kFine) std::_Exit(0);
}

/// Takes memory until there is none; the exit code says that the limit held.
void take_memory() {
  constexpr std::size_t kStep = 1 << 20;
  for (std::int64_t taken = 0; taken < 4 * kMemoryBytes; taken += kStep) {
    void* memory = mmap(nullptr, kStep, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::_Exit(77);
    std::memset(memory, 1, kStep);
  }
}

/// What the sandbox answers with an error; the exit code says that it did.
void expect_refused(int result) {
  std::_Exit(result < 0 && errno == EACCES ? 77 : 1);
}

void attempt(std::string_view what) {
  if (what == "socket") static_cast<void>(socket(AF_INET, SOCK_STREAM, 0));
  if (what == "fork") static_cast<void>(fork());
  if (what == "exec") static_cast<void>(execl("/bin/true", "true", nullptr));
  if (what == "signal") static_cast<void>(kill(getppid(), SIGTERM));
  if (what == "code") {
    static_cast<void>(
        mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  }
  if (what == "write") expect_refused(open("/tmp/drape-sandbox-test", O_WRONLY | O_CREAT, 0600));
  if (what == "read") expect_refused(open("/etc/passwd", O_RDONLY));
  if (what == "memory") take_memory();
}

Header header_of(int width, int height) {
  Header header;
  header.outcome = Outcome::kDone;
  header.file_width = header.width = width;
  header.file_height = header.height = height;
  return header;
}

/// Says that it is done and keeps the pixels writable.
void keep_writable(Channel& channel) {
  Room room;
  FileDescriptor memory;
  if (!channel.send(header_of(4, 4)) || channel.receive(room, std::nullopt, &memory) != ChannelState::kFine)
    return;
  const auto mapped = Mapping::map(memory.get(), room.bytes, Mapping::Access::kShared);
  static_cast<void>(channel.send(Verdict{Outcome::kDone, {}}));
  pause();
}

void misbehave(Channel& channel, std::string_view what) {
  if (what == "hang") pause();
  while (what == "spin" && std::clock() >= 0) {
  }
  if (what == "abort") std::abort();
  if (what == "huge") static_cast<void>(channel.send(header_of(2'000'000'000, 2'000'000'000)));
  if (what == "negative") static_cast<void>(channel.send(header_of(-4, 4)));
  if (what == "babble") static_cast<void>(channel.send(Room{7}));
  if (what == "keep") keep_writable(channel);
  pause();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  Channel channel(FileDescriptor(ChildProcess::kChildSocket));
  if (what == "silent") return 3;
  if (what == "unable") {
    static_cast<void>(channel.send(Hello{0, to_detail("no such thing here")}));
    return 1;
  }
  const bool confined = what.starts_with("confined-");
  if (!detach_from_parent_rights()) return 1;
  if (confined && !confine({kMemoryBytes})) return 1;
  if (!channel.send(Hello{1, {}})) return 1;
  wait_for_request(channel);
  if (confined) {
    attempt(what.substr(std::strlen("confined-")));
    std::_Exit(0);
  }
  misbehave(channel, what);
}
