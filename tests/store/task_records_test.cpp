#include "store/records_test.h"

namespace drape::store {
namespace {

class TaskRecordsTest : public RecordsTest {
 protected:
  std::vector<std::int64_t> listed(task::AccountId account, const task::TaskFilter& filter,
                                   const task::PageRequest& page = {}) {
    std::vector<std::int64_t> ids;
    const task::Page<task::Task> found = tasks().list(account, filter, page).value();
    for (const task::Task& task : found.items) ids.push_back(task.id.value());
    EXPECT_GE(found.count, static_cast<std::int64_t>(ids.size()));
    return ids;
  }
};
DRAPE_FOR_EVERY_DATABASE(TaskRecordsTest);

using Ids = std::vector<std::int64_t>;

TEST_P(TaskRecordsTest, task_reads_back_with_its_garments_in_order) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::GarmentImageId first = add_garment(account);
  const task::GarmentImageId second = add_garment(account);
  NewTask wanted = order(account, person, {second, first});
  wanted.order.output_format = task::PictureFormat::kWebp;
  const task::Task added = tasks().add(wanted).value().task.value();
  EXPECT_EQ(added.status, task::TaskStatus::kQueued);
  const task::Task found = task(account, added.id);
  EXPECT_EQ(found.status, task::TaskStatus::kQueued);
  EXPECT_EQ(found.order.person_image, person);
  EXPECT_EQ(found.order.garment_images, (std::vector{second, first}));
  EXPECT_EQ(found.order.output_format, task::PictureFormat::kWebp);
  EXPECT_EQ(found.created_at, now());
  EXPECT_FALSE(found.finished_at);
  EXPECT_FALSE(found.failure);
}

TEST_P(TaskRecordsTest, what_an_order_asks_for_reads_back) {
  const task::AccountId account = add_account("a");
  NewTask wanted = order(account, add_person(account), {add_garment(account), add_garment(account)});
  const task::Task plain = task(account, tasks().add(wanted).value().task->id);
  EXPECT_FALSE(plain.order.seed);
  EXPECT_EQ(plain.order.samples, 1);
  EXPECT_EQ(plain.order.engine, task::EngineChoice::kAuto);
  EXPECT_EQ(plain.order.hints_of(1), task::GarmentHints{});

  wanted.order.seed = 4'294'967'295;
  wanted.order.samples = 4;
  wanted.order.engine = task::EngineChoice::kGeometric;
  wanted.order.hints = {{std::nullopt, task::GarmentPhotoType::kModel}, {task::GarmentCategory::kSkirt}};
  const task::TaskId id = tasks().add(wanted).value().task->id;
  claim();
  for (const task::Task& found :
       {task(account, id), tasks().list(account, {}, {}).value().items.front(), claim().task}) {
    EXPECT_EQ(found.order.seed, wanted.order.seed);
    EXPECT_EQ(found.order.samples, 4);
    EXPECT_EQ(found.order.engine, task::EngineChoice::kGeometric);
    EXPECT_EQ(found.order.hints, wanted.order.hints);
  }
}

TEST_P(TaskRecordsTest, every_missing_image_is_named_and_no_task_is_made) {
  const task::AccountId account = add_account("a");
  const task::AccountId other = add_account("other");
  const task::GarmentImageId mine = add_garment(account);
  const task::GarmentImageId foreign = add_garment(other);
  const AddedTask refused =
      tasks().add(order(account, add_person(other), {foreign, mine, task::GarmentImageId(99)})).value();
  EXPECT_FALSE(refused.task);
  EXPECT_TRUE(refused.missing.person_image);
  EXPECT_EQ(refused.missing.garment_images, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(tasks().list(account, {}, {}).value().count, 0);
  EXPECT_FALSE(queue().claim({now()}).value().task);
}

TEST_P(TaskRecordsTest, foreign_and_unknown_images_are_missing_alike) {
  const task::AccountId account = add_account("a");
  const task::AccountId other = add_account("other");
  const task::PersonImageId foreign = add_person(other);
  EXPECT_TRUE(tasks().missing(account, foreign, {}).value().person_image);
  EXPECT_TRUE(tasks().missing(account, task::PersonImageId(99), {}).value().person_image);
  EXPECT_FALSE(tasks().missing(other, foreign, {}).value().any());
  EXPECT_FALSE(tasks().missing(account, std::nullopt, {}).value().any());
}

TEST_P(TaskRecordsTest, task_of_another_account_is_not_there) {
  const task::AccountId owner = add_account("owner");
  const task::AccountId other = add_account("other");
  const task::TaskId id = add_task(owner);
  EXPECT_FALSE(tasks().find(other, id).value());
  EXPECT_EQ(tasks().list(other, {}, {}).value().count, 0);
  EXPECT_TRUE(tasks().find(owner, id).value());
}

TEST_P(TaskRecordsTest, full_queue_is_busy_and_has_room_again_when_a_task_is_taken) {
  const task::AccountId account = add_account("a");
  NewTask wanted = order(account, add_person(account), {add_garment(account)});
  wanted.queue_depth_max = 2;
  ASSERT_TRUE(tasks().add(wanted));
  ASSERT_TRUE(tasks().add(wanted));
  const AddedTask refused = tasks().add(wanted).value();
  EXPECT_FALSE(refused.task);
  ASSERT_TRUE(refused.no_room);
  EXPECT_FALSE(refused.no_room->account_full);
  EXPECT_EQ(refused.no_room->tasks_ahead, 1);
  claim();
  EXPECT_TRUE(tasks().add(wanted)->task);
  EXPECT_TRUE(tasks().add(wanted)->no_room);
}

TEST_P(TaskRecordsTest, account_has_room_again_only_when_a_task_of_its_own_has_ended) {
  const task::AccountId account = add_account("a");
  const task::AccountId other = add_account("b");
  NewTask wanted = order(account, add_person(account), {add_garment(account)});
  NewTask of_other = order(other, add_person(other), {add_garment(other)});
  wanted.unfinished_account_max = of_other.unfinished_account_max = 3;
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(tasks().add(wanted)->task) << i;
  const AddedTask refused = tasks().add(wanted).value();
  EXPECT_FALSE(refused.task);
  ASSERT_TRUE(refused.no_room);
  EXPECT_TRUE(refused.no_room->account_full);
  EXPECT_EQ(refused.no_room->tasks_ahead, 1);

  // Another account is not concerned; its tasks take turns with the full one's.
  ASSERT_TRUE(tasks().add(of_other)->task);
  EXPECT_EQ(tasks().add(wanted)->no_room->tasks_ahead, 2);

  const Lease lease = claim().lease;
  EXPECT_TRUE(tasks().add(wanted)->no_room) << "a task that runs is unfinished";
  ASSERT_TRUE(queue().complete(lease, result(), now(), published()));
  EXPECT_TRUE(tasks().add(wanted)->task);
  EXPECT_TRUE(tasks().add(wanted)->no_room);
}

TEST_P(TaskRecordsTest, limit_that_was_lowered_waits_for_all_that_is_over_it) {
  const task::AccountId account = add_account("a");
  NewTask wanted = order(account, add_person(account), {add_garment(account)});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(tasks().add(wanted)->task);
  wanted.unfinished_account_max = 2;
  EXPECT_EQ(tasks().add(wanted)->no_room->tasks_ahead, 4);
  wanted.unfinished_account_max = 10;
  wanted.queue_depth_max = 3;
  EXPECT_EQ(tasks().add(wanted)->no_room->tasks_ahead, 3);
}

TEST_P(TaskRecordsTest, refused_order_takes_no_room) {
  const task::AccountId account = add_account("a");
  NewTask wanted = order(account, add_person(account), {add_garment(account)});
  wanted.unfinished_account_max = 1;
  NewTask lacking = wanted;
  lacking.order.person_image = task::PersonImageId(99);
  EXPECT_TRUE(tasks().add(lacking)->missing.any());
  EXPECT_TRUE(tasks().add(wanted)->task);
  EXPECT_TRUE(tasks().add(wanted)->no_room);
  EXPECT_EQ(queue().depth()->queued, 1);
}

TEST_P(TaskRecordsTest, tasks_keep_naming_their_images_after_these_were_deleted) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::GarmentImageId garment = add_garment(account);
  const task::TaskId id = tasks().add(order(account, person, {garment})).value().task->id;
  ASSERT_TRUE(records().person_images().remove(account, person).value());
  ASSERT_TRUE(records().garment_images().remove(account, garment).value());
  EXPECT_EQ(task(account, id).order.person_image, person);
  EXPECT_EQ(task(account, id).order.garment_images, std::vector{garment});
  EXPECT_EQ(listed(account, {person, garment, std::nullopt}), Ids{id.value()});
}

TEST_P(TaskRecordsTest, filters_select_alone_and_together) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId ann = add_person(account);
  const task::PersonImageId bob = add_person(account);
  const task::GarmentImageId tee = add_garment(account);
  const task::GarmentImageId coat = add_garment(account);
  ASSERT_TRUE(tasks().add(order(account, ann, {tee})));        // 1
  ASSERT_TRUE(tasks().add(order(account, ann, {tee, coat})));  // 2
  ASSERT_TRUE(tasks().add(order(account, bob, {coat})));       // 3
  ASSERT_EQ(claim().task.id.value(), 1);
  using task::TaskStatus;
  EXPECT_EQ(listed(account, {}), (Ids{3, 2, 1}));
  EXPECT_EQ(listed(account, {ann, {}, {}}), (Ids{2, 1}));
  EXPECT_EQ(listed(account, {{}, coat, {}}), (Ids{3, 2}));
  EXPECT_EQ(listed(account, {{}, {}, TaskStatus::kProcessing}), (Ids{1}));
  EXPECT_EQ(listed(account, {ann, coat, {}}), (Ids{2}));
  EXPECT_EQ(listed(account, {ann, {}, TaskStatus::kQueued}), (Ids{2}));
  EXPECT_EQ(listed(account, {{}, tee, TaskStatus::kQueued}), (Ids{2}));
  EXPECT_EQ(listed(account, {bob, tee, TaskStatus::kQueued}), (Ids{}));
  EXPECT_EQ(listed(account, {bob, coat, TaskStatus::kQueued}), (Ids{3}));
}

TEST_P(TaskRecordsTest, pages_of_a_filtered_list_count_only_what_matches) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId ann = add_person(account);
  const task::GarmentImageId tee = add_garment(account);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(tasks().add(order(account, ann, {tee})));
    add_task(account);
  }
  const auto page = tasks().list(account, {ann, {}, {}}, {2, false, 2}).value();
  EXPECT_EQ(page.count, 5);
  EXPECT_EQ(page.items.size(), 2U);
  EXPECT_EQ(listed(account, {ann, {}, {}}, {2, false, 2}), (Ids{5, 3}));
  EXPECT_EQ(listed(account, {ann, {}, {}}, {1, true, 2}), (Ids{1}));
  EXPECT_EQ(tasks().list(account, {ann, {}, {}}, {4, false, 2}).error().code, "invalid_page");
}

TEST_P(TaskRecordsTest, result_is_found_once_the_task_is_completed) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  EXPECT_FALSE(tasks().find_result(id).value());
  const Lease lease = claim().lease;
  EXPECT_FALSE(tasks().find_result(id).value());
  clock_.advance(std::chrono::seconds(3));
  ASSERT_TRUE(queue().complete(lease, result("r"), now(), published()));
  const TaskRecords::FoundResult found = tasks().find_result(id).value().value();
  EXPECT_EQ(found.account, account);
  EXPECT_EQ(found.result.picture.hash, sha256("r"));
  EXPECT_EQ(found.result.picture.format, task::PictureFormat::kPng);
  EXPECT_EQ(found.result.picture.width, 300);
  EXPECT_EQ(found.result.engine_version, "engine 1");
  EXPECT_EQ(found.result.warnings, (std::vector<std::string>{"warning_a", "warning_b"}));
  EXPECT_EQ(found.finished_at, now());
}

}  // namespace
}  // namespace drape::store
