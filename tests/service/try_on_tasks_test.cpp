#include "service/try_on_tasks.h"

#include <map>

#include "service_test.h"

namespace drape::service {
namespace {

class TryOnTasksTest : public ServiceTest {
 protected:
  SubmitOutcome submit(task::PersonImageId person, std::vector<task::GarmentImageId> garments) {
    return tasks_.submit(account_, {person, std::move(garments), task::PictureFormat::kJpeg});
  }
  /// Garments of the account; the fake engine tells their category by the order they are asked for.
  task::GarmentImageId garment_of(garment::Category category) {
    const task::GarmentImageId garment = add_garment(account_, ++garment_seed_);
    const std::string hash = records().garment_images().find(account_, garment).value()->original.hash.hex();
    categories_[hash] = category;
    return garment;
  }

  task::AccountId account_ = add_account();
  int garment_seed_ = 10;
  std::map<std::string, garment::Category> categories_;
  fakes::Gate gate_;  // Outlives the categoriser's thread, which may still be leaving it.
  GarmentCategoriser categoriser_{records(), blobs(), try_on_};
  WorkSignal signal_;
  BlobReaper reaper_{records(), blobs(), try_on_};
  std::vector<task::TaskId> ended_;
  TryOnTasks tasks_{{records().tasks(), categoriser_, signal_, clock_, settings_, reaper_, try_on_, metrics_,
                     [this](const std::vector<task::TaskId>& ended) { ended_ = ended; }}};

  void SetUp() override {
    try_on_.category_answer = [this](const tryon::EncodedPicture& garment) {
      return categories_.at(garment.sha256);
    };
    settings_.category_wait_max = std::chrono::hours(1);
    categoriser_.start();
  }
};

TEST_F(TryOnTasksTest, order_becomes_a_queued_task_and_wakes_a_worker) {
  const std::uint64_t before = signal_.count();
  const task::GarmentImageId garment = garment_of(garment::Category::kUpper);
  const SubmitOutcome outcome = submit(add_person(account_), {garment});
  ASSERT_TRUE(std::holds_alternative<task::Task>(outcome));
  const task::Task& task = std::get<task::Task>(outcome);
  EXPECT_EQ(task.status, task::TaskStatus::kQueued);
  EXPECT_EQ(task.created_at, clock_.now());
  EXPECT_EQ(tasks_.find(account_, task.id)->order.garment_images, std::vector{garment});
  EXPECT_GT(signal_.count(), before);
}

TEST_F(TryOnTasksTest, missing_images_are_named_by_their_place_in_the_request) {
  const task::GarmentImageId mine = garment_of(garment::Category::kUpper);
  const task::GarmentImageId foreign = add_garment(add_account("other"));
  const SubmitOutcome outcome =
      submit(task::PersonImageId(99), {mine, mine, foreign, task::GarmentImageId(77)});
  ASSERT_TRUE(std::holds_alternative<OrderRejection>(outcome));
  const auto& rejection = std::get<OrderRejection>(outcome);
  EXPECT_TRUE(rejection.missing.person_image);
  EXPECT_EQ(rejection.missing.garment_images, (std::vector<std::size_t>{2, 3}));
  EXPECT_FALSE(rejection.conflict);
  EXPECT_EQ(tasks_.list(account_, {}, {})->count, 0);
}

TEST_F(TryOnTasksTest, garment_named_twice_counts_once) {
  const task::GarmentImageId skirt = garment_of(garment::Category::kSkirt);
  const task::GarmentImageId tee = garment_of(garment::Category::kUpper);
  const SubmitOutcome outcome = submit(add_person(account_), {skirt, tee, skirt});
  ASSERT_TRUE(std::holds_alternative<task::Task>(outcome));
  EXPECT_EQ(std::get<task::Task>(outcome).order.garment_images, (std::vector{skirt, tee}));
}

TEST_F(TryOnTasksTest, garments_that_cannot_be_worn_together_are_refused_at_once) {
  const task::PersonImageId person = add_person(account_);
  const auto skirt = garment_of(garment::Category::kSkirt);
  const auto jeans = garment_of(garment::Category::kLower);
  const auto dress = garment_of(garment::Category::kDress);
  const auto coat = garment_of(garment::Category::kOuter);
  const auto conflict_of = [&](std::vector<task::GarmentImageId> garments) {
    const SubmitOutcome outcome = submit(person, std::move(garments));
    const auto* rejection = std::get_if<OrderRejection>(&outcome);
    return rejection == nullptr ? std::nullopt : rejection->conflict;
  };
  EXPECT_EQ(conflict_of({skirt, jeans}), task::LayeringConflict::kTwoBottoms);
  EXPECT_EQ(conflict_of({dress, coat, jeans}), task::LayeringConflict::kDressWithBottom);
  EXPECT_EQ(conflict_of({dress, coat}), std::nullopt);
  EXPECT_EQ(tasks_.list(account_, {}, {})->count, 1);
}

TEST_F(TryOnTasksTest, category_that_was_said_counts_and_not_the_one_that_was_found) {
  const auto jeans = garment_of(garment::Category::kLower);
  const auto tee = garment_of(garment::Category::kUpper);
  const auto conflict_of = [&](std::vector<task::GarmentHints> hints) {
    task::TaskOrder order{add_person(account_), {jeans, tee}};
    order.hints = std::move(hints);
    const SubmitOutcome outcome = tasks_.submit(account_, order);
    const auto* rejection = std::get_if<OrderRejection>(&outcome);
    return rejection == nullptr ? std::nullopt : rejection->conflict;
  };
  EXPECT_EQ(conflict_of({}), std::nullopt);
  EXPECT_EQ(conflict_of({{}, {task::GarmentCategory::kSkirt}}), task::LayeringConflict::kTwoBottoms);
  EXPECT_EQ(conflict_of({{task::GarmentCategory::kDress}, {}}), std::nullopt);
  EXPECT_EQ(conflict_of({{task::GarmentCategory::kDress}, {task::GarmentCategory::kDress}}),
            task::LayeringConflict::kTwoDresses);
}

TEST_F(TryOnTasksTest, garment_named_twice_keeps_what_was_said_of_it_first) {
  const auto tee = garment_of(garment::Category::kUpper);
  const auto coat = garment_of(garment::Category::kOuter);
  task::TaskOrder order{add_person(account_), {tee, tee, coat}};
  order.hints = {
      {task::GarmentCategory::kUpper}, {task::GarmentCategory::kDress}, {task::GarmentCategory::kOuter}};
  const SubmitOutcome outcome = tasks_.submit(account_, order);
  ASSERT_TRUE(std::holds_alternative<task::Task>(outcome));
  const task::TaskOrder kept = tasks_.find(account_, std::get<task::Task>(outcome).id)->order;
  EXPECT_EQ(kept.garment_images, (std::vector{tee, coat}));
  EXPECT_EQ(kept.hints_of(0).category, task::GarmentCategory::kUpper);
  EXPECT_EQ(kept.hints_of(1).category, task::GarmentCategory::kOuter);
}

TEST_F(TryOnTasksTest, submit_does_not_wait_long_for_a_garment_that_is_still_being_looked_at) {
  try_on_.category_answer = [this](const tryon::EncodedPicture&) {
    gate_.wait();
    return garment::Category::kLower;
  };
  settings_.category_wait_max = std::chrono::milliseconds(1);
  const SubmitOutcome outcome = submit(
      add_person(account_), {garment_of(garment::Category::kLower), garment_of(garment::Category::kSkirt)});
  EXPECT_TRUE(std::holds_alternative<task::Task>(outcome));
  gate_.open();
}

TEST_F(TryOnTasksTest, full_queue_says_how_many_turns_until_there_is_room) {
  settings_.queue_depth_max = 1;
  settings_.workers = 2;
  const task::PersonImageId person = add_person(account_);
  const task::GarmentImageId garment = garment_of(garment::Category::kUpper);
  ASSERT_TRUE(std::holds_alternative<task::Task>(submit(person, {garment})));
  const SubmitOutcome outcome = submit(person, {garment});
  ASSERT_TRUE(std::holds_alternative<QueueFull>(outcome));
  EXPECT_EQ(std::get<QueueFull>(outcome).turns, 0.5);
}

TEST_F(TryOnTasksTest, full_account_does_not_concern_another) {
  settings_.tasks_unfinished_account_max = 1;
  settings_.workers = 0;
  const task::PersonImageId person = add_person(account_);
  const task::GarmentImageId garment = garment_of(garment::Category::kUpper);
  ASSERT_TRUE(std::holds_alternative<task::Task>(submit(person, {garment})));
  const SubmitOutcome outcome = submit(person, {garment});
  ASSERT_TRUE(std::holds_alternative<QueueFull>(outcome));
  EXPECT_EQ(std::get<QueueFull>(outcome).turns, 1.0);
  const task::AccountId other = add_account("other");
  EXPECT_TRUE(std::holds_alternative<task::Task>(
      tasks_.submit(other, {add_person(other), {ServiceTest::add_garment(other)}})));
}

TEST_F(TryOnTasksTest, batch_is_taken_as_a_whole) {
  const task::PersonImageId person = add_person(account_);
  const auto tee = garment_of(garment::Category::kUpper);
  const auto skirt = garment_of(garment::Category::kSkirt);
  const auto jeans = garment_of(garment::Category::kLower);
  const BatchOutcome taken =
      tasks_.submit_all(account_, {{person, {tee}}, {person, {tee, skirt}}, {person, {tee}}});
  ASSERT_TRUE(std::holds_alternative<std::vector<task::Task>>(taken));
  const auto& tasks = std::get<std::vector<task::Task>>(taken);
  ASSERT_EQ(tasks.size(), 3U);
  EXPECT_EQ(tasks[1].order.garment_images, (std::vector{tee, skirt}));
  EXPECT_LT(tasks[0].id, tasks[1].id);

  const BatchOutcome worn = tasks_.submit_all(account_, {{person, {tee}}, {person, {jeans, skirt}}});
  ASSERT_TRUE(std::holds_alternative<std::vector<OrderRejection>>(worn));
  EXPECT_FALSE(std::get<std::vector<OrderRejection>>(worn)[0].any());
  EXPECT_EQ(std::get<std::vector<OrderRejection>>(worn)[1].conflict, task::LayeringConflict::kTwoBottoms);
  const BatchOutcome missing =
      tasks_.submit_all(account_, {{person, {tee}}, {person, {task::GarmentImageId(99)}}});
  ASSERT_TRUE(std::holds_alternative<std::vector<OrderRejection>>(missing));
  EXPECT_EQ(std::get<std::vector<OrderRejection>>(missing)[1].missing.garment_images,
            std::vector<std::size_t>{0});
  EXPECT_EQ(tasks_.list(account_, {}, {})->count, 3);
}

TEST_F(TryOnTasksTest, batch_that_does_not_fit_as_a_whole_is_not_taken) {
  settings_.tasks_unfinished_account_max = 2;
  const task::PersonImageId person = add_person(account_);
  const auto tee = garment_of(garment::Category::kUpper);
  const std::vector<task::TaskOrder> three(3, {person, {tee}});
  EXPECT_TRUE(std::holds_alternative<QueueFull>(tasks_.submit_all(account_, three)));
  EXPECT_EQ(tasks_.list(account_, {}, {})->count, 0);
  settings_.tasks_unfinished_account_max = 3;
  EXPECT_TRUE(std::holds_alternative<std::vector<task::Task>>(tasks_.submit_all(account_, three)));
}

TEST_F(TryOnTasksTest, cancelling_twice_is_as_cancelling_once) {
  const task::TaskId id = add_task(account_);
  EXPECT_EQ(tasks_.cancel(account_, id)->failure, task::cancelled());
  EXPECT_EQ(ended_, std::vector{id});
  ended_.clear();
  clock_.advance(std::chrono::hours(1));
  const task::Task again = tasks_.cancel(account_, id).value();
  EXPECT_EQ(again.failure, task::cancelled());
  EXPECT_LT(again.finished_at, clock_.now());
  EXPECT_TRUE(ended_.empty());
}

TEST_F(TryOnTasksTest, task_that_ended_otherwise_cannot_be_cancelled) {
  const task::TaskId id = add_task(account_);
  const store::Lease lease = records().queue().claim({clock_.now()})->task->lease;
  ASSERT_TRUE(records().queue().fail_task(lease, {"no_person", "Nobody.", false}, clock_.now()));
  const Error refused = tasks_.cancel(account_, id).error();
  EXPECT_EQ(refused.kind, ErrorKind::kConflict);
  EXPECT_EQ(refused.code, "task_has_ended");
  EXPECT_EQ(task(account_, id).failure->code, "no_person");
  EXPECT_EQ(tasks_.cancel(account_, task::TaskId(99)).error().code, "task_not_found");
}

TEST_F(TryOnTasksTest, deleted_task_is_as_if_it_had_never_been) {
  const task::TaskId id = add_task(account_);
  ASSERT_TRUE(tasks_.remove(account_, id, "key id"));
  EXPECT_EQ(ended_, std::vector{id});
  EXPECT_EQ(tasks_.find(account_, id).error().code, "task_not_found");
  EXPECT_EQ(tasks_.remove(account_, id).error().code, "task_not_found");
}

TEST_F(TryOnTasksTest, foreign_task_answers_like_a_missing_one) {
  const task::TaskId id = add_task(account_);
  const task::AccountId other = add_account("other");
  const Error foreign = tasks_.find(other, id).error();
  const Error missing = tasks_.find(other, task::TaskId(99)).error();
  EXPECT_EQ(foreign.kind, ErrorKind::kNotFound);
  EXPECT_EQ(foreign.code, missing.code);
  EXPECT_EQ(foreign.public_text.value, missing.public_text.value);
}

}  // namespace
}  // namespace drape::service
