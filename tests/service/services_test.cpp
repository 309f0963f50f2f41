#include "service/services.h"

#include <atomic>
#include <functional>
#include <latch>
#include <semaphore>
#include <set>
#include <thread>

#include "fakes/fake_sender.h"
#include "service_test.h"
#include "store/digest.h"
#include "task/deletion.h"

namespace drape::service {
namespace {

using task::TaskStatus;

class ServicesTest : public ServiceTest {
 protected:
  ServicesTest() {
    settings_.workers = 4;
    open();
  }
  void open() {
    services_ = std::make_unique<Services>(
        Foundations{records(), blobs(), try_on_, clock_, random_, metrics_, *decoder_}, settings_);
  }
  task::PersonImage upload_person(int seed) {
    return services_->person_images().add(account_, check(picture_file(seed)).value(), {"person"}).value();
  }
  task::GarmentImage upload_garment(int seed) {
    return services_->garment_images().add(account_, check(picture_file(seed)).value(), {"garment"}).value();
  }
  /// Computed anew each time, unless told otherwise.
  task::TaskId submit(task::PersonImageId person, std::vector<task::GarmentImageId> garments,
                      CacheUse cache = CacheUse::kForbidden) {
    const task::TaskOrder order{person, std::move(garments), task::PictureFormat::kJpeg};
    return std::get<task::Task>(services_->tasks().submit(account_, order, cache)).id;
  }
  store::AccountRecords::Secret secret(std::string_view name) {
    return server_secret(records().accounts(), name, random_, clock_).value();
  }
  std::int64_t count(TaskStatus status) {
    return services_->tasks().list(account_, {{}, {}, status}, {})->count;
  }

  /// Waits for a task as a client does: looks at it when it is told to, until it has this state.
  void expect_told(task::TaskId id, TaskStatus status, const std::function<void()>& change) {
    std::counting_semaphore<> told(0);
    const auto place = services_->task_events().subscribe(account_, id, [&] { told.release(); });
    ASSERT_TRUE(place);
    ASSERT_NE(services_->tasks().find(account_, id)->status, status);
    change();
    do {
      ASSERT_TRUE(told.try_acquire_for(std::chrono::seconds(60))) << "nobody told";
    } while (services_->tasks().find(account_, id)->status != status);
  }

  task::AccountId account_ = add_account();
  std::unique_ptr<Services> services_;
};

TEST_F(ServicesTest, who_waits_is_told_when_the_task_is_taken_and_when_it_has_ended) {
  fakes::Gate gate;
  try_on_.try_on_answer = [&](const tryon::EncodedPicture&, StageContext& stages) {
    gate.wait();
    return fakes::FakeTryOn::grey_picture(stages);
  };
  const task::TaskId id = submit(upload_person(1).id, {upload_garment(2).id});
  expect_told(id, TaskStatus::kProcessing, [&] { ASSERT_TRUE(services_->start()); });
  expect_told(id, TaskStatus::kCompleted, [&] { gate.open(); });
  EXPECT_EQ(services_->task_events().waiters(), 0U);
}

TEST_F(ServicesTest, who_waits_is_told_when_the_photo_is_deleted) {
  const task::PersonImageId person = upload_person(1).id;
  const task::TaskId id = submit(person, {upload_garment(2).id});
  expect_told(id, TaskStatus::kFailed,
              [&] { ASSERT_TRUE(services_->person_images().remove(account_, person)); });
}

TEST_F(ServicesTest, who_waits_is_told_when_the_task_is_taken_from_a_dead_worker) {
  settings_.workers = 0;
  open();
  const task::TaskId id = submit(upload_person(1).id, {upload_garment(2).id});
  ASSERT_TRUE(records().queue().claim({clock_.now()})->task);
  expect_told(id, TaskStatus::kQueued, [&] { ASSERT_TRUE(services_->start()); });
}

TEST_F(ServicesTest, photo_becomes_a_picture) {
  ASSERT_TRUE(services_->start());
  const task::TaskId id = submit(upload_person(1).id, {upload_garment(2).id});
  metrics_.wait_for_runs(1);
  EXPECT_EQ(services_->tasks().find(account_, id)->status, TaskStatus::kCompleted);
  const MediaFile result = services_->media().open_result(id).value();
  std::vector<std::byte> bytes(static_cast<std::size_t>(result.size()));
  ASSERT_EQ(result.read_at(0, bytes).value(), bytes.size());
  EXPECT_EQ(store::sha256(bytes), result.picture().hash);
  const image::Image picture = image::decode(bytes).value();
  EXPECT_EQ(picture.size(), cv::Size(6, 8));
  EXPECT_NEAR(picture(4, 3)[0], 90, 2);
}

TEST_F(ServicesTest, hundred_submits_at_once_all_end_once) {
  constexpr int kThreads = 10;
  constexpr int kEach = 10;
  ASSERT_TRUE(services_->start());
  const task::PersonImageId person = upload_person(1).id;
  const task::GarmentImageId garment = upload_garment(2).id;
  std::latch start(kThreads);
  std::mutex mutex;
  std::set<task::TaskId> ids;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        start.arrive_and_wait();
        for (int k = 0; k < kEach; ++k) {
          const task::TaskId id = submit(person, {garment});
          const std::lock_guard lock(mutex);
          ids.insert(id);
        }
      });
    }
  }
  EXPECT_EQ(ids.size(), 100U);
  metrics_.wait_for_runs(100);
  services_->stop();
  EXPECT_EQ(try_on_.started(), 100);
  EXPECT_EQ(count(TaskStatus::kCompleted), 100);
  EXPECT_EQ(services_->queue_depth()->queued, 0);
  for (const task::TaskId id : ids) EXPECT_TRUE(services_->media().open_result(id));
}

TEST_F(ServicesTest, restart_finishes_queued_and_interrupted_tasks) {
  const task::PersonImageId person = upload_person(1).id;
  const task::GarmentImageId garment = upload_garment(2).id;
  for (int i = 0; i < 20; ++i) submit(person, {garment});
  // The process took four of them and was killed.
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(records().queue().claim({clock_.now()})->task);
  services_.reset();
  directory_.reset();
  directory_ = store::open_data_directory(place_.path()).value();
  open();
  ASSERT_TRUE(services_->start());
  metrics_.wait_for_runs(20);
  EXPECT_EQ(count(TaskStatus::kCompleted), 20);
  EXPECT_EQ(metrics_.rescued(), 4);
  EXPECT_EQ(try_on_.started(), 20);
}

TEST_F(ServicesTest, stop_in_the_middle_loses_nothing) {
  std::atomic<bool> cancelled_once = false;
  try_on_.try_on_answer = [&](const tryon::EncodedPicture&, StageContext& stages) {
    while (!cancelled_once && stages.check()) std::this_thread::yield();
    return fakes::FakeTryOn::grey_picture(stages);
  };
  settings_.drain_grace = std::chrono::milliseconds(0);
  open();
  ASSERT_TRUE(services_->start());
  const task::PersonImageId person = upload_person(1).id;
  const task::GarmentImageId garment = upload_garment(2).id;
  for (int i = 0; i < 6; ++i) submit(person, {garment});
  try_on_.wait_until_started(4);
  services_->stop();
  EXPECT_EQ(count(TaskStatus::kQueued), 6);
  cancelled_once = true;
  open();
  ASSERT_TRUE(services_->start());
  metrics_.wait_for_runs(4 + 6);
  EXPECT_EQ(count(TaskStatus::kCompleted), 6);
}

TEST_F(ServicesTest, deleted_photo_fails_the_tasks_that_still_wait_for_it) {
  const task::PersonImageId person = upload_person(1).id;
  const task::TaskId id = submit(person, {upload_garment(2).id});
  ASSERT_TRUE(services_->person_images().remove(account_, person));
  const task::Task task = services_->tasks().find(account_, id).value();
  EXPECT_EQ(task.failure->code, task::kPersonImageDeletedCode);
  EXPECT_EQ(task.order.person_image, person);
}

TEST_F(ServicesTest, photo_deleted_while_it_is_worked_on_stops_the_work_and_leaves_nothing) {
  try_on_.try_on_answer = [&](const tryon::EncodedPicture&, StageContext& stages) {
    while (stages.check()) std::this_thread::yield();
    // An engine that does not look at its context any more.
    return Result<tryon::TryOnResult>(fakes::FakeTryOn::some_picture());
  };
  ASSERT_TRUE(services_->start());
  const task::PersonImage person = upload_person(1);
  const task::TaskId id = submit(person.id, {upload_garment(2).id});
  try_on_.wait_until_started(1);
  ASSERT_TRUE(services_->person_images().remove(account_, person.id));
  metrics_.wait_for_runs(1);
  EXPECT_EQ(metrics_.outcomes().front(), TaskOutcome::kLeaseLost);
  EXPECT_EQ(services_->tasks().find(account_, id)->failure, task::person_image_deleted());
  EXPECT_FALSE(services_->media().open_result(id));
  services_->stop();
  EXPECT_EQ(blob_files(), 2U);  // the garment's
  EXPECT_EQ(incoming_files(), 0U);
}

TEST_F(ServicesTest, cancelled_task_stops_at_its_next_stage_and_its_picture_is_refused) {
  try_on_.try_on_answer = [&](const tryon::EncodedPicture&, StageContext& stages) {
    while (stages.check()) std::this_thread::yield();
    // An engine that does not look at its context any more.
    return Result<tryon::TryOnResult>(fakes::FakeTryOn::some_picture());
  };
  ASSERT_TRUE(services_->start());
  const task::TaskId id = submit(upload_person(1).id, {upload_garment(2).id});
  try_on_.wait_until_started(1);
  ASSERT_TRUE(services_->tasks().cancel(account_, id));
  metrics_.wait_for_runs(1);
  EXPECT_EQ(metrics_.outcomes().front(), TaskOutcome::kLeaseLost);
  EXPECT_EQ(services_->tasks().find(account_, id)->failure, task::cancelled());
  services_->stop();
  EXPECT_EQ(blob_files(), 4U);  // the person's and the garment's
  EXPECT_EQ(incoming_files(), 0U);
}

TEST_F(ServicesTest, deleting_a_task_deletes_its_picture_and_nothing_else) {
  ASSERT_TRUE(services_->start());
  const task::TaskId id = submit(upload_person(1).id, {upload_garment(2).id});
  metrics_.wait_for_runs(1);
  ASSERT_EQ(blob_files(), 5U);
  ASSERT_TRUE(services_->tasks().remove(account_, id));
  EXPECT_EQ(blob_files(), 4U);
  EXPECT_FALSE(services_->media().open_result(id));
  EXPECT_EQ(services_->tasks().find(account_, id).error().kind, ErrorKind::kNotFound);
}

TEST_F(ServicesTest, order_whose_picture_is_known_is_answered_without_a_worker) {
  ASSERT_TRUE(services_->start());
  const task::TaskId first = submit(upload_person(1).id, {upload_garment(2).id});
  metrics_.wait_for_runs(1);
  // The same photos, uploaded once more.
  const task::TaskId second = submit(upload_person(1).id, {upload_garment(2).id}, CacheUse::kAllowed);
  const task::Task task = services_->tasks().find(account_, second).value();
  EXPECT_EQ(task.status, TaskStatus::kCompleted);
  EXPECT_TRUE(task.cached);
  EXPECT_EQ(task.engine_version, "fake 1");
  EXPECT_EQ(try_on_.started(), 1);
  EXPECT_EQ(metrics_.cached(), 1);
  EXPECT_EQ(blob_files(), 5U);
  ASSERT_TRUE(services_->tasks().remove(account_, first));
  EXPECT_TRUE(services_->media().open_result(second));
  ASSERT_TRUE(services_->tasks().remove(account_, second));
  EXPECT_EQ(blob_files(), 4U);
}

TEST_F(ServicesTest, deleting_a_person_deletes_the_picture_of_them_and_the_task_says_so) {
  ASSERT_TRUE(services_->start());
  const task::PersonImage person = upload_person(1);
  const task::TaskId id = submit(person.id, {upload_garment(2).id});
  metrics_.wait_for_runs(1);
  ASSERT_EQ(blob_files(), 5U);
  ASSERT_TRUE(services_->person_images().remove(account_, person.id));
  EXPECT_EQ(blob_files(), 2U);
  EXPECT_FALSE(services_->media().open_result(id));
  const task::Task task = services_->tasks().find(account_, id).value();
  EXPECT_EQ(task.status, TaskStatus::kCompleted);
  EXPECT_EQ(task.result_deleted_at, clock_.now());
}

TEST_F(ServicesTest, what_a_crash_left_behind_is_gone_after_the_start) {
  auto half = blobs().begin().value();
  ASSERT_TRUE(half->append(bytes_of("half an upload")));
  EXPECT_EQ(incoming_files(), 1U);
  ASSERT_TRUE(services_->start());
  EXPECT_EQ(incoming_files(), 0U);
}

TEST_F(ServicesTest, garment_is_looked_at_as_soon_as_it_is_uploaded) {
  ASSERT_TRUE(services_->start());
  fakes::Gate looked;
  try_on_.category_answer = [&](const tryon::EncodedPicture&) {
    looked.open();
    return garment::Category::kUpper;
  };
  upload_garment(3);
  looked.wait();
}

TEST_F(ServicesTest, ready_until_the_drain_begins) {
  ASSERT_TRUE(services_->start());
  EXPECT_TRUE(services_->ready());
  services_->begin_drain();
  const Status ready = services_->ready();
  ASSERT_FALSE(ready);
  EXPECT_EQ(ready.error().kind, ErrorKind::kBusy);
  EXPECT_EQ(ready.error().code, "draining");
}

TEST_F(ServicesTest, services_that_never_started_stop_cleanly) {
  services_->stop();
  services_.reset();
}

TEST_F(ServicesTest, end_of_a_task_is_told_at_once) {
  settings_.webhooks.poll = std::chrono::hours(1);
  services_.reset();
  fakes::FakeSender sender;
  const auto write_body = [](const task::WebhookDelivery& delivery, const task::Task&) {
    return std::string(to_string(delivery.event));
  };
  Services services(
      {records(), blobs(), try_on_, clock_, random_, metrics_, *decoder_, std::nullopt, &sender, write_body},
      settings_);
  ASSERT_TRUE(services.start());
  task::TaskOrder order{add_person(account_), {add_garment(account_)}, task::PictureFormat::kJpeg};
  order.webhook = task::WebhookTarget{"https://shop.example/", "https://tryon.example"};
  ASSERT_TRUE(std::holds_alternative<task::Task>(services.tasks().submit(account_, order)));
  sender.wait_for_requests(1);
  services.stop();
  EXPECT_EQ(sender.requests().front().body, "task.completed");
  EXPECT_EQ(services.webhooks().backlog()->pending, 0);
}

TEST_F(ServicesTest, secret_is_random_and_stays) {
  const auto links = secret("links");
  EXPECT_EQ(secret("links"), links);
  EXPECT_NE(secret("other"), links);
  EXPECT_NE(links, store::AccountRecords::Secret{});
}

}  // namespace
}  // namespace drape::service
