#include <gmock/gmock.h>

#include "store/records_test.h"

namespace drape::store {
namespace {

class DeletionTest : public RecordsTest {
 protected:
  static task::DeletionOrder by_key(Timestamp now) { return {task::DeletionCause::kRequest, "key id", now}; }
  /// A task that was computed; its person is `person`.
  task::TaskId completed_task(task::AccountId account, task::PersonImageId person,
                              std::string_view content = "result") {
    const task::TaskId id = tasks().add(order(account, person, {add_garment(account)})).value().task->id;
    EXPECT_TRUE(queue().complete(claim().lease, result(content), now(), published()));
    return id;
  }
  std::vector<std::string> waiting_for_erasure() {
    std::vector<std::string> hashes;
    const std::vector<BlobKey> keys = records().blobs().unreferenced(100).value();
    for (const BlobKey& key : keys) hashes.push_back(key.hash.hex());
    return hashes;
  }
  DeletionRecords& deletions() { return records().deletions(); }
};
DRAPE_FOR_EVERY_DATABASE(DeletionTest);

TEST_P(DeletionTest, result_goes_with_the_person_it_shows_and_its_task_stays_listed) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::TaskId id = completed_task(account, person);
  const task::Removal removal =
      records().person_images().remove(account, person, by_key(now())).value().value();
  EXPECT_EQ(removal.results, 1);
  EXPECT_TRUE(removal.failed_tasks.empty());
  EXPECT_THAT(removal.freed,
              testing::UnorderedElementsAre(sha256("result"), sha256("person"), sha256("person view")));
  EXPECT_FALSE(tasks().find_result(id).value());
  const task::Task left = task(account, id);
  EXPECT_EQ(left.status, task::TaskStatus::kCompleted);
  EXPECT_EQ(left.result_deleted_at, now());
  EXPECT_EQ(tasks().list(account, {}, {}).value().items.front().result_deleted_at, now());
  EXPECT_THAT(waiting_for_erasure(), testing::Contains(sha256("result").hex()));
}

TEST_P(DeletionTest, results_of_another_person_and_of_another_account_stay) {
  const task::AccountId account = add_account("a");
  const task::AccountId other = add_account("b");
  const task::PersonImageId person = add_person(account);
  const task::TaskId of_neighbour = completed_task(account, add_person(account, "neighbour"), "neighbour's");
  const task::TaskId of_other = completed_task(other, add_person(other), "other's");
  ASSERT_TRUE(records().person_images().remove(account, person, by_key(now())).value());
  EXPECT_TRUE(tasks().find_result(of_neighbour).value());
  EXPECT_TRUE(tasks().find_result(of_other).value());
  EXPECT_FALSE(task(account, of_neighbour).result_deleted_at);
}

TEST_P(DeletionTest, result_stays_when_one_of_its_garments_is_deleted) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = completed_task(account, add_person(account));
  const task::GarmentImageId garment = task(account, id).order.garment_images.front();
  ASSERT_TRUE(records().garment_images().remove(account, garment, by_key(now())).value());
  EXPECT_TRUE(tasks().find_result(id).value());
}

TEST_P(DeletionTest, queued_and_running_tasks_fail_when_their_person_is_deleted) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::TaskId running = tasks().add(order(account, person, {add_garment(account)})).value().task->id;
  const task::TaskId queued = tasks().add(order(account, person, {add_garment(account)})).value().task->id;
  claim();
  const task::Removal removal =
      records().person_images().remove(account, person, by_key(now())).value().value();
  EXPECT_THAT(removal.failed_tasks, testing::UnorderedElementsAre(running, queued));
  for (const task::TaskId id : {running, queued}) {
    EXPECT_EQ(task(account, id).status, task::TaskStatus::kFailed);
    EXPECT_EQ(task(account, id).failure, task::person_image_deleted());
    EXPECT_EQ(task(account, id).finished_at, now());
  }
  EXPECT_FALSE(try_claim());
}

TEST_P(DeletionTest, only_tasks_with_the_deleted_garment_fail) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::GarmentImageId deleted = add_garment(account, "deleted");
  const task::GarmentImageId kept = add_garment(account, "kept");
  const task::TaskId with = tasks().add(order(account, person, {kept, deleted})).value().task->id;
  const task::TaskId without = tasks().add(order(account, person, {kept})).value().task->id;
  ASSERT_TRUE(records().garment_images().remove(account, deleted, by_key(now())).value());
  EXPECT_EQ(task(account, with).failure, task::garment_image_deleted());
  EXPECT_EQ(task(account, without).status, task::TaskStatus::kQueued);
}

// The worker has loaded the photo, then the photo is deleted, then the worker is done.
TEST_P(DeletionTest, worker_cannot_bring_back_the_result_of_a_person_deleted_meanwhile) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  const ClaimedTask claimed = claim();
  ASSERT_TRUE(
      records().person_images().remove(account, claimed.task.order.person_image, by_key(now())).value());
  EXPECT_EQ(queue().complete(claimed.lease, result(), now(), published_never()).error().code, "lease_lost");
  EXPECT_EQ(queue().heartbeat(claimed.lease, now(), std::chrono::seconds(9)).error().code, "lease_lost");
  EXPECT_EQ(queue().retry(claimed.lease, now(), {}).error().code, "lease_lost");
  EXPECT_EQ(task(account, id).failure, task::person_image_deleted());
  EXPECT_FALSE(tasks().find_result(id).value());
}

TEST_P(DeletionTest, result_that_another_task_has_too_keeps_its_blob) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  completed_task(account, person, "same");
  const task::TaskId other = completed_task(account, add_person(account, "other"), "same");
  ASSERT_TRUE(records().person_images().remove(account, person, by_key(now())).value());
  EXPECT_TRUE(tasks().find_result(other).value());
  EXPECT_EQ(records().blobs().state({account, sha256("same")}).value(), BlobRecords::State::kReferenced);
}

TEST_P(DeletionTest, foreign_image_is_not_deleted_and_nothing_is_logged) {
  const task::AccountId owner = add_account("owner");
  const task::AccountId other = add_account("other");
  const task::PersonImageId person = add_person(owner);
  const task::TaskId id = completed_task(owner, person);
  EXPECT_FALSE(records().person_images().remove(other, person, by_key(now())).value());
  EXPECT_TRUE(tasks().find_result(id).value());
  EXPECT_TRUE(deletions().list(10).value().empty());
}

TEST_P(DeletionTest, queued_and_running_tasks_end_as_cancelled_and_an_ended_one_stays) {
  const task::AccountId account = add_account("a");
  const task::TaskId done = completed_task(account, add_person(account));
  const task::TaskId running = add_task(account);
  const ClaimedTask claimed = claim();
  const task::TaskId queued = add_task(account);
  for (const task::TaskId id : {running, queued}) {
    const Cancellation cancelled = tasks().cancel(account, id, now()).value().value();
    EXPECT_TRUE(cancelled.ended);
    EXPECT_EQ(cancelled.task.status, task::TaskStatus::kFailed);
    EXPECT_EQ(cancelled.task.failure, task::cancelled());
    EXPECT_EQ(cancelled.task.finished_at, now());
    EXPECT_FALSE(tasks().cancel(account, id, now()).value()->ended);
  }
  EXPECT_FALSE(try_claim());
  EXPECT_EQ(queue().depth().value().queued + queue().depth().value().processing, 0);
  EXPECT_EQ(queue().complete(claimed.lease, result(), now(), published_never()).error().code, "lease_lost");
  EXPECT_FALSE(tasks().cancel(account, done, now()).value()->ended);
  EXPECT_EQ(task(account, done).status, task::TaskStatus::kCompleted);
  EXPECT_TRUE(deletions().list(10).value().empty());
}

TEST_P(DeletionTest, foreign_task_is_neither_cancelled_nor_deleted) {
  const task::AccountId owner = add_account("owner");
  const task::AccountId other = add_account("other");
  const task::TaskId id = add_task(owner);
  EXPECT_FALSE(tasks().cancel(other, id, now()).value());
  EXPECT_FALSE(tasks().remove(other, id, by_key(now())).value());
  EXPECT_EQ(task(owner, id).status, task::TaskStatus::kQueued);
  EXPECT_TRUE(deletions().list(10).value().empty());
}

TEST_P(DeletionTest, deleted_task_takes_its_result_along_and_leaves_a_line) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::TaskId id = completed_task(account, person);
  const task::Removal removal = tasks().remove(account, id, by_key(now())).value().value();
  EXPECT_EQ(removal.results, 1);
  EXPECT_EQ(removal.freed, std::vector{sha256("result")});
  EXPECT_TRUE(removal.failed_tasks.empty());
  EXPECT_FALSE(tasks().find(account, id).value());
  EXPECT_FALSE(tasks().find_result(id).value());
  EXPECT_EQ(tasks().list(account, {}, {}).value().count, 0);
  EXPECT_TRUE(records().person_images().find(account, person).value());
  const std::vector<task::Deletion> lines = deletions().list(10).value();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].kind, task::DeletedKind::kResult);
  EXPECT_EQ(lines[0].blobs, 1);
  EXPECT_EQ(lines[1].kind, task::DeletedKind::kTask);
  EXPECT_EQ(lines[1].object, id.value());
  EXPECT_EQ(lines[1].key, "key id");
  EXPECT_FALSE(tasks().remove(account, id, by_key(now())).value());
}

TEST_P(DeletionTest, worker_cannot_bring_back_a_task_deleted_meanwhile) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task(account);
  const ClaimedTask claimed = claim();
  EXPECT_EQ(tasks().remove(account, id, by_key(now())).value()->failed_tasks, std::vector{id});
  EXPECT_EQ(queue().complete(claimed.lease, result(), now(), published_never()).error().code, "lease_lost");
  EXPECT_EQ(queue().give_back(claimed.lease, now()).error().code, "lease_lost");
  EXPECT_EQ(queue().depth().value().processing, 0);
  EXPECT_GT(add_task(account), id);
}

TEST_P(DeletionTest, log_says_what_went_by_whom_and_how_much) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  const task::TaskId id = completed_task(account, person);
  ASSERT_TRUE(records().person_images().remove(account, person, by_key(now())).value());
  const std::vector<task::Deletion> lines = deletions().list(10).value();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].kind, task::DeletedKind::kResult);
  EXPECT_EQ(lines[0].object, id.value());
  EXPECT_EQ(lines[0].blobs, 1);
  EXPECT_EQ(lines[0].bytes, 999);
  EXPECT_EQ(lines[1].kind, task::DeletedKind::kPersonImage);
  EXPECT_EQ(lines[1].object, person.value());
  EXPECT_EQ(lines[1].account, account.value());
  EXPECT_EQ(lines[1].cause, task::DeletionCause::kRequest);
  EXPECT_EQ(lines[1].key, "key id");
  EXPECT_EQ(lines[1].time, now());
  EXPECT_EQ(lines[1].blobs, 2);
  EXPECT_EQ(lines[1].bytes, 1'234 + 567);
  EXPECT_EQ(deletions().list(1).value().front().kind, task::DeletedKind::kPersonImage);
}

TEST_P(DeletionTest, log_counts_no_blob_that_something_else_refers_to) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account, "same");
  add_person(account, "same");
  ASSERT_TRUE(records().person_images().remove(account, person, by_key(now())).value());
  EXPECT_EQ(deletions().list(10).value().front().blobs, 0);
}

TEST_P(DeletionTest, old_lines_of_the_log_are_forgotten) {
  const task::AccountId account = add_account("a");
  ASSERT_TRUE(records().person_images().remove(account, add_person(account), by_key(now())).value());
  const Timestamp first = now();
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(records().person_images().remove(account, add_person(account), by_key(now())).value());
  EXPECT_EQ(deletions().forget_before(first).value(), 0);
  EXPECT_EQ(deletions().forget_before(now()).value(), 1);
  EXPECT_EQ(deletions().list(10).value().size(), 1U);
}

TEST_P(DeletionTest, only_older_images_and_results_are_old) {
  const task::AccountId account = add_account("a");
  const auto add = [&](Timestamp time) {
    NewImage image = new_image(account);
    image.created_at = time;
    return records().person_images().add(image, published()).value().id;
  };
  const Timestamp start = now();
  const task::PersonImageId old = add(start);
  add(start + std::chrono::hours(2));
  const auto found = records().person_images().older_than(start + std::chrono::hours(1), 10).value();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().id, old);
  EXPECT_EQ(found.front().account, account);
  EXPECT_TRUE(records().person_images().older_than(start, 10).value().empty());

  const task::TaskId early = completed_task(account, old, "early");
  clock_.advance(std::chrono::hours(2));
  completed_task(account, old, "late");
  EXPECT_EQ(tasks().results_older_than(start + std::chrono::hours(1), 10).value(), std::vector{early});
  ASSERT_TRUE(tasks().remove_result(early, {task::DeletionCause::kRetention, {}, now()}).value());
  EXPECT_TRUE(tasks().results_older_than(start + std::chrono::hours(1), 10).value().empty());
  EXPECT_FALSE(tasks().remove_result(early, by_key(now())).value());
}

TEST_P(DeletionTest, emptied_account_has_nothing_and_its_neighbour_all) {
  const task::AccountId account = add_account("gone");
  const task::AccountId neighbour = add_account("neighbour");
  completed_task(account, add_person(account));
  add_task(account);
  const task::TaskId kept = completed_task(neighbour, add_person(neighbour));
  const task::DeletionOrder order{task::DeletionCause::kPurge, {}, now()};
  ASSERT_TRUE(deletions().empty_account(account, order));
  EXPECT_EQ(records().person_images().list(account, {}, {}).value().count, 0);
  EXPECT_EQ(records().garment_images().list(account, {}, {}).value().count, 0);
  EXPECT_EQ(tasks().list(account, {}, {}).value().count, 0);
  EXPECT_FALSE(accounts().find_key("public id of gone").value());
  EXPECT_TRUE(tasks().find_result(kept).value());
  EXPECT_TRUE(accounts().find_key("public id of neighbour").value());

  // Its blobs still name it.
  EXPECT_FALSE(deletions().remove_empty_account(account, order).value());
  const std::vector<BlobKey> waiting = records().blobs().unreferenced(100).value();
  for (const BlobKey& key : waiting) {
    ASSERT_TRUE(records().blobs().erase_unreferenced(key, [] { return Status{}; }).value());
  }
  EXPECT_TRUE(deletions().remove_empty_account(account, order).value());
  EXPECT_FALSE(deletions().find_account("gone").value());
  EXPECT_EQ(deletions().find_account("neighbour").value(), neighbour);
  EXPECT_EQ(deletions().list(1).value().front().kind, task::DeletedKind::kAccount);
}

TEST_P(DeletionTest, image_of_an_account_that_has_gone_is_never_published) {
  EXPECT_FALSE(records().person_images().add(new_image(task::AccountId(99)), published_never()));
}

}  // namespace
}  // namespace drape::store
