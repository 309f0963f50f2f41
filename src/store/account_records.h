#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "task/account.h"

namespace drape::store {

/// A key with the name of its account, for listing.
struct ListedApiKey {
  task::ApiKey key;
  std::string account_name;
};

struct NewApiKey {
  std::string account_name;  ///< The account is made when there is none of this name.
  std::string public_id;
  task::ContentHash secret_hash;
  Timestamp created_at;
  task::KeyScope scope = task::KeyScope::kWrite;
};

/// Accounts, their keys, and the server's own secrets. Thread safe. Every function may fail with kBusy
/// (storage away) or kInternal.
class AccountRecords {
 public:
  virtual ~AccountRecords() = default;
  /// Fails with kConflict when the public id is taken.
  [[nodiscard]] virtual Result<task::ApiKey> add_key(const NewApiKey& key) = 0;
  /// Revoked keys too. None when unknown.
  [[nodiscard]] virtual Result<std::optional<task::ApiKey>> find_key(std::string_view public_id) = 0;
  /// All keys, oldest first.
  [[nodiscard]] virtual Result<std::vector<ListedApiKey>> list_keys() = 0;
  /// False when there is no such key; revoking twice keeps the first time.
  [[nodiscard]] virtual Result<bool> revoke_key(std::string_view public_id, Timestamp now) = 0;

  using Secret = std::array<std::byte, 32>;
  /// The secret of this name; `fresh` is stored and returned when there was none.
  [[nodiscard]] virtual Result<Secret> secret(std::string_view name, const Secret& fresh, Timestamp now) = 0;
};

}  // namespace drape::store
