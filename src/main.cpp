#include "cli/program.h"

int main(int argc, char** argv) {
  return drape::cli::run_program(argc, argv);
}
