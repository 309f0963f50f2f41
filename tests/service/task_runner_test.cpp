#include "service/task_runner.h"

#include "service_test.h"
#include "store/digest.h"

namespace drape::service {
namespace {

class TaskRunnerTest : public ServiceTest {
 protected:
  RunOutcome run(task::TaskId id) {
    StageContext stages;
    return runner_.run(task(account_, id), stages);
  }
  task::TaskId add_order(std::vector<task::GarmentImageId> garments,
                         task::PictureFormat format = task::PictureFormat::kJpeg) {
    task::TaskOrder order{add_person(account_), std::move(garments), format};
    return records().tasks().add({account_, std::move(order), clock_.now()}).value().task->id;
  }
  void answer(const Error& error) {
    try_on_.try_on_answer = [error](const tryon::EncodedPicture&,
                                    StageContext&) -> Result<tryon::TryOnResult> { return fail(error); };
  }
  static task::TaskFailure failure_of(const RunOutcome& outcome) {
    EXPECT_TRUE(std::holds_alternative<Refused>(outcome));
    const auto* refused = std::get_if<Refused>(&outcome);
    return refused == nullptr ? task::TaskFailure{} : refused->failure;
  }

  task::AccountId account_ = add_account();
  TaskRunner runner_{{records(), blobs(), try_on_, settings_}};
};

TEST_F(TaskRunnerTest, result_is_encoded_as_ordered_and_ready_to_be_published) {
  for (const auto format :
       {task::PictureFormat::kJpeg, task::PictureFormat::kPng, task::PictureFormat::kWebp}) {
    RunOutcome outcome = run(add_order({add_garment(account_)}, format));
    ASSERT_TRUE(std::holds_alternative<Finished>(outcome));
    const auto& [result, blob] = std::get<Finished>(outcome);
    EXPECT_EQ(result.picture.format, format);
    EXPECT_EQ(result.picture.width, 6);
    EXPECT_EQ(result.picture.height, 8);
    EXPECT_EQ(result.engine_version, "fake 1");
    EXPECT_EQ(result.warnings, std::vector<std::string>{"fake"});
    const std::vector<std::byte> bytes = blob->read_all().value();
    EXPECT_EQ(store::sha256(bytes), result.picture.hash);
    EXPECT_EQ(static_cast<std::int64_t>(bytes.size()), result.picture.bytes);
    EXPECT_EQ(image::media_type(image::probe(bytes)->format), task::media_type(format));
  }
}

TEST_F(TaskRunnerTest, stages_of_the_service_and_of_the_engine_are_timed) {
  StageContext stages;
  ASSERT_TRUE(std::holds_alternative<Finished>(runner_.run(task(account_, add_task(account_)), stages)));
  std::vector<std::string> names;
  for (const StageTime& time : stages.times()) names.push_back(time.name);
  EXPECT_EQ(names, (std::vector<std::string>{"load", "dress", "encode"}));
}

TEST_F(TaskRunnerTest, engine_is_given_the_original_photo) {
  std::string hash;
  try_on_.try_on_answer = [&](const tryon::EncodedPicture& person, StageContext& stages) {
    hash = person.sha256;
    EXPECT_EQ(store::sha256(person.bytes).hex(), hash);
    return fakes::FakeTryOn::grey_picture(stages);
  };
  static_cast<void>(run(add_task(account_, 5)));
  EXPECT_EQ(hash, store::sha256(picture_file(5)).hex());
}

TEST_F(TaskRunnerTest, deleted_photos_fail_the_task_with_a_clear_code) {
  const task::TaskId first = add_task(account_);
  ASSERT_TRUE(records().person_images().remove(account_, task(account_, first).order.person_image).value());
  EXPECT_EQ(failure_of(run(first)).code, task::kPersonImageDeletedCode);
  const task::TaskId second = add_task(account_);
  ASSERT_TRUE(
      records().garment_images().remove(account_, task(account_, second).order.garment_images[0]).value());
  EXPECT_EQ(failure_of(run(second)).code, task::kGarmentImageDeletedCode);
  EXPECT_EQ(try_on_.started(), 0);
}

// The engine puts its analysis into its cache when it is done: after a deletion in between had dropped it.
TEST_F(TaskRunnerTest, analysis_of_a_photo_that_is_deleted_meanwhile_is_forgotten_at_the_end) {
  const task::TaskId id = add_task(account_);
  const task::TaskOrder order = task(account_, id).order;
  const auto person = records().person_images().find(account_, order.person_image).value();
  const auto garment = records().garment_images().find(account_, order.garment_images[0]).value();
  try_on_.try_on_answer = [&](const tryon::EncodedPicture&, StageContext& stages) {
    EXPECT_TRUE(records().person_images().remove(account_, order.person_image).value());
    return fakes::FakeTryOn::grey_picture(stages);
  };
  static_cast<void>(run(id));
  EXPECT_TRUE(try_on_.has_forgotten(person->original.hash.hex()));
  EXPECT_FALSE(try_on_.has_forgotten(garment->original.hash.hex()));
}

TEST_F(TaskRunnerTest, bytes_that_vanished_behind_their_row_are_tried_again) {
  const task::TaskId id = add_task(account_);
  const auto image = records().person_images().find(account_, task(account_, id).order.person_image).value();
  ASSERT_TRUE(blobs().remove({account_, image->original.hash}));
  EXPECT_TRUE(std::holds_alternative<Erred>(run(id)));
}

TEST_F(TaskRunnerTest, garments_that_turn_out_not_to_go_together_are_refused) {
  try_on_.category_answer = [](const tryon::EncodedPicture&) { return garment::Category::kLower; };
  const task::TaskFailure failure =
      failure_of(run(add_order({add_garment(account_, 1), add_garment(account_, 2)})));
  EXPECT_EQ(failure.code, task::kLayeringConflictCode);
  EXPECT_EQ(failure.message, message(task::LayeringConflict::kTwoBottoms));
  EXPECT_FALSE(failure.retryable);
  EXPECT_EQ(try_on_.started(), 0);
}

TEST_F(TaskRunnerTest, what_was_said_of_the_garments_reaches_the_engine_and_overrides_it) {
  try_on_.category_answer = [](const tryon::EncodedPicture&) { return garment::Category::kLower; };
  task::TaskOrder order{add_person(account_), {add_garment(account_, 1), add_garment(account_, 2)}};
  order.hints = {{task::GarmentCategory::kUpper, task::GarmentPhotoType::kFlatLay}, {}};
  const task::TaskId id = records().tasks().add({account_, order, clock_.now()}).value().task->id;
  ASSERT_TRUE(std::holds_alternative<Finished>(run(id)));
  const std::vector<garment::Hints> told = try_on_.hints();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].category, garment::Category::kUpper);
  EXPECT_EQ(told[0].photo_type, garment::PhotoType::kFlatLay);
  EXPECT_FALSE(told[1].category);
  EXPECT_FALSE(told[1].photo_type);
}

TEST_F(TaskRunnerTest, picture_is_named_for_later_orders_unless_the_cache_is_off) {
  const task::TaskId id = add_task(account_);
  const auto key_now = [&] { return std::get<Finished>(run(id)).result.cache_key; };
  const auto key = key_now();
  ASSERT_TRUE(key);
  EXPECT_EQ(key_now(), key);
  settings_.result_quality = 50;
  EXPECT_NE(key_now(), key);
  settings_.result_quality = Settings{}.result_quality;
  try_on_.version = "fake 2";
  EXPECT_NE(key_now(), key);
  settings_.result_cache = false;
  EXPECT_FALSE(key_now());
}

TEST_F(TaskRunnerTest, what_the_engine_refuses_is_shown_as_it_said_it) {
  answer(Error::invalid("not_frontal", "Turn to the camera."));
  EXPECT_EQ(failure_of(run(add_task(account_))),
            (task::TaskFailure{"not_frontal", "Turn to the camera.", false}));
}

TEST_F(TaskRunnerTest, defects_of_the_engine_are_told_without_their_inside) {
  answer(Error::internal("matrix is singular in /src/warp.cpp"));
  const task::TaskFailure told = failure_of(run(add_task(account_)));
  EXPECT_EQ(told.code, task::kEngineErrorCode);
  EXPECT_EQ(told.message.find("matrix"), std::string::npos);
  try_on_.try_on_answer = [](const tryon::EncodedPicture&, StageContext&) -> Result<tryon::TryOnResult> {
    throw std::runtime_error("assertion at /src/warp.cpp");
  };
  EXPECT_EQ(failure_of(run(add_task(account_))), told);
  try_on_.try_on_answer = [](const tryon::EncodedPicture&, StageContext&) -> Result<tryon::TryOnResult> {
    throw 42;
  };
  EXPECT_EQ(failure_of(run(add_task(account_))), told);
}

TEST_F(TaskRunnerTest, want_of_memory_is_tried_again) {
  try_on_.try_on_answer = [](const tryon::EncodedPicture&, StageContext&) -> Result<tryon::TryOnResult> {
    throw std::bad_alloc();
  };
  EXPECT_TRUE(std::holds_alternative<Erred>(run(add_task(account_))));
}

TEST_F(TaskRunnerTest, task_past_its_deadline_fails_and_may_be_ordered_again) {
  StageContext stages(std::chrono::steady_clock::now() - std::chrono::seconds(1));
  const task::TaskFailure failure = failure_of(runner_.run(task(account_, add_task(account_)), stages));
  EXPECT_EQ(failure.code, "deadline_exceeded");
  EXPECT_TRUE(failure.retryable);
}

TEST_F(TaskRunnerTest, cancelled_task_is_neither_failed_nor_finished) {
  StageContext stages;
  stages.cancel();
  EXPECT_TRUE(std::holds_alternative<Cancelled>(runner_.run(task(account_, add_task(account_)), stages)));
  EXPECT_EQ(incoming_files(), 0U);
}

}  // namespace
}  // namespace drape::service
