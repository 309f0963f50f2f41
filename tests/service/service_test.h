#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/random.h"
#include "fakes/fake_try_on.h"
#include "fakes/manual_clock.h"
#include "fakes/temporary_directory.h"
#include "image/codec.h"
#include "image/decoder.h"
#include "service/metrics.h"
#include "service/settings.h"
#include "service/uploads.h"
#include "store/data_directory.h"

namespace drape::service {

/// Keeps what was reported, and lets a test wait for it. Thread safe.
class RecordingMetrics final : public Metrics {
 public:
  void task_ran(TaskOutcome outcome, std::string_view code, double) override {
    const std::lock_guard lock(mutex_);
    outcomes_.push_back(outcome);
    codes_.emplace_back(code);
    changed_.notify_all();
  }
  void task_waited(double seconds) override {
    const std::lock_guard lock(mutex_);
    waits_.push_back(seconds);
  }
  void stage_ran(std::string_view stage, double) override {
    const std::lock_guard lock(mutex_);
    stages_.emplace_back(stage);
  }
  void task_served_from_cache() override {
    const std::lock_guard lock(mutex_);
    ++cached_;
  }
  void tasks_rescued(int requeued, int failed) override {
    const std::lock_guard lock(mutex_);
    rescued_ += requeued + failed;
  }

  void wait_for_runs(std::size_t count) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return outcomes_.size() >= count; });
  }
  [[nodiscard]] std::vector<TaskOutcome> outcomes() const { return copy(outcomes_); }
  [[nodiscard]] std::vector<std::string> codes() const { return copy(codes_); }
  [[nodiscard]] std::vector<double> waits() const { return copy(waits_); }
  [[nodiscard]] std::vector<std::string> stages() const { return copy(stages_); }
  [[nodiscard]] int cached() const {
    const std::lock_guard lock(mutex_);
    return cached_;
  }
  [[nodiscard]] int rescued() const {
    const std::lock_guard lock(mutex_);
    return rescued_;
  }

 private:
  template <typename T>
  T copy(const T& value) const {
    const std::lock_guard lock(mutex_);
    return value;
  }

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<TaskOutcome> outcomes_;
  std::vector<std::string> codes_;
  std::vector<double> waits_;
  std::vector<std::string> stages_;
  int cached_ = 0;
  int rescued_ = 0;
};

std::span<const std::byte> bytes_of(std::string_view text);

/// A picture file whose content depends on `seed`.
image::Bytes picture_file(int seed, image::Format format = image::Format::kPng);

/// The base of the services' tests: a real store in a fresh directory, a fake engine.
class ServiceTest : public testing::Test {
 protected:
  static void SetUpTestSuite();
  ServiceTest();

  store::Records& records() { return directory_->records(); }
  store::Blobs& blobs() { return directory_->blobs(); }
  task::AccountId add_account(const std::string& name = "shop");
  /// Streams bytes in and checks them.
  Result<CheckedUpload> check(std::span<const std::byte> bytes, std::size_t piece_size = 4'096);
  /// Rows with real pictures behind them, made without the library.
  task::PersonImageId add_person(task::AccountId account, int seed = 1);
  task::GarmentImageId add_garment(task::AccountId account, int seed = 2);
  task::TaskId add_task(task::AccountId account, int person_seed = 1);
  task::Task task(task::AccountId account, task::TaskId id);
  /// Files under blobs/ and incoming/.
  [[nodiscard]] std::size_t blob_files() const { return count_files("blobs"); }
  [[nodiscard]] std::size_t incoming_files() const { return count_files("incoming"); }

  fakes::TemporaryDirectory place_;
  fakes::ManualClock clock_;
  SystemRandom random_;
  RecordingMetrics metrics_;
  Settings settings_;
  fakes::FakeTryOn try_on_;
  std::shared_ptr<const image::Decoder> decoder_ = image::in_process_decoder();
  std::unique_ptr<store::DataDirectory> directory_;
  std::unique_ptr<Uploads> uploads_;

 private:
  [[nodiscard]] std::size_t count_files(const std::string& folder) const;
  template <typename IdType>
  IdType add_image(store::ImageRecords<IdType>& images, task::AccountId account, int seed);
};

}  // namespace drape::service
