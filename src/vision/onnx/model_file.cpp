#include "onnx/model_file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <system_error>

namespace drape::onnx {

namespace {

/// Forces what was written to `path` (a file or a folder) to the disk.
bool sync(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (unsigned int i = 0; i < size; ++i) {
    text += kDigits[digest[i] >> 4U];
    text += kDigits[digest[i] & 0xFU];
  }
  return text;
}

Result<std::string> read_whole_file(const std::filesystem::path& path, std::uint64_t bytes_max) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return fail(Error{ErrorKind::kNotFound, "file_missing", {"There is no such file."}, {path.string()}});
  }
  const std::uint64_t size = std::filesystem::file_size(path, error);
  if (error) return fail(Error::internal("cannot read " + path.string() + ": " + error.message()));
  if (size > bytes_max) {
    return fail(Error{ErrorKind::kTooLarge, "file_too_large", {"The file is too large."}, {path.string()}});
  }
  std::string bytes(size, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream) return fail(Error::internal("cannot read " + path.string()));
  return bytes;
}

Status write_whole_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path unfinished = path;
  unfinished += ".part";
  std::ofstream stream(unfinished, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  std::error_code error;
  const bool written = stream && sync(unfinished);
  if (written) std::filesystem::rename(unfinished, path, error);
  if (!written || error || !sync(path.parent_path())) {
    std::filesystem::remove(unfinished, error);
    return fail(Error::internal("cannot write " + path.string()));
  }
  return {};
}

}  // namespace drape::onnx
