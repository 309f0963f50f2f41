#include "render/parallel.h"

#include <atomic>
#include <thread>
#include <vector>

namespace drape::render {

void for_each_index(int count, int threads, const std::function<void(int)>& work) {
  std::atomic<int> next{0};
  const auto run = [&] {
    for (int i = next.fetch_add(1); i < count; i = next.fetch_add(1)) work(i);
  };
  std::vector<std::jthread> pool;
  for (int i = 1; i < threads; ++i) pool.emplace_back(run);
  run();
}

}  // namespace drape::render
