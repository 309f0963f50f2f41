#include "sandbox/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

namespace drape::sandbox {
namespace {

Error no_memory(const char* call) {
  return {ErrorKind::kBusy,
          "out_of_memory",
          {"There is too much to do just now. Please try again later."},
          {std::string(call) + ": " + std::strerror(errno)}};
}

/// Frees the pixels of a picture by unmapping them. Pixels of its own it takes from OpenCV's usual allocator.
class MappedPixels final : public cv::MatAllocator {
 public:
  // NOLINTNEXTLINE(readability-function-size): the parameters are OpenCV's.
  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step,
                         cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    return cv::Mat::getStdAllocator()->allocate(dims, sizes, type, data, step, flags, usage);
  }
  bool allocate(cv::UMatData* data, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    return cv::Mat::getStdAllocator()->allocate(data, flags, usage);
  }
  void deallocate(cv::UMatData* data) const override {
    if (data == nullptr) return;
    munmap(data->origdata, data->size);
    delete data;
  }
};

Result<FileDescriptor> memory_file() {
  FileDescriptor file(memfd_create("drape-picture", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return fail(no_memory("memfd_create"));
  return file;
}

constexpr int kSizeSeals = F_SEAL_GROW | F_SEAL_SHRINK;

}  // namespace

Result<Mapping> Mapping::map(int fd, std::size_t bytes, Access access) {
  const int protection = access == Access::kRead ? PROT_READ : PROT_READ | PROT_WRITE;
  const int flags = access == Access::kShared ? MAP_SHARED : MAP_PRIVATE;
  void* data = mmap(nullptr, bytes, protection, flags, fd, 0);
  if (data == MAP_FAILED) return fail(no_memory("mmap"));
  return Mapping(static_cast<std::byte*>(data), bytes);
}

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Mapping::~Mapping() {
  if (data_ != nullptr) munmap(data_, size_);
}

std::span<std::byte> Mapping::release() {
  return {std::exchange(data_, nullptr), std::exchange(size_, 0)};
}

Result<FileDescriptor> sealed_copy(std::span<const std::byte> content) {
  auto file = memory_file();
  if (!file) return file;
  for (std::span<const std::byte> left = content; !left.empty();) {
    const ssize_t written = write(file->get(), left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fail(no_memory("write"));
    left = left.subspan(static_cast<std::size_t>(written));
  }
  if (fcntl(file->get(), F_ADD_SEALS, kSizeSeals | F_SEAL_WRITE | F_SEAL_SEAL) != 0) {
    return fail(no_memory("fcntl"));
  }
  return file;
}

Result<FileDescriptor> fixed_size_file(std::size_t bytes) {
  auto file = memory_file();
  if (!file) return file;
  if (ftruncate(file->get(), static_cast<off_t>(bytes)) != 0) return fail(no_memory("ftruncate"));
  if (fcntl(file->get(), F_ADD_SEALS, kSizeSeals) != 0) return fail(no_memory("fcntl"));
  return file;
}

bool seal_content(int fd) {
  return fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SEAL) == 0;
}

image::Image picture_over(Mapping pixels, int width, int height) {
  // Never destroyed: pictures may outlive what is static.
  static const auto* const allocator = new MappedPixels;
  assert(pixels.bytes().size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  auto owner = std::make_unique<cv::UMatData>(allocator);
  const std::span<std::byte> memory = pixels.release();
  owner->data = owner->origdata = reinterpret_cast<uchar*>(memory.data());
  owner->size = memory.size();
  owner->refcount = 1;
  cv::Mat picture(height, width, CV_8UC3, memory.data());
  picture.u = owner.release();
  return picture;
}

}  // namespace drape::sandbox
