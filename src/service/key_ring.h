#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "store/account_records.h"

namespace drape::service {

/// Makes, lists and revokes API keys. Thread safe.
class KeyRing {
 public:
  KeyRing(store::AccountRecords& records, Random& random, const Clock& clock)
      : records_(records), random_(random), clock_(clock) {}

  /// A new key of the account `name`, which is made when there is none. Returns the key's text: it is shown
  /// this once and stored nowhere. Fails with kInvalidInput "invalid_account_name" unless the name has
  /// 1..task::kAccountNameMax bytes and no control characters.
  [[nodiscard]] Result<std::string> create(const std::string& name,
                                           task::KeyScope scope = task::KeyScope::kWrite);
  /// All keys, oldest first.
  [[nodiscard]] Result<std::vector<store::ListedApiKey>> list() const { return records_.list_keys(); }
  /// `key` is a public id, or the whole text of a key. It is refused from the next request on. Fails with
  /// kNotFound "key_not_found".
  [[nodiscard]] Status revoke(std::string_view key);

 private:
  store::AccountRecords& records_;
  Random& random_;
  const Clock& clock_;
};

}  // namespace drape::service
