#include "sandbox/file_descriptor.h"

#include <unistd.h>

namespace drape::sandbox {

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace drape::sandbox
