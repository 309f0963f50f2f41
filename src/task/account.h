#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "task/content_hash.h"
#include "task/id.h"

namespace drape::task {

/// Who owns images and tasks. Nothing of one account is ever visible to another.
struct Account {
  AccountId id;
  std::string name;  ///< Unique, 1..kAccountNameMax bytes.
  Timestamp created_at;
};

inline constexpr std::size_t kAccountNameMax = 100;

/// What a key may do.
enum class KeyScope {
  kFull,
  kRead,  ///< Only look: nothing is stored, computed or deleted with it.
};

/// "full", "read".
[[nodiscard]] std::string_view to_string(KeyScope scope);
[[nodiscard]] std::optional<KeyScope> key_scope_from(std::string_view text);

/// A key as the server remembers it: without the secret.
struct ApiKey {
  ApiKeyId id;
  AccountId account;
  std::string public_id;
  ContentHash secret_hash;  ///< SHA-256 of the secret part.
  Timestamp created_at;
  std::optional<Timestamp> revoked_at;
  KeyScope scope = KeyScope::kFull;
};

/// The two parts of the text `dk_<public id>_<secret>` that a client sends.
struct ApiKeyText {
  std::string public_id;  ///< kPublicIdLength characters of [a-z0-9]; names the key in lists and logs.
  std::string secret;     ///< kSecretLength characters of [a-z0-9]; never stored, never logged.

  static constexpr std::size_t kPublicIdLength = 12;
  static constexpr std::size_t kSecretLength = 43;  ///< 222 bits.

  /// None when the text has not that shape.
  static std::optional<ApiKeyText> parse(std::string_view text);
  static ApiKeyText make(Random& random);
  [[nodiscard]] std::string text() const;
};

}  // namespace drape::task
