// Runs one target (DRAPE_FUZZ_TARGET) over files: what a fuzzer found, without libFuzzer.

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "target.h"

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary);
    if (!file) {
      std::cerr << "Cannot read " << arguments[i] << '\n';
      return 2;
    }
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    drape::fuzz::DRAPE_FUZZ_TARGET(bytes);
  }
  return 0;
}
