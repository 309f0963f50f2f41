#include "service/media.h"

#include "service_test.h"
#include "store/digest.h"

namespace drape::service {
namespace {

class MediaTest : public ServiceTest {
 protected:
  Media media_{records(), blobs()};
};

TEST_F(MediaTest, image_is_served_as_its_view_and_never_as_its_original) {
  const task::AccountId account = add_account();
  const task::PersonImageId person = add_person(account);
  const MediaFile file = media_.open_person_image(person).value();
  const task::PersonImage image = records().person_images().find(account, person).value().value();
  EXPECT_EQ(file.picture().hash, image.view.hash);
  EXPECT_NE(file.picture().hash, image.original.hash);
  EXPECT_EQ(file.picture().format, task::PictureFormat::kJpeg);
  EXPECT_EQ(file.modified(), image.created_at);
  std::vector<std::byte> bytes(static_cast<std::size_t>(file.size()));
  EXPECT_EQ(file.read_at(0, bytes).value(), bytes.size());
  EXPECT_EQ(store::sha256(bytes), file.picture().hash);
}

TEST_F(MediaTest, what_is_not_there_is_not_found) {
  EXPECT_EQ(media_.open_person_image(task::PersonImageId(1)).error().code, "media_not_found");
  EXPECT_EQ(media_.open_garment_image(task::GarmentImageId(1)).error().code, "media_not_found");
  EXPECT_EQ(media_.open_result(task::TaskId(1)).error().code, "media_not_found");
}

TEST_F(MediaTest, person_and_garment_with_one_number_are_told_apart) {
  const task::AccountId account = add_account();
  add_garment(account);
  EXPECT_TRUE(media_.open_garment_image(task::GarmentImageId(1)));
  EXPECT_EQ(media_.open_person_image(task::PersonImageId(1)).error().code, "media_not_found");
}

TEST_F(MediaTest, image_whose_bytes_have_gone_is_not_found) {
  const task::AccountId account = add_account();
  const task::PersonImageId person = add_person(account);
  const task::PersonImage image = records().person_images().find(account, person).value().value();
  ASSERT_TRUE(blobs().remove({account, image.view.hash}));
  EXPECT_EQ(media_.open_person_image(person).error().code, "media_not_found");
}

TEST_F(MediaTest, task_without_a_result_has_no_picture) {
  const task::TaskId id = add_task(add_account());
  EXPECT_EQ(media_.open_result(id).error().code, "media_not_found");
}

}  // namespace
}  // namespace drape::service
