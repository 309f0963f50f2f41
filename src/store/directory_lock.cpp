#include "store/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace drape::store {
namespace {

Error cannot_lock(const Path& path, int error) {
  return {ErrorKind::kBusy,
          "storage_unavailable",
          {"The directory cannot be used."},
          {path.string() + ": " + std::generic_category().message(error)}};
}

}  // namespace

Result<DirectoryLock> DirectoryLock::take(const Path& path, std::string_view code_when_taken,
                                          std::string_view sentence_when_taken) {
  DirectoryLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor_ < 0) return fail(cannot_lock(path, errno));
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) < 0) {
    if (errno != EWOULDBLOCK) return fail(cannot_lock(path, errno));
    return fail({ErrorKind::kConflict,
                 std::string(code_when_taken),
                 {std::string(sentence_when_taken)},
                 {path.string()}});
  }
  return lock;
}

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace drape::store
