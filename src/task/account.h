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

/// What a key may do. Each scope includes those before it.
enum class KeyScope {
  kRead,   ///< Only look: nothing is stored, computed or deleted with it.
  kWrite,  ///< Upload, order, delete single things: what the back end of a shop needs.
  kAdmin,  ///< Operations on the account as a whole, too: to empty it, to change who may use it.
};

/// A key of scope `held` may do what needs scope `needed`.
[[nodiscard]] constexpr bool includes(KeyScope held, KeyScope needed) {
  return held >= needed;
}

/// "read", "write", "admin".
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
  KeyScope scope = KeyScope::kWrite;
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
