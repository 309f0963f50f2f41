#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace drape::tryon {

/// Least-recently-used cache of analyses under the hash of the picture they come from, bounded by the bytes
/// that their owner declares. An empty key is never stored. Thread safe; values are shared and immutable.
template <typename Model>
class AnalysisCache {
 public:
  explicit AnalysisCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Null when the key is not there.
  [[nodiscard]] std::shared_ptr<const Model> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->model;
  }

  void insert(const std::string& key, std::shared_ptr<const Model> model, std::size_t bytes) {
    if (key.empty() || bytes > bytes_max_) return;
    const std::lock_guard lock(mutex_);
    if (index_.contains(key)) return;
    entries_.push_front({key, std::move(model), bytes});
    index_[key] = entries_.begin();
    bytes_ += bytes;
    while (bytes_ > bytes_max_) evict_oldest();
  }

  /// Holders of the model keep it; the cache does not.
  void erase(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return;
    bytes_ -= found->second->bytes;
    entries_.erase(found->second);
    index_.erase(found);
  }

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Model> model;
    std::size_t bytes;
  };

  void evict_oldest() {
    bytes_ -= entries_.back().bytes;
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }

  const std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< Most recently used first.
  std::unordered_map<std::string, typename std::list<Entry>::iterator> index_;
};

}  // namespace drape::tryon
