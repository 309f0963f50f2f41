#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "fakes/fake_try_on.h"
#include "fakes/manual_clock.h"
#include "fakes/temporary_directory.h"
#include "faults/faults.h"
#include "faults/faulty_sqlite.h"
#include "faults/forgetful_file_system.h"
#include "image/decoder.h"
#include "service/blob_reaper.h"
#include "service/image_library.h"
#include "service/metrics.h"
#include "service/settings.h"
#include "service/uploads.h"
#include "store/files/file_blobs.h"
#include "store/sql/sql_records.h"

namespace drape::faults {

/// A machine with a disk that can fail, and the storage's use cases on it. Not thread safe.
class Machine {
 public:
  explicit Machine(FaultySqlite::WriteFailure failure = FaultySqlite::WriteFailure::kFull);

  Faults faults;

  /// Opens what is on the disk, and recovers as the server does when it starts.
  [[nodiscard]] Status start();
  [[nodiscard]] bool is_running() const { return records_ != nullptr; }
  /// The power goes: what was not synced is gone, and nothing runs any more.
  void lose_power();

  [[nodiscard]] Result<task::AccountId> add_account();
  [[nodiscard]] Result<task::PersonImage> upload_person(task::AccountId account, int seed);
  [[nodiscard]] Result<task::GarmentImage> upload_garment(task::AccountId account, int seed);
  [[nodiscard]] Status remove_garment(task::AccountId account, task::GarmentImageId id);
  [[nodiscard]] Result<task::TaskId> submit(task::AccountId account, task::PersonImageId person,
                                            task::GarmentImageId garment);
  /// Finishes every task with a picture, first the one that is claimed already.
  [[nodiscard]] Status work(std::optional<store::ClaimedTask>& claimed);
  /// What the janitor does from time to time.
  [[nodiscard]] Status clean();

  /// What is wrong on the disk: rows without their blob, blobs with other bytes, blobs without a row,
  /// temporary files. REQUIRES: running, and no upload under way.
  [[nodiscard]] std::vector<std::string> defects(task::AccountId account);
  store::Records& records() { return *records_; }

 private:
  template <typename IdType>
  Result<task::LibraryImage<IdType>> upload(store::ImageRecords<IdType>& images, task::AccountId account,
                                            int seed);
  Status finish(const store::ClaimedTask& claimed);
  void expect_blob(task::AccountId account, const task::StoredPicture& picture,
                   std::vector<std::string>& found);

  fakes::TemporaryDirectory place_;
  FaultySqlite sqlite_;
  ForgetfulFileSystem files_{faults, "/data"};
  SystemRandom random_;
  fakes::ManualClock clock_;
  fakes::FakeTryOn try_on_;
  service::Settings settings_;
  std::shared_ptr<const image::Decoder> decoder_ = image::in_process_decoder();
  service::Metrics metrics_;
  int keys_ = 0;
  std::unique_ptr<store::FileBlobs> blobs_;
  std::unique_ptr<store::sql::SqlRecords> records_;
};

}  // namespace drape::faults
