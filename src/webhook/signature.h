#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace drape::webhook {

using Key = std::array<std::byte, 32>;

/// A key as receivers get it: "whsec_" and its base 64.
[[nodiscard]] std::string secret_text(const Key& key);

/// What is signed.
struct Message {
  std::string_view id;
  Timestamp time;  ///< Of the attempt; counted in whole seconds.
  std::string_view body;
};

/// The seconds since 1970 of the header webhook-timestamp.
[[nodiscard]] std::string timestamp_text(Timestamp time);

/// The header webhook-signature (Standard Webhooks 1.0): "v1," and the base 64 of the HMAC-SHA256 of
/// "id.timestamp.body", once for each key, with spaces between them.
[[nodiscard]] std::string signature(const Message& message, std::span<const Key> keys);

}  // namespace drape::webhook
