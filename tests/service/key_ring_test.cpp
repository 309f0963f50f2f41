#include "service/key_ring.h"

#include <fstream>
#include <iterator>

#include "service_test.h"

namespace drape::service {
namespace {

class KeyRingTest : public ServiceTest {
 protected:
  KeyRing keys_{records().accounts(), random_, clock_};
};

TEST_F(KeyRingTest, secret_stands_nowhere_in_the_database) {
  const task::ApiKeyText key = task::ApiKeyText::parse(keys_.create("shop").value()).value();
  directory_.reset();
  std::string everything;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place_.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    everything.append(std::istreambuf_iterator<char>(file), {});
  }
  EXPECT_NE(everything.find(key.public_id), std::string::npos);
  EXPECT_EQ(everything.find(key.secret), std::string::npos);
}

TEST_F(KeyRingTest, names_that_are_empty_too_long_or_unprintable_are_refused) {
  for (const std::string& name :
       {std::string(), std::string(101, 'a'), std::string("a\nb"), std::string("a\0b", 3)}) {
    const auto key = keys_.create(name);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, "invalid_account_name");
  }
  EXPECT_TRUE(keys_.create(std::string(100, 'a')));
  EXPECT_TRUE(keys_.create("Müller & Söhne"));
}

TEST_F(KeyRingTest, key_is_revoked_by_its_public_id_or_its_whole_text) {
  const std::string first = keys_.create("a").value();
  const std::string second = keys_.create("a").value();
  EXPECT_TRUE(keys_.revoke(first));
  EXPECT_TRUE(keys_.revoke(task::ApiKeyText::parse(second)->public_id));
  const auto list = keys_.list().value();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_TRUE(list[0].key.revoked_at);
  EXPECT_TRUE(list[1].key.revoked_at);
}

TEST_F(KeyRingTest, unknown_key_cannot_be_revoked) {
  const Status revoked = keys_.revoke("nothing");
  ASSERT_FALSE(revoked);
  EXPECT_EQ(revoked.error().code, "key_not_found");
}

}  // namespace
}  // namespace drape::service
