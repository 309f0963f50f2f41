#include "service/blob_reaper.h"

#include "service_test.h"

namespace drape::service {
namespace {

class BlobReaperTest : public ServiceTest {
 protected:
  BlobReaper reaper_{records(), blobs(), try_on_};
};

TEST_F(BlobReaperTest, what_is_referred_to_stays) {
  const task::AccountId account = add_account();
  add_person(account);
  EXPECT_EQ(reaper_.reap().value(), 0);
  EXPECT_EQ(reaper_.sweep_orphans().value(), 0);
  EXPECT_EQ(blob_files(), 2U);
}

TEST_F(BlobReaperTest, bytes_of_removed_rows_are_erased) {
  const task::AccountId account = add_account();
  const task::PersonImageId person = add_person(account);
  ASSERT_TRUE(records().person_images().remove(account, person).value());
  EXPECT_EQ(reaper_.reap().value(), 2);
  EXPECT_EQ(blob_files(), 0U);
  EXPECT_EQ(reaper_.reap().value(), 0);
}

TEST_F(BlobReaperTest, the_engine_forgets_what_is_erased_and_only_that) {
  const task::AccountId account = add_account();
  const task::PersonImageId kept = add_person(account, 1);
  const task::PersonImageId removed = add_person(account, 2);
  const auto hash = [&](task::PersonImageId id) {
    return records().person_images().find(account, id).value()->original.hash.hex();
  };
  const std::string kept_hash = hash(kept);
  const std::string removed_hash = hash(removed);
  ASSERT_TRUE(records().person_images().remove(account, removed).value());
  ASSERT_TRUE(reaper_.reap());
  EXPECT_TRUE(try_on_.has_forgotten(removed_hash));
  EXPECT_FALSE(try_on_.has_forgotten(kept_hash));
}

TEST_F(BlobReaperTest, more_than_one_batch_is_erased_at_once) {
  const task::AccountId account = add_account();
  std::vector<task::PersonImageId> persons;
  for (int i = 0; i < 60; ++i) persons.push_back(add_person(account, i));
  for (const task::PersonImageId person : persons)
    ASSERT_TRUE(records().person_images().remove(account, person));
  EXPECT_EQ(reaper_.reap().value(), 120);
  EXPECT_EQ(blob_files(), 0U);
}

TEST_F(BlobReaperTest, orphan_of_a_crash_between_file_and_row_is_swept) {
  const task::AccountId account = add_account();
  add_person(account, 1);
  ASSERT_TRUE(check(picture_file(2))->original->publish(account));
  EXPECT_EQ(blob_files(), 3U);
  EXPECT_EQ(reaper_.sweep_orphans().value(), 1);
  EXPECT_EQ(blob_files(), 2U);
}

TEST_F(BlobReaperTest, blobs_of_results_stay) {
  const task::AccountId account = add_account();
  add_task(account);
  const store::ClaimedTask claimed = records().queue().claim({clock_.now()}).value().task.value();
  const CheckedUpload picture = check(picture_file(9)).value();
  ASSERT_TRUE(records().queue().complete(claimed.lease, {picture.view_picture, "e", {}}, clock_.now(),
                                         [&] { return picture.view->publish(account); }));
  EXPECT_EQ(reaper_.sweep_orphans().value(), 0);
  EXPECT_TRUE(blobs().open({account, picture.view_picture.hash}));
}

}  // namespace
}  // namespace drape::service
