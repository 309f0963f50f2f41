#include "faults/forgetful_file_system.h"

#include <algorithm>

namespace drape::faults {

using store::File;
using store::Path;

namespace {

Error broken() {
  return {ErrorKind::kBusy, "storage_unavailable", {"The storage is not available just now."}, {"injected"}};
}
Error missing(const Path& path) {
  return {ErrorKind::kNotFound, "file_not_found", {"Not found."}, {path.string()}};
}

}  // namespace

class ForgetfulFileSystem::OpenFile final : public File {
 public:
  OpenFile(ForgetfulFileSystem& owner, NodePointer node) : owner_(owner), node_(std::move(node)) {}

  /// A write that fails has written half.
  Status append(std::span<const std::byte> bytes) override {
    const std::lock_guard lock(owner_.mutex_);
    const bool fails = owner_.faults_.next();
    const auto written = fails ? bytes.first(bytes.size() / 2) : bytes;
    node_->bytes.insert(node_->bytes.end(), written.begin(), written.end());
    return fails ? fail(broken()) : Status{};
  }
  Status sync() override {
    const std::lock_guard lock(owner_.mutex_);
    if (owner_.faults_.next()) return fail(broken());
    node_->synced_bytes = node_->bytes;
    return {};
  }
  Result<std::int64_t> size() const override {
    const std::lock_guard lock(owner_.mutex_);
    return static_cast<std::int64_t>(node_->bytes.size());
  }
  Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> out) const override {
    const std::lock_guard lock(owner_.mutex_);
    const auto begin = std::min(static_cast<std::size_t>(offset), node_->bytes.size());
    const std::size_t count = std::min(out.size(), node_->bytes.size() - begin);
    std::copy_n(node_->bytes.begin() + static_cast<std::ptrdiff_t>(begin), count, out.begin());
    return count;
  }

 private:
  ForgetfulFileSystem& owner_;
  NodePointer node_;
};

void ForgetfulFileSystem::forget(const NodePointer& node) {
  node->bytes = node->synced_bytes;
  node->names = node->synced_names;
  for (const auto& [name, child] : node->names) forget(child);
}

void ForgetfulFileSystem::lose_power() {
  const std::lock_guard lock(mutex_);
  forget(root_);
}

ForgetfulFileSystem::NodePointer ForgetfulFileSystem::find(const Path& path) {
  NodePointer node = root_;
  const Path relative = path.lexically_relative(root_path_);
  if (relative == ".") return node;
  for (const Path& part : relative) {
    const auto found = node->names.find(part.string());
    if (found == node->names.end()) return nullptr;
    node = found->second;
  }
  return node;
}

Result<ForgetfulFileSystem::NodePointer> ForgetfulFileSystem::begin_change(const Path& path,
                                                                           Faults::Change change) {
  if (faults_.next(change)) return fail(broken());
  NodePointer directory = find(path.parent_path());
  if (!directory) return fail(missing(path));
  return directory;
}

Result<std::unique_ptr<File>> ForgetfulFileSystem::create(const Path& path) {
  const std::lock_guard lock(mutex_);
  const Result<NodePointer> directory = begin_change(path);
  if (!directory) return fail(directory.error());
  const auto [entry, is_new] =
      (*directory)->names.emplace(path.filename().string(), std::make_shared<Node>());
  if (!is_new) return fail(broken());
  return std::make_unique<OpenFile>(*this, entry->second);
}

Result<std::unique_ptr<File>> ForgetfulFileSystem::open(const Path& path) {
  const std::lock_guard lock(mutex_);
  NodePointer node = find(path);
  if (!node) return fail(missing(path));
  return std::make_unique<OpenFile>(*this, std::move(node));
}

Status ForgetfulFileSystem::rename(const Path& from, const Path& to) {
  const std::lock_guard lock(mutex_);
  const Result<NodePointer> target = begin_change(to);
  if (!target) return fail(target.error());
  const NodePointer node = find(from);
  if (!node) return fail(missing(from));
  find(from.parent_path())->names.erase(from.filename().string());
  (*target)->names[to.filename().string()] = node;
  return {};
}

Status ForgetfulFileSystem::remove(const Path& path) {
  const std::lock_guard lock(mutex_);
  const Result<NodePointer> directory = begin_change(path, Faults::Change::kRemove);
  if (!directory) return fail(directory.error());
  if ((*directory)->names.erase(path.filename().string()) == 0) return fail(missing(path));
  return {};
}

Result<bool> ForgetfulFileSystem::make_directory(const Path& path) {
  const std::lock_guard lock(mutex_);
  const Result<NodePointer> directory = begin_change(path);
  if (!directory) return fail(directory.error());
  return (*directory)->names.emplace(path.filename().string(), std::make_shared<Node>()).second;
}

Status ForgetfulFileSystem::sync_directory(const Path& path) {
  const std::lock_guard lock(mutex_);
  if (faults_.next()) return fail(broken());
  const NodePointer directory = find(path);
  if (!directory) return fail(missing(path));
  directory->synced_names = directory->names;
  return {};
}

Result<std::vector<std::string>> ForgetfulFileSystem::list(const Path& path) {
  const std::lock_guard lock(mutex_);
  const NodePointer directory = find(path);
  if (!directory) return fail(missing(path));
  std::vector<std::string> names;
  for (const auto& [name, node] : directory->names) names.push_back(name);
  return names;
}

}  // namespace drape::faults
