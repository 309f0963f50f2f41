#include "service/authenticator.h"

#include "service/key_ring.h"
#include "service_test.h"

namespace drape::service {
namespace {

class AuthenticatorTest : public ServiceTest {
 protected:
  void expect_refused(std::string_view key) {
    const Result<Caller> caller = authenticator_.authenticate(key);
    ASSERT_FALSE(caller) << key;
    EXPECT_EQ(caller.error().kind, ErrorKind::kUnauthenticated);
    EXPECT_EQ(caller.error().code, "invalid_key");
    EXPECT_EQ(caller.error().public_text.value, "Incorrect authentication credentials.");
    EXPECT_TRUE(caller.error().internal_text.value.empty());
  }

  KeyRing keys_{records().accounts(), random_, clock_};
  Authenticator authenticator_{records().accounts()};
};

TEST_F(AuthenticatorTest, key_opens_its_own_account) {
  const std::string a = keys_.create("a").value();
  const std::string b = keys_.create("b").value();
  const std::string again = keys_.create("a").value();
  EXPECT_NE(authenticator_.authenticate(a)->account, authenticator_.authenticate(b)->account);
  EXPECT_EQ(authenticator_.authenticate(a)->account, authenticator_.authenticate(again)->account);
}

TEST_F(AuthenticatorTest, key_has_the_scope_that_it_was_made_with) {
  EXPECT_EQ(authenticator_.authenticate(keys_.create("a").value())->scope, task::KeyScope::kWrite);
  for (const auto scope : {task::KeyScope::kRead, task::KeyScope::kWrite, task::KeyScope::kAdmin}) {
    EXPECT_EQ(authenticator_.authenticate(keys_.create("a", scope).value())->scope, scope);
  }
}

TEST(KeyScope, includes_itself_and_those_before_it) {
  using enum task::KeyScope;
  EXPECT_TRUE(includes(kRead, kRead) && includes(kWrite, kWrite) && includes(kAdmin, kAdmin));
  EXPECT_TRUE(includes(kWrite, kRead) && includes(kAdmin, kRead) && includes(kAdmin, kWrite));
  EXPECT_FALSE(includes(kRead, kWrite) || includes(kRead, kAdmin) || includes(kWrite, kAdmin));
}

TEST_F(AuthenticatorTest, everything_is_closed_when_no_key_exists) {
  expect_refused(task::ApiKeyText::make(random_).text());
  expect_refused("");
}

TEST_F(AuthenticatorTest, wrong_secret_of_a_known_key_is_refused) {
  const std::string key = keys_.create("a").value();
  task::ApiKeyText text = task::ApiKeyText::parse(key).value();
  text.secret = task::ApiKeyText::make(random_).secret;
  expect_refused(text.text());
  for (const std::size_t position : {std::size_t{16}, key.size() - 1}) {
    std::string changed = key;
    changed[position] = changed[position] == 'a' ? 'b' : 'a';
    expect_refused(changed);
  }
}

TEST_F(AuthenticatorTest, secret_of_another_key_is_refused) {
  const task::ApiKeyText a = task::ApiKeyText::parse(keys_.create("a").value()).value();
  const task::ApiKeyText b = task::ApiKeyText::parse(keys_.create("b").value()).value();
  expect_refused(task::ApiKeyText{a.public_id, b.secret}.text());
}

TEST_F(AuthenticatorTest, secret_hashed_to_nothing_is_not_found_behind_an_unknown_id) {
  // The stand-in for unknown ids is a hash of zeros; it must not open anything.
  expect_refused("dk_" + std::string(12, 'a') + "_" + std::string(43, '0'));
}

TEST_F(AuthenticatorTest, revoked_key_is_refused_and_its_sister_is_not) {
  const std::string revoked = keys_.create("a").value();
  const std::string sister = keys_.create("a").value();
  ASSERT_TRUE(keys_.revoke(task::ApiKeyText::parse(revoked)->public_id));
  expect_refused(revoked);
  EXPECT_TRUE(authenticator_.authenticate(sister));
}

TEST_F(AuthenticatorTest, malformed_keys_are_refused) {
  const std::string key = keys_.create("a").value();
  for (const std::string& malformed :
       {std::string(), key.substr(1), key + " ", " " + key, key.substr(0, key.size() - 1), "Bearer " + key,
        std::string(100'000, 'a'), std::string(key.size(), '\0')}) {
    expect_refused(malformed);
  }
}

}  // namespace
}  // namespace drape::service
