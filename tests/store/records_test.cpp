#include "store/records_test.h"

#include "fakes/temporary_directory.h"
#include "store/data_directory.h"
#include "store/sql/sql_records.h"

namespace drape::store {
namespace {

class SqliteBackend final : public Backend {
 public:
  std::unique_ptr<Records> open() override {
    auto database = sql::Database::open_sqlite({directory_.path() / "drape.db", 4});
    if (!database) throw std::runtime_error(database.error().internal_text.value);
    return std::make_unique<sql::SqlRecords>(std::move(*database));
  }

 private:
  fakes::TemporaryDirectory directory_;
};

}  // namespace

std::vector<BackendKind> backend_kinds() {
  return {{"sqlite", [] { return std::make_unique<SqliteBackend>(); }}};
}

task::AccountId RecordsTest::add_account(const std::string& name) {
  const std::string public_id = "public id of " + name;
  return accounts().add_key({name, public_id, sha256(public_id), now()}).value().account;
}

NewImage RecordsTest::new_image(task::AccountId account, std::string_view content) {
  const task::StoredPicture original{sha256(content), task::PictureFormat::kHeic, 600, 800, 1'234};
  const task::StoredPicture view{sha256(std::string(content) + " view"), task::PictureFormat::kJpeg, 300, 400,
                                 567};
  return {account, std::nullopt, original, view, Timestamp(std::chrono::microseconds(1'000))};
}

task::PersonImageId RecordsTest::add_person(task::AccountId account, std::string_view content) {
  return records().person_images().add(new_image(account, content), published()).value().id;
}

task::GarmentImageId RecordsTest::add_garment(task::AccountId account, std::string_view content) {
  return records().garment_images().add(new_image(account, content), published()).value().id;
}

NewTask RecordsTest::order(task::AccountId account, task::PersonImageId person,
                           std::vector<task::GarmentImageId> garments) {
  return {account, {person, std::move(garments), task::PictureFormat::kJpeg}, now()};
}

task::TaskId RecordsTest::add_task(task::AccountId account) {
  const AddedTask added = tasks().add(order(account, add_person(account), {add_garment(account)})).value();
  return added.task.value().id;
}

std::optional<ClaimedTask> RecordsTest::try_claim(bool alone) {
  return queue().claim({now(), task::LeasePolicy{}.duration, alone}).value().task;
}

ClaimedTask RecordsTest::claim(bool alone) {
  return try_claim(alone).value();
}

task::Task RecordsTest::task(task::AccountId account, task::TaskId id) {
  return tasks().find(account, id).value().value();
}

task::TaskResult RecordsTest::result(std::string_view content) {
  return {
      {sha256(content), task::PictureFormat::kPng, 300, 400, 999}, "engine 1", {"warning_a", "warning_b"}};
}

}  // namespace drape::store
