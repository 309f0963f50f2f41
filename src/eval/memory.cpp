#include "eval/memory.h"

#include <fstream>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace drape::eval {

void reset_peak_memory() {
#ifdef __GLIBC__
  malloc_trim(0);  // What earlier work freed must not count.
#endif
  std::ofstream("/proc/self/clear_refs") << "5\n";
}

double peak_memory_mb() {
  std::ifstream status("/proc/self/status");
  std::string name;
  double kilobytes = 0;
  while (status >> name) {
    if (name == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace drape::eval
