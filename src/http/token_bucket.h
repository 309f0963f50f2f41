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
  std::int64_t full_seconds = 0;  ///< Until the whole burst is there again, rounded up.
  std::int64_t wait_seconds = 0;  ///< Until the next token is there, at least 1; 0 when granted.
};

/// A token bucket: full at first, refilled steadily, every wish that is granted takes a token. Its whole
/// state is when it will be full (the generic cell rate algorithm, ITU-T I.371), so that no token is lost to
/// rounding. Time comes from the caller and may stand still; running backwards gives nothing. Not thread
/// safe.
class TokenBucket {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// REQUIRES: policy.per_minute > 0, policy.burst >= 1.
  TokenBucket(const BucketPolicy& policy, Moment now)
      : interval_(std::llround(kMinute.count() / policy.per_minute)),
        capacity_(interval_ * std::llround(policy.burst)),
        full_at_(now) {}

  [[nodiscard]] Draw draw(Moment now) {
    const Moment full_after = std::max(full_at_, now) + interval_;
    Draw draw;
    draw.granted = full_after - now <= capacity_;
    draw.newly_refused = !draw.granted && !refusing_;
    refusing_ = !draw.granted;
    if (draw.granted) {
      full_at_ = full_after;
    } else {
      draw.wait_seconds = seconds_up(full_after - now - capacity_);
    }
    const std::chrono::nanoseconds missing = std::max<std::chrono::nanoseconds>(full_at_ - now, {});
    draw.remaining = std::max<std::int64_t>(0, (capacity_ - missing) / interval_);
    draw.full_seconds = seconds_up(missing);
    return draw;
  }

 private:
  static constexpr std::chrono::duration<double, std::nano> kMinute = std::chrono::minutes(1);

  static std::int64_t seconds_up(std::chrono::nanoseconds time) {
    return std::chrono::ceil<std::chrono::seconds>(time).count();
  }

  std::chrono::nanoseconds interval_;  ///< In which one token comes back.
  std::chrono::nanoseconds capacity_;  ///< In which the whole burst comes back.
  Moment full_at_;
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
    return entries_.front().second.draw(now);
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
