#include "service/image_library.h"

#include "service/blob_reaper.h"
#include "service_test.h"

namespace drape::service {
namespace {

class ImageLibraryTest : public ServiceTest {
 protected:
  BlobReaper reaper_{records(), blobs(), try_on_};
  std::vector<std::int64_t> told_;
  PersonLibrary persons_{records().person_images(), reaper_, clock_,
                         [this](const task::PersonImage& image) { told_.push_back(image.id.value()); }};
  GarmentLibrary garments_{records().garment_images(), reaper_, clock_};
};

TEST_F(ImageLibraryTest, added_image_is_found_and_its_bytes_are_kept) {
  const task::AccountId account = add_account();
  const image::Bytes file = picture_file(1);
  const task::PersonImage added = persons_.add(account, check(file).value(), {"front"}).value();
  EXPECT_EQ(added.name, "front");
  EXPECT_EQ(added.created_at, clock_.now());
  EXPECT_EQ(persons_.find(account, added.id)->original.hash, added.original.hash);
  EXPECT_EQ(blobs().open({account, added.original.hash}).value()->read_all().value(), file);
  EXPECT_EQ(blob_files(), 2U);
  EXPECT_EQ(incoming_files(), 0U);
  EXPECT_EQ(told_, std::vector<std::int64_t>{added.id.value()});
}

TEST_F(ImageLibraryTest, deleting_deletes_the_bytes) {
  const task::AccountId account = add_account();
  const task::PersonImage added = persons_.add(account, check(picture_file(1)).value(), {}).value();
  ASSERT_TRUE(persons_.remove(account, added.id));
  EXPECT_EQ(blob_files(), 0U);
  EXPECT_EQ(persons_.find(account, added.id).error().code, "image_not_found");
  EXPECT_EQ(persons_.remove(account, added.id).error().code, "image_not_found");
}

// A purge leaves thousands of files to the janitor: nobody else's request may wait for them.
TEST_F(ImageLibraryTest, deleting_erases_its_own_bytes_and_leaves_those_of_others_to_the_janitor) {
  const task::AccountId account = add_account();
  const task::PersonImage waiting = persons_.add(account, check(picture_file(1)).value(), {}).value();
  const task::PersonImage mine = persons_.add(account, check(picture_file(2)).value(), {}).value();
  ASSERT_TRUE(records().person_images().remove(account, waiting.id).value());
  ASSERT_TRUE(persons_.remove(account, mine.id));
  EXPECT_TRUE(blobs().open({account, waiting.original.hash}));
  EXPECT_FALSE(blobs().open({account, mine.original.hash}));
  EXPECT_EQ(reaper_.reap().value(), 2);
}

TEST_F(ImageLibraryTest, same_file_uploaded_twice_stays_until_both_are_deleted) {
  const task::AccountId account = add_account();
  const task::PersonImage person = persons_.add(account, check(picture_file(1)).value(), {}).value();
  const task::GarmentImage garment = garments_.add(account, check(picture_file(1)).value(), {}).value();
  EXPECT_EQ(blob_files(), 2U);
  ASSERT_TRUE(persons_.remove(account, person.id));
  EXPECT_TRUE(blobs().open({account, garment.original.hash}));
  ASSERT_TRUE(garments_.remove(account, garment.id));
  EXPECT_EQ(blob_files(), 0U);
}

TEST_F(ImageLibraryTest, deleted_file_can_be_uploaded_again) {
  const task::AccountId account = add_account();
  const task::PersonImage first = persons_.add(account, check(picture_file(1)).value(), {}).value();
  ASSERT_TRUE(persons_.remove(account, first.id));
  const task::PersonImage second = persons_.add(account, check(picture_file(1)).value(), {}).value();
  EXPECT_GT(second.id, first.id);
  EXPECT_TRUE(blobs().open({account, second.original.hash}));
}

TEST_F(ImageLibraryTest, foreign_image_answers_like_a_missing_one) {
  const task::AccountId owner = add_account("owner");
  const task::AccountId other = add_account("other");
  const task::PersonImage image = persons_.add(owner, check(picture_file(1)).value(), {"mine"}).value();
  const Error foreign = persons_.find(other, image.id).error();
  const Error missing = persons_.find(other, task::PersonImageId(99)).error();
  EXPECT_EQ(foreign.kind, missing.kind);
  EXPECT_EQ(foreign.code, missing.code);
  EXPECT_EQ(foreign.public_text.value, missing.public_text.value);
  EXPECT_EQ(persons_.remove(other, image.id).error().code, "image_not_found");
  EXPECT_TRUE(persons_.list(other, {}, {})->items.empty());
  EXPECT_TRUE(persons_.find(owner, image.id));
}

TEST_F(ImageLibraryTest, all_images_of_a_user_go_and_nobody_elses) {
  const task::AccountId account = add_account();
  const auto add = [&](int seed, const char* user) {
    return persons_.add(account, check(picture_file(seed)).value(), {{}, user}).value().id;
  };
  constexpr int kMoreThanABatch = 101;
  for (int i = 0; i < kMoreThanABatch; ++i) add(i % 3, "anna");
  const task::PersonImageId other = add(200, "ben");
  EXPECT_EQ(persons_.remove_all(account, {{}, "anna"}, "key").value(), kMoreThanABatch);
  EXPECT_EQ(persons_.list(account, {}, {})->count, 1);
  EXPECT_TRUE(persons_.find(account, other));
  EXPECT_EQ(blob_files(), 2U);
  const auto log = records().deletions().list(1'000).value();
  ASSERT_EQ(log.size(), static_cast<std::size_t>(kMoreThanABatch));
  EXPECT_EQ(log.front().key, "key");
  EXPECT_EQ(persons_.remove_all(account, {{}, "anna"}, "key").value(), 0);
}

TEST_F(ImageLibraryTest, upload_that_cannot_be_recorded_leaves_neither_row_nor_file) {
  const task::AccountId nobody(99);
  EXPECT_FALSE(persons_.add(nobody, check(picture_file(1)).value(), {}));
  EXPECT_TRUE(told_.empty());
  // The row is refused before the files get their names.
  EXPECT_EQ(blob_files(), 0U);
}

}  // namespace
}  // namespace drape::service
