#include "service/authenticator.h"

#include <openssl/crypto.h>

#include "store/digest.h"

namespace drape::service {
namespace {

Error invalid_key() {
  return {ErrorKind::kUnauthenticated, "invalid_key", {"Incorrect authentication credentials."}, {}};
}

}  // namespace

Result<Caller> Authenticator::authenticate(std::string_view key) const {
  const std::optional<task::ApiKeyText> text = task::ApiKeyText::parse(key);
  if (!text) return fail(invalid_key());
  Result<std::optional<task::ApiKey>> found = records_.find_key(text->public_id);
  if (!found) return fail(std::move(found.error()));

  // Compared with something even when the id is unknown: the time must not tell which ids exist.
  static const task::ContentHash kNobody(task::ContentHash::Bytes{});
  const task::ContentHash given = store::sha256(text->secret);
  const task::ContentHash& expected = *found ? (*found)->secret_hash : kNobody;
  const bool equal =
      CRYPTO_memcmp(given.bytes().data(), expected.bytes().data(), task::ContentHash::kSize) == 0;
  if (!equal || !*found || (*found)->revoked_at) return fail(invalid_key());
  return Caller{(*found)->account, (*found)->scope, (*found)->id, (*found)->public_id};
}

}  // namespace drape::service
