#include "store/records_test.h"

namespace drape::store {
namespace {

using AccountRecordsTest = RecordsTest;
DRAPE_FOR_EVERY_DATABASE(AccountRecordsTest);

TEST_P(AccountRecordsTest, key_is_found_by_its_public_id_only) {
  const task::ApiKey added = accounts().add_key({"shop", "id1", sha256("secret"), now()}).value();
  const std::optional<task::ApiKey> found = accounts().find_key("id1").value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, added.id);
  EXPECT_EQ(found->account, added.account);
  EXPECT_EQ(found->secret_hash, sha256("secret"));
  EXPECT_EQ(found->created_at, now());
  EXPECT_FALSE(found->revoked_at);
  EXPECT_FALSE(accounts().find_key("id2").value());
  EXPECT_FALSE(accounts().find_key("").value());
  EXPECT_FALSE(accounts().find_key("id1' or '1' = '1").value());
}

TEST_P(AccountRecordsTest, second_key_of_a_name_belongs_to_the_same_account) {
  const task::ApiKey first = accounts().add_key({"shop", "id1", sha256("a"), now()}).value();
  const task::ApiKey second = accounts().add_key({"shop", "id2", sha256("b"), now()}).value();
  const task::ApiKey other = accounts().add_key({"Shop", "id3", sha256("c"), now()}).value();
  EXPECT_EQ(first.account, second.account);
  EXPECT_NE(first.account, other.account);
  EXPECT_NE(first.id, second.id);
}

TEST_P(AccountRecordsTest, taken_public_id_is_a_conflict_and_leaves_no_account) {
  ASSERT_TRUE(accounts().add_key({"shop", "id1", sha256("a"), now()}));
  const auto again = accounts().add_key({"other", "id1", sha256("b"), now()});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::kConflict);
  const auto keys = accounts().list_keys().value();
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].account_name, "shop");
}

TEST_P(AccountRecordsTest, keys_are_listed_oldest_first_with_their_accounts) {
  ASSERT_TRUE(accounts().add_key({"b", "id1", sha256("a"), now()}));
  ASSERT_TRUE(accounts().add_key({"a", "id2", sha256("b"), now()}));
  const auto keys = accounts().list_keys().value();
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].account_name, "b");
  EXPECT_EQ(keys[0].key.public_id, "id1");
  EXPECT_EQ(keys[1].account_name, "a");
}

TEST_P(AccountRecordsTest, revoked_key_is_still_known_and_keeps_its_first_time) {
  ASSERT_TRUE(accounts().add_key({"shop", "id1", sha256("a"), now()}));
  const Timestamp revoked = now();
  EXPECT_TRUE(accounts().revoke_key("id1", revoked).value());
  clock_.advance(std::chrono::hours(1));
  EXPECT_TRUE(accounts().revoke_key("id1", now()).value());
  EXPECT_EQ(accounts().find_key("id1").value()->revoked_at, revoked);
  EXPECT_FALSE(accounts().revoke_key("unknown", now()).value());
}

TEST_P(AccountRecordsTest, secret_stays_the_same_over_a_restart) {
  AccountRecords::Secret fresh{};
  fresh[0] = std::byte{7};
  EXPECT_EQ(accounts().secret("links", fresh, now()).value(), fresh);
  reopen();
  EXPECT_EQ(accounts().secret("links", {}, now()).value(), fresh);
  EXPECT_EQ(accounts().secret("other", {}, now()).value(), AccountRecords::Secret{});
}

TEST_P(AccountRecordsTest, store_answers_a_ping) {
  EXPECT_TRUE(records().ping());
}

}  // namespace
}  // namespace drape::store
