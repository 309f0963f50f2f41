#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace drape::task {

/// SHA-256 of some content.
class ContentHash {
 public:
  static constexpr std::size_t kSize = 32;
  using Bytes = std::array<std::byte, kSize>;

  explicit constexpr ContentHash(const Bytes& bytes) : bytes_(bytes) {}
  /// None unless `hex` is 64 lowercase hexadecimal digits.
  static std::optional<ContentHash> from_hex(std::string_view hex);
  /// 64 lowercase hexadecimal digits.
  [[nodiscard]] std::string hex() const;
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  // clang-tidy 14 reads the comparison with 0 that the compiler writes here.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend constexpr auto operator<=>(const ContentHash&, const ContentHash&) = default;

 private:
  Bytes bytes_;
};

}  // namespace drape::task
