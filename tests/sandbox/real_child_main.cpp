// The child as it is in the program: decode-child MEMORY_BYTES.
#include <cstdlib>

#include "sandbox/decode_child.h"

int main(int argc, char** argv) {
  if (argc < 2) return EXIT_FAILURE;
  std::_Exit(drape::sandbox::run_decode_child({argv + 2, argv + argc}));
}
