#include "service/webhook_courier.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "fakes/fake_sender.h"
#include "service/webhooks.h"
#include "service_test.h"
#include "webhook/signature.h"

namespace drape::service {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using task::DeliveryState;
using task::WebhookDelivery;
using testing::IsEmpty;
using testing::SizeIs;

std::string header(const webhook::Request& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return {};
}

class WebhookCourierTest : public ServiceTest {
 protected:
  WebhookCourierTest() { settings_.webhooks.schedule.pauses = {seconds(10), seconds(100), seconds(1'000)}; }

  task::TaskId ended_task(const std::string& url = "https://shop.example/hook") {
    return ended_task_of(account_, url);
  }
  task::TaskId ended_task_of(task::AccountId account, const std::string& url) {
    task::TaskOrder order{add_person(account), {add_garment(account)}, task::PictureFormat::kJpeg};
    order.webhook = task::WebhookTarget{url, "https://tryon.example"};
    const task::TaskId id = records().tasks().add({account, order, clock_.now()}).value().task->id;
    const auto claimed = records().queue().claim({clock_.now()}).value().task.value();
    EXPECT_TRUE(records().queue().fail_task(claimed.lease, {"no_person", "Nobody.", false}, clock_.now()));
    return id;
  }
  WebhookDelivery delivery(task::TaskId id) {
    return records().webhooks().list({{}, id, {}, {}}, {}).value().items.at(0);
  }
  /// How often the delivery was tried when its turn came.
  int deliver() { return courier_.deliver_due().value(); }
  /// Lets time pass until the next attempt of the delivery is due.
  void wait_for_next(task::TaskId id) { clock_.advance(*delivery(id).next_attempt_at - clock_.now()); }

  WebhookCourier::Parts parts() {
    return {records().webhooks(),
            records().tasks(),
            sender_,
            [](const WebhookDelivery& delivery, const task::Task& task) {
              return std::string(to_string(delivery.event)) + " " + std::to_string(task.id.value());
            },
            signal_,
            random_,
            clock_,
            metrics_,
            settings_};
  }

  task::AccountId account_ = add_account();
  fakes::FakeSender sender_;
  WorkSignal signal_;
  WebhookCourier courier_{parts()};
};

TEST_F(WebhookCourierTest, sends_what_ended_signed_with_the_secret) {
  const task::TaskId id = ended_task();
  EXPECT_EQ(deliver(), 1);
  ASSERT_THAT(sender_.requests(), SizeIs(1));
  const webhook::Request request = sender_.requests().front();
  EXPECT_EQ(request.url.text(), "https://shop.example:443/hook");
  EXPECT_EQ(request.body, "task.failed " + std::to_string(id.value()));
  const std::string message = header(request, "webhook-id");
  EXPECT_EQ(message, delivery(id).message_id);
  EXPECT_EQ(header(request, "webhook-timestamp"), webhook::timestamp_text(clock_.now()));
  const auto keys = signing_keys(records().webhooks().keys(account_, {}, clock_.now()).value(), clock_.now());
  EXPECT_EQ(header(request, "webhook-signature"),
            webhook::signature({message, clock_.now(), request.body}, keys));
  EXPECT_EQ(delivery(id).state, DeliveryState::kDelivered);
  EXPECT_EQ(deliver(), 0);
}

TEST_F(WebhookCourierTest, tries_again_by_the_schedule_with_one_id_until_it_is_delivered) {
  const task::TaskId id = ended_task();
  sender_.answer = [this](const webhook::Request&, const std::stop_token&) {
    return fakes::FakeSender::status(sender_.requests().size() < 4 ? 500 : 204);
  };
  std::vector<seconds> waited;
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(deliver(), 1);
    EXPECT_EQ(deliver(), 0) << "not before its time";
    if (delivery(id).state != DeliveryState::kPending) break;
    waited.push_back(std::chrono::round<seconds>(*delivery(id).next_attempt_at - clock_.now()));
    wait_for_next(id);
  }
  ASSERT_THAT(waited, SizeIs(3));
  EXPECT_NEAR(static_cast<double>(waited[0].count()), 10, 2);
  EXPECT_NEAR(static_cast<double>(waited[1].count()), 100, 20);
  EXPECT_NEAR(static_cast<double>(waited[2].count()), 1'000, 200);
  EXPECT_EQ(delivery(id).state, DeliveryState::kDelivered);
  EXPECT_EQ(delivery(id).attempts, 4);
  std::set<std::string> ids;
  for (const webhook::Request& request : sender_.requests()) ids.insert(header(request, "webhook-id"));
  EXPECT_THAT(ids, SizeIs(1));
}

TEST_F(WebhookCourierTest, gives_up_at_the_end_of_the_schedule) {
  const task::TaskId id = ended_task();
  sender_.answer = [](const webhook::Request&, const std::stop_token&) {
    return webhook::Outcome{std::nullopt, "timeout", std::nullopt, {}};
  };
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(deliver(), 1);
    if (i < 3) wait_for_next(id);
  }
  EXPECT_EQ(delivery(id).state, DeliveryState::kDead);
  EXPECT_EQ(delivery(id).last_error, "timeout");
  clock_.advance(hours(1'000));
  EXPECT_EQ(deliver(), 0);
}

TEST_F(WebhookCourierTest, stops_at_once_when_the_receiver_is_gone) {
  const task::TaskId id = ended_task();
  sender_.answer = [](const webhook::Request&, const std::stop_token&) {
    return fakes::FakeSender::status(410);
  };
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(delivery(id).state, DeliveryState::kDead);
  EXPECT_EQ(delivery(id).last_error, "gone");
}

TEST_F(WebhookCourierTest, waits_as_long_as_a_busy_receiver_asks_for) {
  for (const int status : {429, 503}) {
    const task::TaskId id = ended_task();
    sender_.answer = [status](const webhook::Request&, const std::stop_token&) {
      return webhook::Outcome{status, {}, seconds(500), {}};
    };
    EXPECT_EQ(deliver(), 1);
    EXPECT_EQ(delivery(id).next_attempt_at, clock_.now() + seconds(500)) << status;
  }
  // Only those two may ask.
  const task::TaskId id = ended_task();
  sender_.answer = [](const webhook::Request&, const std::stop_token&) {
    return webhook::Outcome{500, {}, seconds(500), {}};
  };
  EXPECT_EQ(deliver(), 1);
  EXPECT_LT(*delivery(id).next_attempt_at, clock_.now() + seconds(13));
}

TEST_F(WebhookCourierTest, redirect_is_no_success) {
  const task::TaskId id = ended_task();
  sender_.answer = [](const webhook::Request&, const std::stop_token&) {
    return fakes::FakeSender::status(302);
  };
  EXPECT_EQ(deliver(), 1);
  EXPECT_EQ(delivery(id).state, DeliveryState::kPending);
  EXPECT_EQ(delivery(id).last_error, "redirect");
}

// The rules may have become stricter since the task was ordered.
TEST_F(WebhookCourierTest, sends_nothing_to_a_url_that_the_rules_refuse) {
  const task::TaskId id = ended_task("http://127.0.0.1:8080/hook");
  EXPECT_EQ(deliver(), 1);
  EXPECT_THAT(sender_.requests(), IsEmpty());
  EXPECT_EQ(delivery(id).state, DeliveryState::kPending);
  EXPECT_EQ(delivery(id).last_error, "refused_address");
}

TEST_F(WebhookCourierTest, both_keys_sign_after_a_rotation) {
  Webhooks webhooks({records().webhooks(), signal_, random_, clock_, settings_.webhooks});
  webhooks.secret(account_).value();
  webhooks.rotate_secret(account_).value();
  ended_task();
  EXPECT_EQ(deliver(), 1);
  const std::string signatures = header(sender_.requests().front(), "webhook-signature");
  EXPECT_EQ(std::ranges::count(signatures, ' '), 1);
}

TEST_F(WebhookCourierTest, what_was_not_noted_before_the_process_died_is_sent_again_with_the_same_id) {
  ended_task();
  sender_.answer = [](const webhook::Request&, const std::stop_token&) {
    return webhook::Outcome{std::nullopt, "stopped", std::nullopt, {}};
  };
  // A process that was stopped in the middle of an attempt has noted nothing.
  {
    WebhookCourier first(parts());
    first.start();
    sender_.wait_for_requests(1);
  }
  sender_.answer = [](const webhook::Request&, const std::stop_token&) {
    return fakes::FakeSender::status(200);
  };
  WebhookCourier second(parts());
  EXPECT_EQ(second.deliver_due().value(), 1);
  EXPECT_EQ(header(sender_.requests().front(), "webhook-id"),
            header(sender_.requests().back(), "webhook-id"));
}

TEST_F(WebhookCourierTest, slow_receiver_holds_up_nobody_else) {
  settings_.webhooks.deliveries_at_once = 4;
  for (int i = 0; i < 20; ++i) ended_task("https://slow.example/hook");
  const task::TaskId quick = ended_task_of(add_account("other"), "https://quick.example/hook");
  fakes::Gate gate;
  sender_.answer = [&](const webhook::Request& request, const std::stop_token&) {
    if (request.url.host == "slow.example") gate.wait();
    return fakes::FakeSender::status(200);
  };
  WebhookCourier courier(parts());
  courier.start();
  sender_.wait_for_requests(2);
  const std::vector<webhook::Request> sent = sender_.requests();
  const auto is_slow = [](const webhook::Request& request) { return request.url.host == "slow.example"; };
  EXPECT_EQ(std::ranges::count_if(sent, is_slow), 1) << "a quarter of the places";
  gate.open();
  courier.stop(seconds(60));
  EXPECT_EQ(delivery(quick).state, DeliveryState::kDelivered);
}

TEST_F(WebhookCourierTest, stop_lets_what_is_under_way_finish) {
  const task::TaskId id = ended_task();
  fakes::Gate gate;
  sender_.answer = [&](const webhook::Request&, const std::stop_token& stop) {
    gate.wait();
    return stop.stop_requested() ? webhook::Outcome{std::nullopt, "stopped", std::nullopt, {}}
                                 : fakes::FakeSender::status(200);
  };
  WebhookCourier courier(parts());
  courier.start();
  sender_.wait_for_requests(1);
  std::thread stopping([&] { courier.stop(seconds(60)); });
  gate.open();
  stopping.join();
  EXPECT_EQ(delivery(id).state, DeliveryState::kDelivered);
}

TEST_F(WebhookCourierTest, notification_wakes_it) {
  settings_.webhooks.poll = hours(1);
  WebhookCourier courier(parts());
  courier.start();
  ended_task();
  signal_.notify();
  sender_.wait_for_requests(1);
  courier.stop(seconds(60));
  EXPECT_THAT(sender_.requests(), SizeIs(1));
}

/// A database whose first writes of outcomes fail: a disk that is full or away.
class AwayWebhooks final : public store::WebhookRecords {
 public:
  AwayWebhooks(store::WebhookRecords& inner, int failures) : inner_(inner), failures_(failures) {}
  Status record(const store::DeliveryOutcome& outcome) override {
    if (failures_-- > 0) return fail({ErrorKind::kBusy, "storage_unavailable", {}, {}});
    return inner_.record(outcome);
  }
  Result<task::WebhookKeys> keys(task::AccountId account, const task::WebhookKey& fresh,
                                 Timestamp now) override {
    return inner_.keys(account, fresh, now);
  }
  Result<task::WebhookKeys> rotate(task::AccountId account, const store::KeyRotation& rotation) override {
    return inner_.rotate(account, rotation);
  }
  Result<std::vector<WebhookDelivery>> due(const store::DueRequest& request) override {
    return inner_.due(request);
  }
  Result<std::optional<Timestamp>> next_due() override { return inner_.next_due(); }
  Result<task::Page<WebhookDelivery>> list(const store::DeliveryFilter& filter,
                                           const task::PageRequest& page) override {
    return inner_.list(filter, page);
  }
  Result<std::vector<task::DeliveryAttempt>> attempts(task::DeliveryId id) override {
    return inner_.attempts(id);
  }
  Result<std::int64_t> replay(const store::DeliveryFilter& filter, Timestamp now) override {
    return inner_.replay(filter, now);
  }
  Result<store::Backlog> backlog() override { return inner_.backlog(); }
  Result<std::int64_t> forget_before(Timestamp before) override { return inner_.forget_before(before); }

 private:
  store::WebhookRecords& inner_;
  int failures_;
};

TEST_F(WebhookCourierTest, outcome_is_kept_until_the_storage_is_back) {
  settings_.storage_pause = milliseconds(1);
  AwayWebhooks away(records().webhooks(), 3);
  WebhookCourier::Parts with_away{away,   records().tasks(), sender_,  parts().write_body, signal_, random_,
                                  clock_, metrics_,          settings_};
  const task::TaskId id = ended_task();
  WebhookCourier courier(with_away);
  EXPECT_EQ(courier.deliver_due().value(), 1);
  EXPECT_THAT(sender_.requests(), SizeIs(1)) << "the receiver must not hear it over and over";
  EXPECT_EQ(delivery(id).state, DeliveryState::kDelivered);
}

}  // namespace
}  // namespace drape::service
