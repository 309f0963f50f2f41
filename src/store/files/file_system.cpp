#include "store/files/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace drape::store {
namespace {

Error io_error(std::string_view operation, const Path& path, int error) {
  InternalText text{std::string(operation) + " " + path.string() + ": " +
                    std::generic_category().message(error)};
  if (error == ENOENT) return {ErrorKind::kNotFound, "file_not_found", {"Not found."}, std::move(text)};
  return {ErrorKind::kBusy,
          "storage_unavailable",
          {"The storage is not available just now. Please try again later."},
          std::move(text)};
}

/// Calls again after a signal.
template <typename Call>
auto uninterrupted(Call&& call) {
  auto outcome = call();
  while (outcome < 0 && errno == EINTR) outcome = call();
  return outcome;
}

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

class PosixFile final : public File {
 public:
  PosixFile(Descriptor descriptor, Path path) : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

  Status append(std::span<const std::byte> bytes) override {
    while (!bytes.empty()) {
      const ssize_t count =
          uninterrupted([&] { return ::write(descriptor_.get(), bytes.data(), bytes.size()); });
      if (count < 0) return fail(io_error("write", path_, errno));
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
  }

  Status sync() override {
    if (uninterrupted([&] { return ::fsync(descriptor_.get()); }) < 0)
      return fail(io_error("fsync", path_, errno));
    return {};
  }

  Result<std::int64_t> size() const override {
    struct stat information {};
    if (::fstat(descriptor_.get(), &information) < 0) return fail(io_error("fstat", path_, errno));
    return information.st_size;
  }

  Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> out) const override {
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t count = uninterrupted([&] {
        return ::pread(descriptor_.get(), out.data() + done, out.size() - done,
                       offset + static_cast<std::int64_t>(done));
      });
      if (count < 0) return fail(io_error("read", path_, errno));
      if (count == 0) break;
      done += static_cast<std::size_t>(count);
    }
    return done;
  }

 private:
  Descriptor descriptor_;
  Path path_;
};

Result<std::unique_ptr<File>> open_file(const Path& path, int flags) {
  Descriptor descriptor(uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC, 0600); }));
  if (descriptor.get() < 0) return fail(io_error("open", path, errno));
  return std::make_unique<PosixFile>(std::move(descriptor), path);
}

}  // namespace

Result<std::unique_ptr<File>> PosixFileSystem::create(const Path& path) {
  return open_file(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL);
}

Result<std::unique_ptr<File>> PosixFileSystem::open(const Path& path) {
  return open_file(path, O_RDONLY);
}

Status PosixFileSystem::rename(const Path& from, const Path& to) {
  if (::rename(from.c_str(), to.c_str()) < 0) return fail(io_error("rename", from, errno));
  return {};
}

Status PosixFileSystem::remove(const Path& path) {
  if (::unlink(path.c_str()) < 0) return fail(io_error("unlink", path, errno));
  return {};
}

Result<bool> PosixFileSystem::make_directory(const Path& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return true;
  if (errno == EEXIST) return false;
  return fail(io_error("mkdir", path, errno));
}

Status PosixFileSystem::sync_directory(const Path& path) {
  const Descriptor descriptor(
      uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  if (descriptor.get() < 0) return fail(io_error("open", path, errno));
  if (uninterrupted([&] { return ::fsync(descriptor.get()); }) < 0)
    return fail(io_error("fsync", path, errno));
  return {};
}

Result<std::vector<std::string>> PosixFileSystem::list(const Path& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return fail(io_error("list", path, error.value()));
  return names;
}

}  // namespace drape::store
