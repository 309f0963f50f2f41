#include <gmock/gmock.h>

#include "store/records_test.h"
#include "store/result_key.h"

namespace drape::store {
namespace {

/// A result may serve later orders of its account, and nobody else's.
class ResultCacheTest : public RecordsTest {
 protected:
  static constexpr std::string_view kMaker = "maker 1";

  /// An order of photos with these contents, which may be served by a known result.
  NewTask new_order(task::AccountId account, std::string_view person = "person",
                    std::string_view garment = "garment") {
    NewTask wanted = order(account, add_person(account, person), {add_garment(account, garment)});
    wanted.maker = kMaker;
    return wanted;
  }
  task::Task added(const NewTask& wanted) { return tasks().add(wanted).value().task.value(); }
  /// Computes what is next; its photos have the usual contents.
  task::TaskId computed(const NewTask& wanted) {
    const task::TaskId id = added(wanted).id;
    const ClaimedTask claimed = claim();
    EXPECT_EQ(claimed.lease.task, id);
    task::TaskResult made = result();
    made.cache_key = result_key({sha256("person"), {sha256("garment")}}, wanted.order, kMaker);
    EXPECT_TRUE(queue().complete(claimed.lease, made, now(), published()));
    return id;
  }
  bool is_served(const NewTask& wanted) {
    const task::Task task = added(wanted);
    if (!task.cached) {
      EXPECT_TRUE(tasks().cancel(task.account, task.id, now()).value());
    }
    return task.cached;
  }
  void forget(task::AccountId account, task::TaskId id) {
    EXPECT_TRUE(tasks().remove(account, id, {task::DeletionCause::kRequest, {}, now()}).value());
  }

  task::AccountId account_ = add_account("a");
};
DRAPE_FOR_EVERY_DATABASE(ResultCacheTest);

TEST_P(ResultCacheTest, known_order_ends_at_once_with_the_same_picture) {
  const task::TaskId first = computed(new_order(account_));
  clock_.advance(std::chrono::hours(1));
  NewTask again = new_order(account_);
  again.created_at = now();
  const task::Task served = added(again);
  EXPECT_EQ(served.status, task::TaskStatus::kCompleted);
  const task::Task found = task(account_, served.id);
  EXPECT_EQ(found.status, task::TaskStatus::kCompleted);
  EXPECT_TRUE(found.cached);
  EXPECT_EQ(found.finished_at, now());
  EXPECT_EQ(found.engine_version, "engine 1");
  EXPECT_FALSE(task(account_, first).cached);
  const auto picture = tasks().find_result(served.id).value();
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->result.picture.hash, sha256("result"));
  EXPECT_EQ(picture->result.warnings, tasks().find_result(first).value()->result.warnings);
  EXPECT_FALSE(try_claim());
  EXPECT_EQ(queue().depth().value().queued + queue().depth().value().processing, 0);
}

TEST_P(ResultCacheTest, whatever_changes_the_picture_makes_another_order) {
  computed(new_order(account_));
  EXPECT_FALSE(is_served(new_order(account_, "person 2")));
  EXPECT_FALSE(is_served(new_order(account_, "person", "garment 2")));
  NewTask other = new_order(account_);
  other.order.garment_images.push_back(add_garment(account_));
  EXPECT_FALSE(is_served(other));
  other = new_order(account_);
  other.order.output_format = task::PictureFormat::kWebp;
  EXPECT_FALSE(is_served(other));
  other = new_order(account_);
  other.order.hints = {{task::GarmentCategory::kOuter}};
  EXPECT_FALSE(is_served(other));
  other = new_order(account_);
  other.order.hints = {{std::nullopt, task::GarmentPhotoType::kModel}};
  EXPECT_FALSE(is_served(other));
  other = new_order(account_);
  other.maker = "maker 2";
  EXPECT_FALSE(is_served(other));
  other.maker.reset();
  EXPECT_FALSE(is_served(other));
  EXPECT_FALSE(is_served(new_order(add_account("b"))));
}

TEST_P(ResultCacheTest, what_no_engine_looks_at_makes_no_other_order) {
  computed(new_order(account_));
  NewTask same = new_order(account_);
  same.order.seed = 7;
  same.order.samples = 4;
  same.order.engine = task::EngineChoice::kGeometric;
  same.order.hints = {{}};
  EXPECT_TRUE(is_served(same));
}

TEST_P(ResultCacheTest, picture_stays_until_the_last_task_that_has_it_goes) {
  const task::TaskId first = computed(new_order(account_));
  const NewTask again = new_order(account_);
  const task::TaskId second = added(again).id;
  const BlobKey blob{account_, sha256("result")};
  forget(account_, first);
  EXPECT_TRUE(tasks().find_result(second).value());
  EXPECT_EQ(records().blobs().state(blob).value(), BlobRecords::State::kReferenced);
  // One that was served serves others as well.
  const task::TaskId third = added(new_order(account_)).id;
  EXPECT_TRUE(task(account_, third).cached);
  ASSERT_TRUE(records().person_images().remove(account_, again.order.person_image, {}).value());
  EXPECT_FALSE(tasks().find_result(second).value());
  EXPECT_TRUE(tasks().find_result(third).value());
  forget(account_, third);
  EXPECT_EQ(records().blobs().state(blob).value(), BlobRecords::State::kUnreferenced);
}

TEST_P(ResultCacheTest, result_that_is_gone_serves_nobody) {
  const task::TaskId first = computed(new_order(account_));
  ASSERT_TRUE(tasks().remove_result(first, {task::DeletionCause::kRetention, {}, now()}).value());
  EXPECT_FALSE(is_served(new_order(account_)));
}

TEST_P(ResultCacheTest, known_order_needs_no_room) {
  computed(new_order(account_));
  NewTask known = new_order(account_);
  NewTask unknown = new_order(account_, "person 2");
  known.unfinished_account_max = unknown.unfinished_account_max = 0;
  EXPECT_TRUE(tasks().add(unknown).value().no_room);
  EXPECT_TRUE(is_served(known));
}

TEST_P(ResultCacheTest, images_that_are_missing_are_told_before_anything_is_looked_up) {
  computed(new_order(account_));
  NewTask known = new_order(account_);
  ASSERT_TRUE(records().garment_images().remove(account_, known.order.garment_images.front(), {}).value());
  const AddedTask refused = tasks().add(known).value();
  EXPECT_FALSE(refused.task);
  EXPECT_EQ(refused.missing.garment_images, std::vector<std::size_t>{0});
}

TEST_P(ResultCacheTest, orders_of_a_batch_are_taken_together_or_not_at_all) {
  computed(new_order(account_));
  const std::vector<NewTask> orders = {new_order(account_, "person 2"), new_order(account_),
                                       new_order(account_, "person 3")};
  std::vector<NewTask> limited = orders;
  for (NewTask& wanted : limited) wanted.unfinished_account_max = 1;
  const AddedTasks full = tasks().add_all(limited).value();
  ASSERT_TRUE(full.no_room);
  EXPECT_TRUE(full.no_room->account_full);
  EXPECT_EQ(full.no_room->tasks_ahead, 1);
  std::vector<NewTask> lacking = orders;
  lacking.back().order.garment_images.push_back(task::GarmentImageId(99));
  const AddedTasks missing = tasks().add_all(lacking).value();
  EXPECT_FALSE(missing.missing[0].any());
  EXPECT_EQ(missing.missing[2].garment_images, std::vector<std::size_t>{1});
  EXPECT_EQ(tasks().list(account_, {}, {}).value().count, 1);

  const std::vector<task::Task> added = tasks().add_all(orders).value().tasks;
  ASSERT_EQ(added.size(), 3U);
  EXPECT_FALSE(added[0].cached);
  EXPECT_TRUE(added[1].cached);
  EXPECT_EQ(queue().depth().value().queued, 2);
}

}  // namespace
}  // namespace drape::store
