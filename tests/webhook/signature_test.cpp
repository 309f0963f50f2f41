#include "webhook/signature.h"

#include <gtest/gtest.h>

#include <vector>

namespace drape::webhook {
namespace {

constexpr Timestamp kTime =
    std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(1'614'265'330'999'999));

Key key_of(unsigned char first) {
  Key key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::byte>(first + i);
  return key;
}

// By another implementation: openssl dgst -sha256 -mac HMAC.
TEST(Signature, is_the_hmac_of_id_time_and_body_in_base_64) {
  const Message message{"msg_p5jXN8AQM9LWM0D4loKWxJek", kTime, R"({"test": 2432232314})"};
  const std::vector<Key> keys{key_of(0)};
  EXPECT_EQ(signature(message, keys), "v1,O4Gjv1HqPqsMrjmczoggs/sWA8gZD0VyHG+fLh4+ktI=");
}

TEST(Signature, stands_once_for_each_key_with_spaces_between) {
  const Message message{"msg_1", kTime, "{}"};
  const std::vector<Key> first{key_of(0)};
  const std::vector<Key> second{key_of(1)};
  const std::vector<Key> both{key_of(0), key_of(1)};
  EXPECT_EQ(signature(message, both), signature(message, first) + " " + signature(message, second));
}

TEST(Signature, changes_with_everything_that_is_signed) {
  const std::vector<Key> keys{key_of(0)};
  const std::string signed_once = signature({"msg_1", kTime, "{}"}, keys);
  EXPECT_NE(signature({"msg_2", kTime, "{}"}, keys), signed_once);
  EXPECT_NE(signature({"msg_1", kTime + std::chrono::seconds(1), "{}"}, keys), signed_once);
  EXPECT_NE(signature({"msg_1", kTime, "{ }"}, keys), signed_once);
}

TEST(Signature, time_counts_in_whole_seconds) {
  EXPECT_EQ(timestamp_text(kTime), "1614265330");
}

TEST(Secret, is_the_key_in_base_64_behind_its_prefix) {
  EXPECT_EQ(secret_text(key_of(0)), "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
}

}  // namespace
}  // namespace drape::webhook
