#include "cli/report.h"

#include <unistd.h>

#include <iostream>

namespace drape::cli {
namespace {
constexpr std::string_view kEraseLine = "\r\033[K";
}

bool is_terminal(int file_descriptor) {
  return isatty(file_descriptor) == 1;
}

void print_error(const Error& error) {
  clear_progress();
  std::cerr << "drape: " << error.public_text.value;
  if (!error.code.empty() && error.code != "file") std::cerr << " [" << error.code << "]";
  std::cerr << "\n";
  if (!error.internal_text.value.empty()) std::cerr << "  " << error.internal_text.value << "\n";
}

StageContext::Listener stage_progress() {
  if (!is_terminal(STDERR_FILENO)) return {};
  return [](std::string_view stage) { std::cerr << kEraseLine << stage << " ..." << std::flush; };
}

void clear_progress() {
  if (is_terminal(STDERR_FILENO)) std::cerr << kEraseLine << std::flush;
}

}  // namespace drape::cli
