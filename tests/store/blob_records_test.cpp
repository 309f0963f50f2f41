#include "store/records_test.h"

namespace drape::store {
namespace {

class BlobRecordsTest : public RecordsTest {
 protected:
  /// Hashes of the blobs that wait to be erased, in no particular order.
  std::vector<task::ContentHash> unreferenced() {
    std::vector<task::ContentHash> hashes;
    const std::vector<BlobKey> keys = records().blobs().unreferenced(100).value();
    for (const BlobKey& key : keys) hashes.push_back(key.hash);
    return hashes;
  }
  static std::function<Status()> counting(int& count) {
    return [&count] {
      ++count;
      return Status{};
    };
  }
};
DRAPE_FOR_EVERY_DATABASE(BlobRecordsTest);

TEST_P(BlobRecordsTest, removed_image_leaves_both_its_blobs_to_be_erased) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account, "x");
  EXPECT_TRUE(unreferenced().empty());
  ASSERT_TRUE(records().person_images().remove(account, person).value());
  EXPECT_EQ(unreferenced().size(), 2U);
  int erased = 0;
  const std::vector<BlobKey> waiting = records().blobs().unreferenced(100).value();
  for (const BlobKey& key : waiting) {
    EXPECT_TRUE(records().blobs().erase_unreferenced(key, counting(erased)).value());
  }
  EXPECT_EQ(erased, 2);
  EXPECT_TRUE(unreferenced().empty());
}

TEST_P(BlobRecordsTest, content_uploaded_twice_stays_until_the_last_image_goes) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account, "same");
  const task::GarmentImageId garment = add_garment(account, "same");
  ASSERT_TRUE(records().person_images().remove(account, person).value());
  EXPECT_TRUE(unreferenced().empty());
  int erased = 0;
  EXPECT_FALSE(records().blobs().erase_unreferenced({account, sha256("same")}, counting(erased)).value());
  EXPECT_EQ(erased, 0);
  ASSERT_TRUE(records().garment_images().remove(account, garment).value());
  EXPECT_EQ(unreferenced().size(), 2U);
}

TEST_P(BlobRecordsTest, same_content_of_two_accounts_is_counted_apart) {
  const task::AccountId a = add_account("a");
  const task::AccountId b = add_account("b");
  const task::PersonImageId person = add_person(a, "same");
  add_person(b, "same");
  ASSERT_TRUE(records().person_images().remove(a, person).value());
  const std::vector<BlobKey> waiting = records().blobs().unreferenced(100).value();
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].account, a);
  EXPECT_EQ(waiting[1].account, a);
}

TEST_P(BlobRecordsTest, content_that_comes_back_is_not_erased) {
  const task::AccountId account = add_account("a");
  ASSERT_TRUE(records().person_images().remove(account, add_person(account, "x")).value());
  add_person(account, "x");
  EXPECT_TRUE(unreferenced().empty());
  int erased = 0;
  EXPECT_FALSE(records().blobs().erase_unreferenced({account, sha256("x")}, counting(erased)).value());
  EXPECT_EQ(erased, 0);
}

TEST_P(BlobRecordsTest, blob_without_any_row_may_be_erased) {
  int erased = 0;
  EXPECT_TRUE(
      records().blobs().erase_unreferenced({add_account("a"), sha256("orphan")}, counting(erased)).value());
  EXPECT_EQ(erased, 1);
}

TEST_P(BlobRecordsTest, blob_that_could_not_be_erased_is_tried_again) {
  const task::AccountId account = add_account("a");
  ASSERT_TRUE(records().person_images().remove(account, add_person(account, "x")).value());
  const auto refused = records().blobs().erase_unreferenced({account, sha256("x")}, [] {
    return Status(fail({ErrorKind::kBusy, "storage_unavailable", {"no"}, {}}));
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(unreferenced().size(), 2U);
}

TEST_P(BlobRecordsTest, result_keeps_its_blob) {
  const task::AccountId account = add_account("a");
  add_task(account);
  ASSERT_TRUE(queue().complete(claim().lease, result("picture of the result"), now(), published()));
  int erased = 0;
  EXPECT_FALSE(records()
                   .blobs()
                   .erase_unreferenced({account, sha256("picture of the result")}, counting(erased))
                   .value());
}

}  // namespace
}  // namespace drape::store
