#include <gmock/gmock.h>

#include <set>

#include "store/records_test.h"

namespace drape::store {
namespace {

using std::chrono::seconds;
using task::DeliveryState;
using task::WebhookDelivery;
using task::WebhookEvent;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const task::WebhookTarget kTarget{"https://shop.example/hook", "https://tryon.example"};

class WebhookRecordsTest : public RecordsTest {
 protected:
  WebhookRecords& webhooks() { return records().webhooks(); }

  task::TaskId add_task_told_at(task::AccountId account, const std::string& url = kTarget.url) {
    NewTask task = order(account, add_person(account), {add_garment(account)});
    task.order.webhook = task::WebhookTarget{url, kTarget.origin};
    return tasks().add(task).value().task->id;
  }
  /// A task that has failed, and so has something to tell.
  task::TaskId failed_task(task::AccountId account, const std::string& url = kTarget.url) {
    const task::TaskId id = add_task_told_at(account, url);
    EXPECT_TRUE(queue().fail_task(claim().lease, {"no_person", "Nobody.", false}, now()));
    return id;
  }
  std::vector<WebhookDelivery> all(const DeliveryFilter& filter = {}) {
    return webhooks().list(filter, {1, false, 100}).value().items;
  }
  WebhookDelivery only() {
    const std::vector<WebhookDelivery> deliveries = all();
    EXPECT_THAT(deliveries, SizeIs(1));
    return deliveries.at(0);
  }
  DeliveryOutcome failed_attempt(const WebhookDelivery& delivery) {
    return {delivery.id,
            now(),
            std::chrono::milliseconds(12),
            500,
            "status",
            DeliveryState::kPending,
            now(),
            now() + seconds(5)};
  }
  DeliveryOutcome delivered(const WebhookDelivery& delivery) {
    return {delivery.id, now(), std::chrono::milliseconds(12), 204, "", DeliveryState::kDelivered, now(), {}};
  }
  DeliveryOutcome given_up(const WebhookDelivery& delivery) {
    return {delivery.id, now(), std::chrono::milliseconds(12), {}, "timeout", DeliveryState::kDead,
            now(),       {}};
  }
  std::vector<std::string> due_urls(int count_max, int account_max, int url_max) {
    std::vector<std::string> urls;
    const auto due = webhooks().due({now(), count_max, account_max, url_max}).value();
    for (const WebhookDelivery& delivery : due) urls.push_back(delivery.target.url);
    return urls;
  }
};
DRAPE_FOR_EVERY_DATABASE(WebhookRecordsTest);

TEST_P(WebhookRecordsTest, task_remembers_whom_to_tell) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task_told_at(account);
  EXPECT_EQ(task(account, id).order.webhook, kTarget);
  EXPECT_EQ(claim().task.order.webhook, kTarget);
  EXPECT_FALSE(task(account, add_task(account)).order.webhook);
  EXPECT_THAT(all(), IsEmpty()) << "nothing has ended";
}

TEST_P(WebhookRecordsTest, completed_task_is_in_the_outbox) {
  const task::AccountId account = add_account("a");
  const task::TaskId id = add_task_told_at(account);
  clock_.advance(seconds(3));
  ASSERT_TRUE(queue().complete(claim().lease, result(), now(), published()));
  const WebhookDelivery delivery = only();
  EXPECT_EQ(delivery.task, id);
  EXPECT_EQ(delivery.account, account);
  EXPECT_EQ(delivery.event, WebhookEvent::kTaskCompleted);
  EXPECT_EQ(delivery.target, kTarget);
  EXPECT_EQ(delivery.state, DeliveryState::kPending);
  EXPECT_EQ(delivery.created_at, now());
  EXPECT_EQ(delivery.next_attempt_at, now());
  EXPECT_EQ(delivery.attempts, 0);
  EXPECT_EQ(delivery.message_id.size(), 36U);
}

TEST_P(WebhookRecordsTest, task_without_a_webhook_tells_nobody) {
  const task::AccountId account = add_account("a");
  add_task(account);
  ASSERT_TRUE(queue().complete(claim().lease, result(), now(), published()));
  EXPECT_THAT(all(), IsEmpty());
}

// No path to an end may be forgotten: worker, rescue, deletion of a picture.
TEST_P(WebhookRecordsTest, every_way_to_fail_is_told_once) {
  const task::AccountId account = add_account("a");
  std::set<std::int64_t> expected;
  expected.insert(failed_task(account).value());

  expected.insert(add_task_told_at(account).value());
  EXPECT_EQ(queue().retry(claim().lease, now(), {.errors_max = 1})->status, task::TaskStatus::kFailed);

  expected.insert(add_task_told_at(account).value());
  claim();
  EXPECT_EQ(queue().rescue(now(), {.crashes_max = 1}, true)->failed, 1);

  NewTask waiting = order(account, add_person(account, "deleted"), {add_garment(account)});
  waiting.order.webhook = kTarget;
  expected.insert(tasks().add(waiting).value().task->id.value());
  ASSERT_TRUE(records().person_images().remove(account, waiting.order.person_image).value());

  const task::GarmentImageId garment = add_garment(account, "deleted");
  NewTask running = order(account, add_person(account), {garment});
  running.order.webhook = kTarget;
  expected.insert(tasks().add(running).value().task->id.value());
  claim();
  ASSERT_TRUE(records().garment_images().remove(account, garment).value());

  std::set<std::int64_t> told;
  for (const WebhookDelivery& delivery : all()) {
    EXPECT_EQ(delivery.event, WebhookEvent::kTaskFailed);
    EXPECT_TRUE(told.insert(delivery.task.value()).second);
  }
  EXPECT_EQ(told, expected);
}

TEST_P(WebhookRecordsTest, retried_and_returned_tasks_tell_nothing_yet) {
  const task::AccountId account = add_account("a");
  add_task_told_at(account);
  ASSERT_TRUE(queue().give_back(claim().lease, now()));
  EXPECT_EQ(queue().retry(claim().lease, now(), {})->status, task::TaskStatus::kQueued);
  EXPECT_THAT(all(), IsEmpty());
}

TEST_P(WebhookRecordsTest, stale_worker_tells_nothing) {
  const task::AccountId account = add_account("a");
  add_task_told_at(account);
  const ClaimedTask stale = claim();
  ASSERT_TRUE(queue().rescue(now(), {}, true));
  EXPECT_FALSE(queue().complete(stale.lease, result(), now(), published_never()));
  EXPECT_THAT(all(), IsEmpty());
}

TEST_P(WebhookRecordsTest, outbox_outlives_a_restart) {
  failed_task(add_account("a"));
  const WebhookDelivery before = only();
  reopen();
  EXPECT_EQ(only().message_id, before.message_id);
  EXPECT_EQ(webhooks().next_due().value(), before.next_attempt_at);
}

TEST_P(WebhookRecordsTest, attempts_are_counted_and_logged) {
  failed_task(add_account("a"));
  ASSERT_TRUE(webhooks().record(failed_attempt(only())));
  WebhookDelivery delivery = only();
  EXPECT_EQ(delivery.state, DeliveryState::kPending);
  EXPECT_EQ(delivery.attempts, 1);
  EXPECT_EQ(delivery.failures, 1);
  EXPECT_EQ(delivery.last_status, 500);
  EXPECT_EQ(delivery.last_error, "status");
  EXPECT_EQ(delivery.next_attempt_at, now() + seconds(5));
  EXPECT_THAT(due_urls(8, 8, 8), IsEmpty());
  clock_.advance(seconds(5));
  EXPECT_THAT(due_urls(8, 8, 8), SizeIs(1));

  ASSERT_TRUE(webhooks().record(delivered(delivery)));
  delivery = only();
  EXPECT_EQ(delivery.state, DeliveryState::kDelivered);
  EXPECT_EQ(delivery.attempts, 2);
  EXPECT_EQ(delivery.failures, 1);
  EXPECT_EQ(delivery.last_error, "");
  EXPECT_EQ(delivery.delivered_at, now());
  EXPECT_FALSE(delivery.next_attempt_at);
  EXPECT_FALSE(webhooks().next_due().value());
  const auto attempts = webhooks().attempts(delivery.id).value();
  ASSERT_THAT(attempts, SizeIs(2));
  EXPECT_EQ(attempts[0].number, 1);
  EXPECT_EQ(attempts[0].status, 500);
  EXPECT_EQ(attempts[0].error, "status");
  EXPECT_EQ(attempts[0].duration, std::chrono::milliseconds(12));
  EXPECT_EQ(attempts[1].status, 204);
}

TEST_P(WebhookRecordsTest, log_of_a_delivery_keeps_its_newest_attempts) {
  failed_task(add_account("a"));
  const WebhookDelivery delivery = only();
  for (int i = 0; i < kDeliveryAttemptsKept + 7; ++i)
    ASSERT_TRUE(webhooks().record(failed_attempt(delivery)));
  const auto attempts = webhooks().attempts(delivery.id).value();
  ASSERT_EQ(attempts.size(), static_cast<std::size_t>(kDeliveryAttemptsKept));
  EXPECT_EQ(attempts.front().number, 8);
  EXPECT_EQ(attempts.back().number, kDeliveryAttemptsKept + 7);
  EXPECT_EQ(only().attempts, kDeliveryAttemptsKept + 7);
}

TEST_P(WebhookRecordsTest, nobody_takes_all_the_places) {
  const task::AccountId loud = add_account("loud");
  const task::AccountId quiet = add_account("quiet");
  for (int i = 0; i < 5; ++i) failed_task(loud, "https://slow.example/");
  failed_task(loud, "https://quick.example/");
  failed_task(quiet, "https://quiet.example/");
  EXPECT_THAT(due_urls(8, 3, 2),
              testing::UnorderedElementsAre("https://slow.example/", "https://quick.example/",
                                            "https://quiet.example/", "https://slow.example/"));
  const std::vector<std::string> first_two = due_urls(2, 3, 2);
  EXPECT_THAT(first_two, testing::UnorderedElementsAre(testing::HasSubstr("slow"), "https://quiet.example/"));
  EXPECT_THAT(due_urls(8, 1, 2), SizeIs(2));
}

TEST_P(WebhookRecordsTest, list_is_filtered_and_newest_first) {
  const task::AccountId account = add_account("a");
  const task::AccountId other = add_account("b");
  const task::TaskId first = failed_task(account);
  const task::TaskId second = failed_task(account);
  failed_task(other);
  ASSERT_TRUE(webhooks().record(delivered(all({account, first, {}, {}}).at(0))));
  const auto tasks_of = [&](const DeliveryFilter& filter) {
    std::vector<task::TaskId> ids;
    for (const WebhookDelivery& delivery : all(filter)) ids.push_back(delivery.task);
    return ids;
  };
  EXPECT_THAT(tasks_of({account, {}, {}, {}}), ElementsAre(second, first));
  EXPECT_THAT(tasks_of({account, {}, DeliveryState::kDelivered, {}}), ElementsAre(first));
  EXPECT_THAT(tasks_of({account, second, DeliveryState::kPending, {}}), ElementsAre(second));
  EXPECT_THAT(tasks_of({other, first, {}, {}}), IsEmpty());
  const std::string id = all({account, first, {}, {}}).at(0).message_id;
  EXPECT_THAT(tasks_of({account, {}, {}, id}), ElementsAre(first));
  EXPECT_THAT(tasks_of({other, {}, {}, id}), IsEmpty());
  EXPECT_EQ(webhooks().list({account, {}, {}, {}}, {2, false, 1}).value().items.at(0).task, first);
  EXPECT_EQ(webhooks().list({}, {3, false, 2}).error().code, "invalid_page");
}

TEST_P(WebhookRecordsTest, replay_starts_the_schedule_anew_with_the_same_id) {
  failed_task(add_account("a"));
  const WebhookDelivery before = only();
  ASSERT_TRUE(webhooks().record(failed_attempt(before)));
  ASSERT_TRUE(webhooks().record(given_up(before)));
  EXPECT_EQ(only().state, DeliveryState::kDead);
  EXPECT_THAT(due_urls(8, 8, 8), IsEmpty());
  clock_.advance(seconds(60));
  EXPECT_EQ(webhooks().replay({{}, {}, DeliveryState::kDead, {}}, now()).value(), 1);
  const WebhookDelivery again = only();
  EXPECT_EQ(again.message_id, before.message_id);
  EXPECT_EQ(again.state, DeliveryState::kPending);
  EXPECT_EQ(again.attempts, 2);
  EXPECT_EQ(again.failures, 0);
  EXPECT_EQ(again.next_attempt_at, now());
  ASSERT_TRUE(webhooks().record(delivered(again)));
  EXPECT_EQ(webhooks().replay({{}, {}, DeliveryState::kDead, {}}, now()).value(), 0);
  EXPECT_EQ(webhooks().replay({{}, {}, {}, before.message_id}, now()).value(), 1);
  EXPECT_FALSE(only().delivered_at);
}

TEST_P(WebhookRecordsTest, replay_of_another_account_changes_nothing) {
  const task::AccountId other = add_account("b");
  failed_task(add_account("a"));
  ASSERT_TRUE(webhooks().record(given_up(only())));
  EXPECT_EQ(webhooks().replay({other, {}, {}, only().message_id}, now()).value(), 0);
  EXPECT_EQ(only().state, DeliveryState::kDead);
}

TEST_P(WebhookRecordsTest, backlog_counts_what_waits) {
  EXPECT_EQ(webhooks().backlog()->pending, 0);
  EXPECT_FALSE(webhooks().backlog()->oldest);
  const task::AccountId account = add_account("a");
  failed_task(account);
  const Timestamp oldest = now();
  clock_.advance(seconds(9));
  failed_task(account);
  EXPECT_EQ(webhooks().backlog()->pending, 2);
  EXPECT_EQ(webhooks().backlog()->oldest, oldest);
}

TEST_P(WebhookRecordsTest, retention_drops_what_is_over_and_never_what_waits) {
  const task::AccountId account = add_account("a");
  failed_task(account);
  ASSERT_TRUE(webhooks().record(delivered(only())));
  failed_task(account);
  clock_.advance(seconds(10));
  EXPECT_EQ(webhooks().forget_before(now() - seconds(10)).value(), 0);
  EXPECT_EQ(webhooks().forget_before(now()).value(), 1);
  EXPECT_EQ(only().state, DeliveryState::kPending);
}

TEST_P(WebhookRecordsTest, purge_takes_keys_and_deliveries_along) {
  const task::AccountId account = add_account("a");
  const task::AccountId other = add_account("b");
  failed_task(account);
  failed_task(other);
  ASSERT_TRUE(webhooks().keys(account, {}, now()));
  ASSERT_TRUE(records().deletions().empty_account(account, {task::DeletionCause::kPurge, {}, now()}));
  EXPECT_EQ(only().account, other);
  const auto blobs = records().blobs().unreferenced(100).value();
  for (const BlobKey& blob : blobs) {
    ASSERT_TRUE(records().blobs().erase_unreferenced(blob, [] { return Status{}; }).value());
  }
  EXPECT_TRUE(
      records().deletions().remove_empty_account(account, {task::DeletionCause::kPurge, {}, now()}).value());
}

TEST_P(WebhookRecordsTest, outcome_of_a_delivery_that_is_gone_is_no_failure) {
  const task::AccountId account = add_account("a");
  failed_task(account);
  const WebhookDelivery delivery = only();
  ASSERT_TRUE(records().deletions().empty_account(account, {task::DeletionCause::kPurge, {}, now()}));
  EXPECT_TRUE(webhooks().record(delivered(delivery)));
  EXPECT_THAT(all(), IsEmpty());
}

TEST_P(WebhookRecordsTest, key_is_made_once_and_the_old_one_kept_beside_a_new_one) {
  const task::AccountId account = add_account("a");
  const task::WebhookKey first = sha256("first").bytes();
  const task::WebhookKey second = sha256("second").bytes();
  const task::WebhookKeys made = webhooks().keys(account, first, now()).value();
  EXPECT_EQ(made.current, first);
  EXPECT_FALSE(made.previous);
  EXPECT_EQ(webhooks().keys(account, second, now()).value().current, first);
  clock_.advance(seconds(1));
  const task::WebhookKeys rotated = webhooks().rotate(account, {second, now(), now() + seconds(60)}).value();
  EXPECT_EQ(rotated.current, second);
  EXPECT_EQ(rotated.created_at, now());
  EXPECT_EQ(rotated.previous, first);
  EXPECT_EQ(rotated.previous_expires_at, now() + seconds(60));
  reopen();
  EXPECT_EQ(webhooks().keys(account, first, now()).value().previous, first);
}

TEST_P(WebhookRecordsTest, rotation_of_a_key_that_never_was_makes_one) {
  const task::AccountId account = add_account("a");
  const task::WebhookKey fresh = sha256("fresh").bytes();
  const task::WebhookKeys keys = webhooks().rotate(account, {fresh, now(), now() + seconds(60)}).value();
  EXPECT_EQ(keys.current, fresh);
  EXPECT_FALSE(keys.previous);
}

}  // namespace
}  // namespace drape::store
