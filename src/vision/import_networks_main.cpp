// Build step: takes the networks out of the npm packages, verifies them and writes them as ONNX files.
//
//   drape-import-networks PACKAGES OUTPUT
//
// PACKAGES is a node_modules folder; OUTPUT receives NAME.onnx for each network and a manifest.json.

#include <iostream>

#include "tflite/import_packages.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: drape-import-networks PACKAGES OUTPUT\n";
    return 2;
  }
  if (auto done = drape::tflite::import_packages(argv[1], argv[2]); !done) {
    std::cerr << "drape-import-networks: " << done.error().internal_text.value << '\n';
    return 1;
  }
  return 0;
}
