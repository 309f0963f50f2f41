#include "service/key_ring.h"

#include <algorithm>

#include "store/digest.h"

namespace drape::service {
namespace {

bool is_account_name(std::string_view name) {
  constexpr char kDelete = '\x7f';
  const auto is_control = [](char c) { return (c >= '\0' && c < ' ') || c == kDelete; };
  return !name.empty() && name.size() <= task::kAccountNameMax &&
         std::none_of(name.begin(), name.end(), is_control);
}

}  // namespace

Result<std::string> KeyRing::create(const std::string& name, task::KeyScope scope) {
  if (!is_account_name(name)) {
    return fail(
        Error::invalid("invalid_account_name", "A name has 1 to 100 bytes and no control characters."));
  }
  const task::ApiKeyText key = task::ApiKeyText::make(random_);
  const Result<task::ApiKey> added =
      records_.add_key({name, key.public_id, store::sha256(key.secret), clock_.now(), scope});
  if (!added) return fail(added.error());
  return key.text();
}

Status KeyRing::revoke(std::string_view key) {
  const std::optional<task::ApiKeyText> text = task::ApiKeyText::parse(key);
  const Result<bool> revoked =
      records_.revoke_key(text ? std::string_view(text->public_id) : key, clock_.now());
  if (!revoked) return fail(revoked.error());
  if (*revoked) return {};
  return fail({ErrorKind::kNotFound, "key_not_found", {"There is no such key."}, {}});
}

}  // namespace drape::service
