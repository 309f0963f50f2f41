#pragma once

#include <cstddef>
#include <span>

#include "base/result.h"
#include "image/image.h"
#include "sandbox/file_descriptor.h"

namespace drape::sandbox {

/// A stretch of a file mapped into memory, unmapped at the end.
class Mapping {
 public:
  enum class Access {
    kRead,
    kShared,   ///< What is written, others see.
    kPrivate,  ///< What is written stays here; the file need not be writable.
  };
  /// Fails with kBusy when there is no memory. REQUIRES: the file has so many bytes, at least one.
  [[nodiscard]] static Result<Mapping> map(int fd, std::size_t bytes, Access access);
  Mapping(Mapping&& other) noexcept;
  Mapping& operator=(Mapping&& other) noexcept;
  ~Mapping();

  [[nodiscard]] std::span<std::byte> bytes() const { return {data_, size_}; }
  /// Gives the memory up to the caller.
  [[nodiscard]] std::span<std::byte> release();

 private:
  Mapping(std::byte* data, std::size_t size) : data_(data), size_(size) {}
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A memory file that holds `content` and can never change. Fails with kBusy.
[[nodiscard]] Result<FileDescriptor> sealed_copy(std::span<const std::byte> content);

/// A memory file of zeros whose size can never change. Fails with kBusy.
[[nodiscard]] Result<FileDescriptor> fixed_size_file(std::size_t bytes);

/// No process can write to the memory file any more. False when one still has it mapped for writing.
[[nodiscard]] bool seal_content(int fd);

/// A picture over the mapped pixels (rows without gaps), which are unmapped with its last copy.
/// REQUIRES: the mapping has exactly width x height x 3 bytes.
[[nodiscard]] image::Image picture_over(Mapping pixels, int width, int height);

}  // namespace drape::sandbox
