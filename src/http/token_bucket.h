#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace drape::http {

/// How fast a bucket of tokens fills, and how many it holds.
struct BucketPolicy {
  double per_minute = 60;
  double burst = 100;
};

/// What became of the wish for one token.
struct Draw {
  bool granted = true;
  bool newly_refused = false;     ///< Refused, and the wish before it was not: worth a line in the log.
  std::int64_t remaining = 0;     ///< Whole tokens that are left.
  std::int64_t wait_seconds = 0;  ///< Until the next token is there, at least 1; 0 when granted.
};

/// The token bucket of RFC 2697 with one rate: full at first, refilled steadily, every wish takes a token.
/// Time comes from the caller and may stand still but not run backwards. Not thread safe.
class TokenBucket {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// REQUIRES: policy.per_minute > 0, policy.burst >= 1.
  TokenBucket(const BucketPolicy& policy, Moment now) : tokens_(policy.burst), filled_at_(now) {}

  [[nodiscard]] Draw draw(const BucketPolicy& policy, Moment now) {
    const double minutes = std::chrono::duration<double, std::ratio<60>>(now - filled_at_).count();
    tokens_ = std::min(policy.burst, tokens_ + std::max(0.0, minutes) * policy.per_minute);
    filled_at_ = std::max(filled_at_, now);
    Draw draw;
    draw.granted = tokens_ >= 1;
    draw.newly_refused = !draw.granted && !refusing_;
    refusing_ = !draw.granted;
    if (draw.granted) {
      tokens_ -= 1;
    } else {
      draw.wait_seconds =
          std::max<std::int64_t>(1, std::llround(std::ceil((1 - tokens_) / policy.per_minute * 60)));
    }
    draw.remaining = static_cast<std::int64_t>(tokens_);
    return draw;
  }

 private:
  double tokens_;
  Moment filled_at_;
  bool refusing_ = false;
};

/// A bucket for each of many (addresses, keys), at most `entries_max` of them: whoever was longest away is
/// forgotten first, which gives back a full bucket. Thread safe; a draw takes well under a microsecond.
template <typename Key, typename Hash = std::hash<Key>>
class BucketTable {
 public:
  using Moment = TokenBucket::Moment;

  /// REQUIRES: what TokenBucket requires of the policy; entries_max > 0.
  BucketTable(const BucketPolicy& policy, std::size_t entries_max)
      : policy_(policy), entries_max_(entries_max) {}

  [[nodiscard]] Draw draw(const Key& key, Moment now) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found != places_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
    } else {
      if (entries_.size() >= entries_max_) {
        places_.erase(entries_.back().first);
        entries_.pop_back();
      }
      entries_.emplace_front(key, TokenBucket(policy_, now));
      places_.emplace(key, entries_.begin());
    }
    return entries_.front().second.draw(policy_, now);
  }

  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
  }
  [[nodiscard]] const BucketPolicy& policy() const { return policy_; }

 private:
  using Entries = std::list<std::pair<Key, TokenBucket>>;

  const BucketPolicy policy_;
  const std::size_t entries_max_;
  mutable std::mutex mutex_;
  Entries entries_;  ///< The one that was asked for last stands first.
  std::unordered_map<Key, typename Entries::iterator, Hash> places_;
};

}  // namespace drape::http
