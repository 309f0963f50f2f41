#include "service/webhooks.h"

#include <gmock/gmock.h>

#include "service_test.h"
#include "webhook/signature.h"

namespace drape::service {
namespace {

using std::chrono::hours;
using testing::SizeIs;
using testing::StartsWith;

class WebhooksTest : public ServiceTest {
 protected:
  std::vector<task::WebhookKey> signing_now() {
    return signing_keys(records().webhooks().keys(account_, {}, clock_.now()).value(), clock_.now());
  }

  task::AccountId account_ = add_account();
  WorkSignal signal_;
  Webhooks webhooks_{{records().webhooks(), signal_, random_, clock_, settings_.webhooks}};
};

TEST_F(WebhooksTest, secret_is_random_stays_and_belongs_to_one_account) {
  const WebhookSecret secret = webhooks_.secret(account_).value();
  EXPECT_THAT(secret.text, StartsWith("whsec_"));
  EXPECT_EQ(secret.text.size(), std::string("whsec_").size() + 44);
  EXPECT_FALSE(secret.previous_expires_at);
  EXPECT_EQ(webhooks_.secret(account_)->text, secret.text);
  EXPECT_NE(webhooks_.secret(add_account("other"))->text, secret.text);
}

TEST_F(WebhooksTest, replaced_secret_signs_for_its_overlap_and_no_longer) {
  settings_.webhooks.secret_overlap = hours(24);
  const std::string old = webhooks_.secret(account_)->text;
  const WebhookSecret fresh = webhooks_.rotate_secret(account_).value();
  EXPECT_NE(fresh.text, old);
  EXPECT_EQ(fresh.previous_expires_at, clock_.now() + hours(24));
  ASSERT_THAT(signing_now(), SizeIs(2));
  EXPECT_EQ(webhook::secret_text(signing_now()[0]), fresh.text);
  EXPECT_EQ(webhook::secret_text(signing_now()[1]), old);
  clock_.advance(hours(24) - std::chrono::microseconds(1));
  EXPECT_THAT(signing_now(), SizeIs(2));
  clock_.advance(std::chrono::microseconds(1));
  EXPECT_THAT(signing_now(), SizeIs(1));
  EXPECT_FALSE(webhooks_.secret(account_)->previous_expires_at);
}

TEST_F(WebhooksTest, second_rotation_ends_the_first_secret) {
  const std::string first = webhooks_.secret(account_)->text;
  webhooks_.rotate_secret(account_).value();
  webhooks_.rotate_secret(account_).value();
  for (const task::WebhookKey& key : signing_now()) EXPECT_NE(webhook::secret_text(key), first);
}

TEST_F(WebhooksTest, url_is_refused_with_a_sentence) {
  EXPECT_EQ(webhooks_.refusal("nonsense"), "Enter a valid URL.");
  EXPECT_TRUE(webhooks_.refusal("https://127.0.0.1/"));
  EXPECT_TRUE(webhooks_.refusal("http://shop.example/"));
  EXPECT_FALSE(webhooks_.refusal("https://shop.example/"));
}

TEST_F(WebhooksTest, delivery_that_is_not_there_is_not_found) {
  EXPECT_EQ(webhooks_.find({account_, {}, {}, "msg_1"}).error().code, "delivery_not_found");
  EXPECT_EQ(webhooks_.replay({account_, {}, {}, "msg_1"}).value(), 0);
  EXPECT_EQ(webhooks_.backlog()->pending, 0);
  EXPECT_EQ(webhooks_.backlog()->oldest_seconds, 0);
}

}  // namespace
}  // namespace drape::service
