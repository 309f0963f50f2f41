#pragma once

#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

namespace drape::task {

/// A positive 64-bit id of one kind of thing: increasing, never used twice, and not to be mixed up with the
/// id of another kind.
template <typename Tag>
class Id {
 public:
  /// REQUIRES: value > 0.
  explicit constexpr Id(std::int64_t value) : value_(value) { assert(value > 0); }
  /// None when the number cannot be an id (0 or negative).
  static constexpr std::optional<Id> from(std::int64_t value) {
    return value > 0 ? std::optional<Id>(Id(value)) : std::nullopt;
  }
  [[nodiscard]] constexpr std::int64_t value() const { return value_; }
  // clang-tidy 14 reads the comparison with 0 that the compiler writes here.
  friend constexpr auto operator<=>(const Id&, const Id&) = default;  // NOLINT(modernize-use-nullptr)

 private:
  std::int64_t value_;
};

using AccountId = Id<struct AccountTag>;
using ApiKeyId = Id<struct ApiKeyTag>;
using PersonImageId = Id<struct PersonImageTag>;
using GarmentImageId = Id<struct GarmentImageTag>;
using TaskId = Id<struct TaskTag>;

}  // namespace drape::task

template <typename Tag>
struct std::hash<drape::task::Id<Tag>> {
  std::size_t operator()(const drape::task::Id<Tag>& id) const noexcept {
    return std::hash<std::int64_t>()(id.value());
  }
};
