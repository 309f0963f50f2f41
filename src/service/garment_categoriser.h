#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "store/blobs.h"
#include "task/layering.h"
#include "tryon/try_on.h"

namespace drape::service {

/// Finds the category of garment photos in the background, so that an order of garments that cannot be worn
/// together is refused at once. Thread safe.
class GarmentCategoriser {
 public:
  GarmentCategoriser(store::Records& records, store::Blobs& blobs, const tryon::TryOn& try_on);
  ~GarmentCategoriser();

  void start();
  /// Finishes the photo at hand and forgets the rest: what is missed is found again when it is asked for.
  void stop();

  void enqueue(task::AccountId account, task::GarmentImageId garment_image);
  /// The categories as far as they are known within `wait_max`; none for those that are not.
  [[nodiscard]] Result<std::vector<std::optional<task::GarmentCategory>>> categories(
      task::AccountId account, std::span<const task::GarmentImageId> garment_images,
      std::chrono::milliseconds wait_max);

 private:
  struct Job {
    task::AccountId account;
    task::GarmentImageId garment_image;
  };
  void run(const std::stop_token& stop);
  void categorise(const Job& job);
  [[nodiscard]] Result<std::optional<store::FindingRecords::GarmentFinding>> current(
      task::AccountId account, task::GarmentImageId garment_image) const;

  store::Records& records_;
  store::Blobs& blobs_;
  const tryon::TryOn& try_on_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Job> jobs_;
  std::unordered_set<task::GarmentImageId> pending_;  ///< Queued or at hand.
  std::jthread thread_;
};

}  // namespace drape::service
