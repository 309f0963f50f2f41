#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "target.h"

namespace drape::fuzz {
namespace {

struct Target {
  const char* name;
  void (*run)(std::string_view bytes);
};

void PrintTo(const Target& target, std::ostream* out) {
  *out << target.name;
}

constexpr Target kTargets[] = {{"http_head", http_head},
                               {"image_decode", image_decode},
                               {"image_probe", image_probe},
                               {"import_tflite", import_tflite},
                               {"json_body", json_body},
                               {"multipart", multipart},
                               {"onnx_repair", onnx_repair},
                               {"parser_manifest", parser_manifest},
                               {"query", query},
                               {"webhook_url", webhook_url}};

std::vector<std::filesystem::path> files_in(const std::string& folder, const char* target) {
  const std::filesystem::path path = std::filesystem::path(DRAPE_FUZZ_DIR) / folder / target;
  std::vector<std::filesystem::path> files;
  std::error_code none;  // A target without findings has no folder of them.
  for (const auto& entry : std::filesystem::directory_iterator(path, none)) files.push_back(entry.path());
  return files;
}

void replay(const Target& target, const std::filesystem::path& file) {
  SCOPED_TRACE(file.string());
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_NO_THROW(target.run(bytes));
  // The same cut short: a seed stands for its beginnings as well.
  for (const std::size_t eighth : {1U, 3U, 5U, 7U}) {
    EXPECT_NO_THROW(target.run(std::string_view(bytes).substr(0, bytes.size() * eighth / 8))) << eighth;
  }
}

class FuzzTarget : public testing::TestWithParam<Target> {};

TEST_P(FuzzTarget, keeps_its_promises_on_the_seeds) {
  const auto files = files_in("corpus", GetParam().name);
  ASSERT_FALSE(files.empty());
  for (const auto& file : files) replay(GetParam(), file);
}

TEST_P(FuzzTarget, keeps_its_promises_on_what_was_found) {
  for (const auto& file : files_in("findings", GetParam().name)) replay(GetParam(), file);
}

INSTANTIATE_TEST_SUITE_P(Each, FuzzTarget, testing::ValuesIn(kTargets),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace drape::fuzz
