#include "store/records_test.h"

namespace drape::store {
namespace {

using ImageRecordsTest = RecordsTest;
DRAPE_FOR_EVERY_DATABASE(ImageRecordsTest);

std::vector<std::int64_t> ids(const task::Page<task::PersonImage>& page) {
  std::vector<std::int64_t> ids;
  for (const auto& image : page.items) ids.push_back(image.id.value());
  return ids;
}

TEST_P(ImageRecordsTest, image_reads_back_as_it_was_added) {
  const task::AccountId account = add_account("a");
  NewImage image = new_image(account);
  image.name = "füße 'n' \"things\"; drop table";
  const task::PersonImage added = records().person_images().add(image, published()).value();
  const task::PersonImage found = records().person_images().find(account, added.id).value().value();
  EXPECT_EQ(found.id, added.id);
  EXPECT_EQ(found.account, account);
  EXPECT_EQ(found.name, image.name);
  EXPECT_EQ(found.original.hash, image.original.hash);
  EXPECT_EQ(found.original.format, task::PictureFormat::kHeic);
  EXPECT_EQ(found.original.width, 600);
  EXPECT_EQ(found.original.height, 800);
  EXPECT_EQ(found.original.bytes, 1'234);
  EXPECT_EQ(found.view.hash, image.view.hash);
  EXPECT_EQ(found.view.format, task::PictureFormat::kJpeg);
  EXPECT_EQ(found.view.bytes, 567);
  EXPECT_EQ(found.created_at, image.created_at);
}

TEST_P(ImageRecordsTest, missing_name_and_empty_name_are_told_apart) {
  const task::AccountId account = add_account("a");
  NewImage image = new_image(account);
  const auto unnamed = records().person_images().add(image, published()).value().id;
  image.name = "";
  const auto blank = records().person_images().add(image, published()).value().id;
  EXPECT_EQ(records().person_images().find(account, unnamed).value()->name, std::nullopt);
  EXPECT_EQ(records().person_images().find(account, blank).value()->name, "");
}

TEST_P(ImageRecordsTest, name_of_255_characters_fits_and_one_more_does_not) {
  const task::AccountId account = add_account("a");
  NewImage image = new_image(account);
  image.name.emplace();
  for (int i = 0; i < 255; ++i) *image.name += "ü";
  EXPECT_TRUE(records().garment_images().add(image, published()));
  *image.name += "ü";
  EXPECT_FALSE(records().garment_images().add(image, published()));
}

TEST_P(ImageRecordsTest, image_of_another_account_is_not_there) {
  const task::AccountId owner = add_account("owner");
  const task::AccountId other = add_account("other");
  const task::PersonImageId person = add_person(owner);
  const task::GarmentImageId garment = add_garment(owner);
  EXPECT_FALSE(records().person_images().find(other, person).value());
  EXPECT_FALSE(records().garment_images().find(other, garment).value());
  EXPECT_EQ(records().person_images().list(other, {}, {}).value().count, 0);
  EXPECT_FALSE(records().person_images().remove(other, person).value());
  EXPECT_FALSE(records().garment_images().remove(other, garment).value());
  EXPECT_TRUE(records().person_images().find(owner, person).value());
  EXPECT_TRUE(records().garment_images().find(owner, garment).value());
}

TEST_P(ImageRecordsTest, links_find_an_image_of_whatever_account) {
  const task::PersonImageId person = add_person(add_account("a"));
  EXPECT_TRUE(records().person_images().find_any(person).value());
  EXPECT_FALSE(records().person_images().find_any(task::PersonImageId(person.value() + 1)).value());
}

TEST_P(ImageRecordsTest, failed_publication_leaves_nothing) {
  const task::AccountId account = add_account("a");
  const auto added = records().person_images().add(new_image(account), [] {
    return Status(fail({ErrorKind::kBusy, "storage_unavailable", {"no"}, {}}));
  });
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, "storage_unavailable");
  EXPECT_EQ(records().person_images().list(account, {}, {}).value().count, 0);
}

TEST_P(ImageRecordsTest, pages_are_newest_first_and_complete) {
  const task::AccountId account = add_account("a");
  for (int i = 0; i < 7; ++i) add_person(account);
  auto& images = records().person_images();
  const auto first = images.list(account, {}, {1, false, 3}).value();
  EXPECT_EQ(first.count, 7);
  EXPECT_EQ(first.page_count(), 3);
  EXPECT_EQ(ids(first), (std::vector<std::int64_t>{7, 6, 5}));
  EXPECT_EQ(ids(images.list(account, {}, {2, false, 3}).value()), (std::vector<std::int64_t>{4, 3, 2}));
  EXPECT_EQ(ids(images.list(account, {}, {3, false, 3}).value()), (std::vector<std::int64_t>{1}));
}

TEST_P(ImageRecordsTest, last_page_is_found_by_name) {
  const task::AccountId account = add_account("a");
  EXPECT_EQ(records().person_images().list(account, {}, {1, true, 3}).value().number, 1);
  for (int i = 0; i < 7; ++i) add_person(account);
  const auto last = records().person_images().list(account, {}, {1, true, 3}).value();
  EXPECT_EQ(last.number, 3);
  EXPECT_EQ(ids(last), (std::vector<std::int64_t>{1}));
}

TEST_P(ImageRecordsTest, pages_that_do_not_exist_are_invalid_but_the_first_always_exists) {
  const task::AccountId account = add_account("a");
  EXPECT_TRUE(records().person_images().list(account, {}, {1, false, 3}));
  for (const std::int64_t number : {std::int64_t{-1}, std::int64_t{0}, std::int64_t{2}, INT64_MAX}) {
    const auto page = records().person_images().list(account, {}, {number, false, 3});
    ASSERT_FALSE(page) << number;
    EXPECT_EQ(page.error().kind, ErrorKind::kNotFound);
    EXPECT_EQ(page.error().code, "invalid_page");
  }
}

TEST_P(ImageRecordsTest, name_filter_is_exact) {
  const task::AccountId account = add_account("a");
  for (const char* name : {"front", "Front", "front_2", "fr%", ""}) {
    NewImage image = new_image(account);
    image.name = name;
    ASSERT_TRUE(records().person_images().add(image, published()));
  }
  add_person(account);
  EXPECT_EQ(ids(records().person_images().list(account, {"front"}, {}).value()),
            (std::vector<std::int64_t>{1}));
  EXPECT_EQ(ids(records().person_images().list(account, {"fr%"}, {}).value()),
            (std::vector<std::int64_t>{4}));
  EXPECT_EQ(records().person_images().list(account, {"fro"}, {}).value().count, 0);
}

TEST_P(ImageRecordsTest, images_of_a_user_are_found_together_with_their_name) {
  const task::AccountId account = add_account("a");
  for (const char* user : {"anna", "ben", "anna"}) {
    NewImage image = new_image(account);
    image.name = "front";
    image.external_user_id = user;
    ASSERT_TRUE(records().person_images().add(image, published()));
  }
  add_person(account);
  auto& images = records().person_images();
  const auto annas = images.list(account, {{}, "anna"}, {}).value();
  EXPECT_EQ(ids(annas), (std::vector<std::int64_t>{3, 1}));
  EXPECT_EQ(annas.items.front().external_user_id, "anna");
  EXPECT_EQ(ids(images.list(account, {"front", "ben"}, {}).value()), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(images.list(account, {"back", "ben"}, {}).value().count, 0);
  EXPECT_EQ(images.list(add_account("b"), {{}, "anna"}, {}).value().count, 0);
  EXPECT_FALSE(images.find(account, task::PersonImageId(4)).value()->external_user_id);
}

TEST_P(ImageRecordsTest, garments_have_no_user) {
  const task::AccountId account = add_account("a");
  add_garment(account);
  EXPECT_EQ(records().garment_images().list(account, {{}, "anna"}, {}).value().count, 0);
}

TEST_P(ImageRecordsTest, id_of_a_removed_image_is_never_used_again) {
  const task::AccountId account = add_account("a");
  add_person(account);
  const task::PersonImageId newest = add_person(account);
  EXPECT_TRUE(records().person_images().remove(account, newest).value());
  reopen();
  EXPECT_GT(add_person(account), newest);
  EXPECT_FALSE(records().person_images().find(account, newest).value());
}

TEST_P(ImageRecordsTest, removing_twice_finds_nothing_the_second_time) {
  const task::AccountId account = add_account("a");
  const task::GarmentImageId garment = add_garment(account);
  EXPECT_TRUE(records().garment_images().remove(account, garment).value());
  EXPECT_FALSE(records().garment_images().remove(account, garment).value());
}

}  // namespace
}  // namespace drape::store
