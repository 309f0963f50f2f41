#include <atomic>
#include <thread>

#include "store/records_test.h"

namespace drape::store {
namespace {

class IdempotencyRecordsTest : public RecordsTest {
 protected:
  IdempotencyClaim claim(std::string_view key, std::string_view request = "request") {
    return {account_, "POST /things/", sha256(key), sha256(request), now()};
  }
  Once<task::Task> once(std::string_view key) {
    return {claim(key), [](const task::Task& task) { return "task " + std::to_string(task.id.value()); }};
  }
  NewTask claimed_order(std::string_view key) {
    NewTask task = order(account_, person_, {garment_});
    task.once = once(key);
    return task;
  }
  NewImage claimed_image(std::string_view key) {
    NewImage image = new_image(account_, "claimed");
    image.once = {claim(key), [](std::int64_t id) { return "image " + std::to_string(id); }};
    return image;
  }
  std::optional<EarlierRequest> find(const IdempotencyClaim& claim) {
    return records().idempotency().find(claim).value();
  }
  std::int64_t task_count() { return tasks().list(account_, {}, {}).value().count; }

  task::AccountId account_ = add_account("a");
  task::PersonImageId person_ = add_person(account_);
  task::GarmentImageId garment_ = add_garment(account_);
};
DRAPE_FOR_EVERY_DATABASE(IdempotencyRecordsTest);

TEST_P(IdempotencyRecordsTest, task_and_its_reply_are_there_together) {
  EXPECT_FALSE(find(claim("k")));
  const task::TaskId id = tasks().add(claimed_order("k")).value().task->id;
  reopen();
  const EarlierRequest earlier = find(claim("k")).value();
  EXPECT_EQ(earlier.kept->fingerprint, sha256("request"));
  EXPECT_EQ(earlier.kept->reply, "task " + std::to_string(id.value()));
}

TEST_P(IdempotencyRecordsTest, second_request_with_a_key_changes_nothing) {
  ASSERT_TRUE(tasks().add(claimed_order("k")));
  const auto second = tasks().add(claimed_order("k"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kConflict);
  EXPECT_EQ(second.error().code, kKeyTakenCode);
  EXPECT_EQ(task_count(), 1);
  ASSERT_TRUE(records().person_images().add(claimed_image("p"), published()));
  EXPECT_EQ(records().person_images().add(claimed_image("p"), published_never()).error().code, kKeyTakenCode);
}

TEST_P(IdempotencyRecordsTest, of_many_at_once_one_makes_the_task) {
  constexpr int kThreads = 8;
  std::atomic<int> made = 0;
  std::atomic<int> taken = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        const auto added = tasks().add(claimed_order("k"));
        if (added) ++made;
        if (!added && added.error().code == kKeyTakenCode) ++taken;
      });
    }
  }
  EXPECT_EQ(made, 1);
  EXPECT_EQ(taken, kThreads - 1);
  EXPECT_EQ(task_count(), 1);
}

TEST_P(IdempotencyRecordsTest, two_processes_on_one_store_make_one_task) {
  const std::unique_ptr<Records> other = backend_->open();
  ASSERT_TRUE(other->tasks().add(claimed_order("k")));
  EXPECT_EQ(tasks().add(claimed_order("k")).error().code, kKeyTakenCode);
  EXPECT_TRUE(find(claim("k")));
}

TEST_P(IdempotencyRecordsTest, what_was_refused_may_be_asked_for_again) {
  NewTask no_room = claimed_order("k");
  no_room.queue_depth_max = 0;
  EXPECT_TRUE(tasks().add(no_room).value().no_room);
  EXPECT_FALSE(find(claim("k")));
  NewTask incomplete = claimed_order("k");
  incomplete.order.garment_images = {task::GarmentImageId(99)};
  EXPECT_TRUE(tasks().add(incomplete).value().missing.any());
  EXPECT_FALSE(find(claim("k")));
  const Publish broken = [] { return Status(fail({ErrorKind::kBusy, "storage_unavailable", {"no"}, {}})); };
  EXPECT_FALSE(records().person_images().add(claimed_image("p"), broken));
  EXPECT_FALSE(find(claim("p")));
  EXPECT_TRUE(tasks().add(claimed_order("k")).value().task);
}

TEST_P(IdempotencyRecordsTest, key_is_its_accounts_and_its_operations_own) {
  ASSERT_TRUE(tasks().add(claimed_order("k")));
  IdempotencyClaim elsewhere = claim("k");
  elsewhere.operation = "POST /others/";
  EXPECT_FALSE(find(elsewhere));
  IdempotencyClaim foreign = claim("k");
  foreign.account = add_account("b");
  EXPECT_FALSE(find(foreign));
  EXPECT_FALSE(find(claim("K")));
}

TEST_P(IdempotencyRecordsTest, deleted_photo_leaves_only_that_there_was_a_request) {
  const auto person = records().person_images().add(claimed_image("p"), published()).value().id;
  ASSERT_TRUE(records().idempotency().remember(claim("v"), {"a sentence on the photo", person}));
  const auto garment = records().garment_images().add(claimed_image("g"), published()).value().id;
  ASSERT_TRUE(records().person_images().remove(account_, person).value());
  EXPECT_FALSE(find(claim("p")).value().kept);
  EXPECT_FALSE(find(claim("v")).value().kept);
  EXPECT_TRUE(find(claim("g")).value().kept);
  ASSERT_TRUE(records().garment_images().remove(account_, garment).value());
  EXPECT_FALSE(find(claim("g")).value().kept);
  // A late repetition does not bring the photo back.
  EXPECT_EQ(records().person_images().add(claimed_image("p"), published_never()).error().code, kKeyTakenCode);
}

TEST_P(IdempotencyRecordsTest, reply_on_a_photo_that_has_gone_is_not_kept) {
  ASSERT_TRUE(records().person_images().remove(account_, person_).value());
  const Status kept = records().idempotency().remember(claim("v"), {"a sentence on the photo", person_});
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().kind, ErrorKind::kConflict);
  EXPECT_FALSE(find(claim("v")));
}

TEST_P(IdempotencyRecordsTest, remembered_reply_stays_the_first_one) {
  ASSERT_TRUE(records().idempotency().remember(claim("k"), {"first"}));
  EXPECT_EQ(records().idempotency().remember(claim("k"), {"second"}).error().code, kKeyTakenCode);
  EXPECT_EQ(find(claim("k"))->kept->reply, "first");
}

TEST_P(IdempotencyRecordsTest, old_requests_are_forgotten_and_younger_ones_are_not) {
  ASSERT_TRUE(tasks().add(claimed_order("old")));
  const Timestamp then = now();
  clock_.advance(std::chrono::hours(1));
  ASSERT_TRUE(tasks().add(claimed_order("young")));
  EXPECT_EQ(records().idempotency().forget_before(then).value(), 0);
  EXPECT_EQ(records().idempotency().forget_before(now()).value(), 1);
  EXPECT_FALSE(find(claim("old")));
  EXPECT_TRUE(find(claim("young")));
  EXPECT_TRUE(tasks().add(claimed_order("old")));
}

TEST_P(IdempotencyRecordsTest, purge_takes_the_keys_along) {
  ASSERT_TRUE(tasks().add(claimed_order("k")));
  ASSERT_TRUE(records().idempotency().remember(claim("v"), {"reply", person_}));
  ASSERT_TRUE(records().deletions().empty_account(account_, {task::DeletionCause::kPurge, {}, now()}));
  EXPECT_FALSE(find(claim("k")));
  EXPECT_FALSE(find(claim("v")));
}

}  // namespace
}  // namespace drape::store
