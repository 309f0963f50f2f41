#include "tflite/import_packages.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "tflite/catalogue.h"

namespace drape::tflite {
namespace {

namespace fs = std::filesystem;

/// A node_modules folder of links to the real files, which a test may replace.
class ImportPackages : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(root_);
    for (const CatalogueEntry& entry : catalogue()) {
      const fs::path link = packages() / entry.package / entry.file;
      fs::create_directories(link.parent_path());
      if (!fs::exists(link))
        fs::create_symlink(fs::path(DRAPE_PACKAGES_DIR) / entry.package / entry.file, link);
    }
  }
  void TearDown() override { fs::remove_all(root_); }

  [[nodiscard]] fs::path packages() const { return root_ / "packages"; }
  [[nodiscard]] fs::path models() const { return root_ / "models"; }
  [[nodiscard]] fs::path first_source() const {
    return packages() / catalogue().front().package / catalogue().front().file;
  }
  /// Why the import failed; empty when it did not.
  [[nodiscard]] std::string failure() const {
    const Status done = import_packages(packages(), models());
    return done ? "" : done.error().internal_text.value;
  }
  static std::string contents(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  fs::path root_;
};

TEST_F(ImportPackages, writes_every_network_and_a_manifest) {
  ASSERT_EQ(failure(), "");
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(models())) files.insert(entry.path().filename());
  EXPECT_EQ(files.size(), catalogue().size() + 1);
  const std::string manifest = contents(models() / "manifest.json");
  for (const CatalogueEntry& entry : catalogue()) {
    EXPECT_TRUE(files.contains(std::string(entry.name) + ".onnx"));
    EXPECT_NE(manifest.find(entry.sha256), std::string::npos);
    EXPECT_NE(manifest.find(entry.version), std::string::npos);
  }
}

TEST_F(ImportPackages, refuses_a_file_with_one_changed_byte) {
  std::string bytes = contents(first_source());
  bytes[bytes.size() / 2] ^= 1;
  fs::remove(first_source());
  std::ofstream(first_source(), std::ios::binary) << bytes;
  EXPECT_NE(failure().find("is not the network that was reviewed"), std::string::npos);
  EXPECT_FALSE(fs::exists(models() / "manifest.json"));
  EXPECT_FALSE(fs::exists(models() / (std::string(catalogue().front().name) + ".onnx")));
}

TEST_F(ImportPackages, refuses_a_file_that_is_too_short) {
  const std::string bytes = contents(first_source());
  fs::remove(first_source());
  std::ofstream(first_source(), std::ios::binary) << bytes.substr(0, 1000);
  EXPECT_NE(failure().find("shorter than expected"), std::string::npos);
}

TEST_F(ImportPackages, says_what_to_do_when_a_package_is_missing) {
  fs::remove(first_source());
  EXPECT_NE(failure().find("./run setup"), std::string::npos);
}

}  // namespace
}  // namespace drape::tflite
