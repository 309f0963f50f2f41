#include "eval/memory.h"

#include <fstream>
#include <string>

namespace drape::eval {

void reset_peak_memory() {
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
