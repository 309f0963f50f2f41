#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "faults/faults.h"
#include "store/files/file_system.h"

namespace drape::faults {

/// A file system in memory that keeps through a loss of power only what was synced: the bytes of a file by
/// File::sync, the names in a directory by sync_directory. Worse than real ones, which may keep more. Its
/// root is there from the start. Thread safe.
class ForgetfulFileSystem final : public store::FileSystem {
 public:
  ForgetfulFileSystem(Faults& faults, store::Path root) : faults_(faults), root_path_(std::move(root)) {}

  /// REQUIRES: no file is open for writing any more.
  void lose_power();

  Result<std::unique_ptr<store::File>> create(const store::Path& path) override;
  Result<std::unique_ptr<store::File>> open(const store::Path& path) override;
  Status rename(const store::Path& from, const store::Path& to) override;
  Status remove(const store::Path& path) override;
  Result<bool> make_directory(const store::Path& path) override;
  Status sync_directory(const store::Path& path) override;
  Result<std::vector<std::string>> list(const store::Path& path) override;

 private:
  struct Node;
  class OpenFile;
  using NodePointer = std::shared_ptr<Node>;
  using Names = std::map<std::string, NodePointer>;
  struct Node {
    std::vector<std::byte> bytes;
    std::vector<std::byte> synced_bytes;
    Names names;  ///< Of a directory.
    Names synced_names;
  };

  static void forget(const NodePointer& node);
  /// None when there is nothing of that name.
  NodePointer find(const store::Path& path);
  /// Asks for a fault, then for the directory that `path` is in.
  Result<NodePointer> begin_change(const store::Path& path, Faults::Change change = Faults::Change::kGrow);

  Faults& faults_;
  store::Path root_path_;
  std::mutex mutex_;
  NodePointer root_ = std::make_shared<Node>();
};

}  // namespace drape::faults
