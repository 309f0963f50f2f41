#include "service/retention.h"

#include "service/blob_reaper.h"
#include "service_test.h"
#include "store/digest.h"

namespace drape::service {
namespace {

using std::chrono::hours;

class RetentionTest : public ServiceTest {
 protected:
  int run() {
    const int count = retention_.run().value();
    EXPECT_TRUE(reaper_.reap());
    return count;
  }
  task::TaskId completed_task(int person_seed) {
    const task::TaskId id = add_task(account_, person_seed);
    const auto claimed = records().queue().claim({clock_.now()}).value().task.value();
    const CheckedUpload picture = check(picture_file(100 + person_seed)).value();
    EXPECT_TRUE(records().queue().complete(claimed.lease, {picture.view_picture, "e", {}}, clock_.now(),
                                           [&] { return picture.view->publish(account_); }));
    return id;
  }
  bool has_result(task::TaskId id) { return records().tasks().find_result(id).value().has_value(); }
  bool has(task::PersonImageId id) {
    return records().person_images().find(account_, id).value().has_value();
  }
  bool has(task::GarmentImageId id) {
    return records().garment_images().find(account_, id).value().has_value();
  }

  task::AccountId account_ = add_account();
  BlobReaper reaper_{records(), blobs(), try_on_};
  PersonLibrary persons_{records().person_images(), reaper_, clock_};
  GarmentLibrary garments_{records().garment_images(), reaper_, clock_};
  Retention retention_{{records(), persons_, garments_, clock_, settings_}};
};

TEST_F(RetentionTest, without_times_everything_is_kept) {
  const task::TaskId id = completed_task(1);
  clock_.advance(hours(24 * 365 * 50));
  EXPECT_EQ(run(), 0);
  EXPECT_TRUE(has_result(id));
}

TEST_F(RetentionTest, replies_are_kept_for_a_day) {
  const store::IdempotencyClaim claim{account_, "POST /things/", store::sha256("key"),
                                      store::sha256("request"), clock_.now()};
  ASSERT_TRUE(records().idempotency().remember(claim, {"reply"}));
  clock_.advance(hours(24));
  run();
  EXPECT_TRUE(records().idempotency().find(claim).value());
  clock_.advance(std::chrono::microseconds(1));
  run();
  EXPECT_FALSE(records().idempotency().find(claim).value());
}

TEST_F(RetentionTest, each_kind_goes_at_its_own_time_and_not_before) {
  settings_.keep = {.person_photos = hours(30), .garment_photos = hours(20), .results = hours(10)};
  const task::TaskId id = completed_task(1);
  const task::TaskOrder order = task(account_, id).order;
  clock_.advance(hours(10));
  EXPECT_EQ(run(), 0);
  clock_.advance(std::chrono::microseconds(1));
  EXPECT_EQ(run(), 1);
  EXPECT_FALSE(has_result(id));
  EXPECT_EQ(blob_files(), 4U);
  EXPECT_EQ(task(account_, id).result_deleted_at, clock_.now());
  clock_.advance(hours(10));
  EXPECT_EQ(run(), 1);
  EXPECT_FALSE(has(order.garment_images[0]));
  EXPECT_TRUE(has(order.person_image));
  clock_.advance(hours(10));
  EXPECT_EQ(run(), 1);
  EXPECT_FALSE(has(order.person_image));
  EXPECT_EQ(blob_files(), 0U);
}

TEST_F(RetentionTest, result_does_not_outlive_the_person_photo) {
  settings_.keep = {.person_photos = hours(1), .results = hours(100)};
  const task::TaskId id = completed_task(1);
  clock_.advance(hours(2));
  EXPECT_EQ(run(), 1);
  EXPECT_FALSE(has_result(id));
}

TEST_F(RetentionTest, what_is_newer_stays) {
  settings_.keep = {.person_photos = hours(1)};
  const task::PersonImageId old = add_person(account_, 1);
  clock_.advance(hours(2));
  const task::PersonImageId fresh = add_person(account_, 2);
  EXPECT_EQ(run(), 1);
  EXPECT_FALSE(has(old));
  EXPECT_TRUE(has(fresh));
}

TEST_F(RetentionTest, more_than_one_batch_goes_in_one_round) {
  settings_.keep = {.person_photos = hours(1)};
  for (int i = 0; i < 120; ++i) add_person(account_, i);
  clock_.advance(hours(2));
  EXPECT_EQ(run(), 120);
}

TEST_F(RetentionTest, log_names_the_cause_and_is_itself_forgotten) {
  settings_.keep = {.person_photos = hours(1), .deletion_log = hours(5)};
  add_person(account_);
  clock_.advance(hours(2));
  run();
  const std::vector<task::Deletion> lines = records().deletions().list(10).value();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].cause, task::DeletionCause::kRetention);
  EXPECT_EQ(lines[0].key, "");
  clock_.advance(hours(6));
  run();
  EXPECT_TRUE(records().deletions().list(10).value().empty());
}

TEST_F(RetentionTest, log_of_webhooks_goes_at_its_own_time) {
  settings_.keep.webhook_log = hours(30);
  task::TaskOrder order{add_person(account_, 1), {add_garment(account_)}, task::PictureFormat::kJpeg};
  order.webhook = task::WebhookTarget{"https://shop.example/", "https://tryon.example"};
  ASSERT_TRUE(records().tasks().add({account_, order, clock_.now()}).value().task);
  ASSERT_TRUE(persons_.remove(account_, order.person_image));
  const auto listed = [&] { return records().webhooks().list({}, {}).value().items; };
  ASSERT_EQ(listed().size(), 1U);
  ASSERT_TRUE(records().webhooks().record({listed()[0].id,
                                           clock_.now(),
                                           {},
                                           200,
                                           "",
                                           task::DeliveryState::kDelivered,
                                           clock_.now(),
                                           std::nullopt}));
  clock_.advance(hours(30));
  run();
  EXPECT_EQ(listed().size(), 1U);
  clock_.advance(std::chrono::microseconds(1));
  run();
  EXPECT_TRUE(listed().empty());
}

}  // namespace
}  // namespace drape::service
