#include <cstdlib>

#include "cli/program.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace {

// The engine takes and frees planes of some megabytes all the time. Given back to the system each time, they
// cost a page fault for every 4 KiB: a sixth of the time of a task. What one thread freed is there for all:
// with an arena for each, the planes that the analyses freed would lie idle while the engine takes new ones.
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kMiB = 1 << 20;
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 32 * kMiB);
  mallopt(M_TRIM_THRESHOLD, 256 * kMiB);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();
  return drape::cli::run_program(argc, argv);
}
