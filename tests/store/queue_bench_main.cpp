// How long a submit and a claim take while many tasks wait. Prints a table; not a test, since times depend on
// the machine. queue_bench [TASKS ...]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/clock.h"
#include "fakes/temporary_directory.h"
#include "store/data_directory.h"
#include "store/digest.h"

namespace {

using namespace drape;

constexpr int kClaims = 200;

struct Shop {
  store::DataDirectory& data;
  task::AccountId account;
  task::PersonImageId person;
  task::GarmentImageId garment;
};

Shop open_shop(store::DataDirectory& data, const std::string& name) {
  const Timestamp now = SystemClock().now();
  const auto account = data.records().accounts().add_key({name, name, store::sha256(name), now})->account;
  const task::StoredPicture picture{store::sha256("photo"), task::PictureFormat::kJpeg, 3, 4, 5};
  const store::NewImage image{account, std::nullopt, picture, picture, now};
  const store::Publish publish = [] { return Status{}; };
  return {data, account, data.records().person_images().add(image, publish)->id,
          data.records().garment_images().add(image, publish)->id};
}

void submit(const Shop& shop) {
  const auto added =
      shop.data.records().tasks().add({shop.account,
                                       {shop.person, {shop.garment}, task::PictureFormat::kJpeg},
                                       SystemClock().now(),
                                       1'000'000,
                                       1'000'000});
  if (!added || !added->task) std::abort();
}

/// Median microseconds of `work`, done kClaims times.
template <typename Work>
double median_us(Work work) {
  std::vector<double> times;
  for (int i = 0; i < kClaims; ++i) {
    const Stopwatch watch;
    work();
    times.push_back(watch.seconds() * 1e6);
  }
  std::nth_element(times.begin(), times.begin() + kClaims / 2, times.end());
  return times[kClaims / 2];
}

void measure(int waiting) {
  const fakes::TemporaryDirectory place;
  const auto data = store::open_data_directory(place.path() / "data", {store::Access::kServer, 2}).value();
  const Shop busy = open_shop(*data, "busy");
  for (int i = 0; i < waiting; ++i) submit(busy);
  store::TaskQueue& queue = data->records().queue();
  const double submit_us = median_us([&] { submit(busy); });
  const double claim_us = median_us([&] {
    if (!queue.claim({SystemClock().now(), std::chrono::seconds(30), true})->task) std::abort();
  });
  const double depth_us = median_us([&] { static_cast<void>(queue.depth()); });
  std::printf("%8d %12.0f %12.0f %12.0f\n", waiting, submit_us, claim_us, depth_us);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<int> sizes{10, 1'000, 10'000};
  if (argc > 1) sizes.clear();
  for (int i = 1; i < argc; ++i) sizes.push_back(std::atoi(argv[i]));
  std::printf("%8s %12s %12s %12s\n", "waiting", "submit us", "claim us", "depth us");
  for (const int size : sizes) measure(size);
}
