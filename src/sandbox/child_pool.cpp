#include "sandbox/child_pool.h"

#include <string>
#include <utility>

#include "base/log.h"
#include "sandbox/messages.h"

namespace drape::sandbox {
namespace {

/// Between two tries to start a child when the last failed.
constexpr std::chrono::milliseconds kRestartPause{1'000};

Error decoder_busy() {
  return {ErrorKind::kBusy,
          "decoder_busy",
          {"There is too much to do just now. Please try again later."},
          {"no decoder's child became free"}};
}

}  // namespace

ChildPool::ChildPool(ChildPoolOptions options, DeathListener on_death)
    : options_(std::move(options)), on_death_(std::move(on_death)) {}

Result<std::unique_ptr<ChildPool>> ChildPool::start(ChildPoolOptions options, DeathListener on_death) {
  std::unique_ptr<ChildPool> pool(new ChildPool(std::move(options), std::move(on_death)));
  pool->supervisor_ = std::jthread([&pool = *pool](const std::stop_token& stop) { pool.supervise(stop); });
  std::unique_lock lock(pool->mutex_);
  pool->changed_.wait(lock, [&] { return pool->first_start_.has_value(); });
  if (!*pool->first_start_) {
    Error error = pool->first_start_->error();
    lock.unlock();
    return fail(std::move(error));
  }
  lock.unlock();
  return pool;
}

ChildPool::~ChildPool() {
  supervisor_.request_stop();
  supervisor_.join();
}

Result<LentChild> ChildPool::borrow() {
  std::unique_lock lock(mutex_);
  const auto deadline = std::chrono::steady_clock::now() + options_.wait_max;
  for (;;) {
    if (!changed_.wait_until(lock, deadline, [this] { return !idle_.empty(); })) return fail(decoder_busy());
    LentChild child = std::move(idle_.back());
    idle_.pop_back();
    if (child.process.channel().quiet()) return child;
    // It ended while nobody looked.
    lock.unlock();
    mourn(child.process.reap());
    lock.lock();
  }
}

void ChildPool::give_back(LentChild child) {
  const std::lock_guard lock(mutex_);
  ++child.uses;
  if (child.uses < options_.uses_max) {
    idle_.push_back(std::move(child));
  } else {
    worn_out_.push_back(std::move(child));
    --alive_;
  }
  changed_.notify_all();
}

void ChildPool::mourn(const Obituary& obituary) {
  bury(obituary);
  const std::lock_guard lock(mutex_);
  --alive_;
  changed_.notify_all();
}

void ChildPool::bury(const Obituary& obituary) const {
  if (obituary.death == Death::kRetired) return;
  log::warn("decode_child_died", {{"cause", to_string(obituary.death)},
                                  {"signal", obituary.signal},
                                  {"exit_code", obituary.exit_code},
                                  {"processor_seconds", obituary.processor_seconds}});
  if (on_death_) on_death_(obituary);
}

Result<ChildProcess> ChildPool::start_child() const {
  auto child = ChildProcess::start(options_.program);
  if (!child) return child;
  Hello hello;
  const auto deadline = std::chrono::steady_clock::now() + options_.start_timeout;
  switch (child->channel().receive(hello, deadline)) {
    case ChannelState::kFine:
      break;
    case ChannelState::kTimeout:
      return fail(Error::internal("a decoder's child did not start in time"));
    case ChannelState::kNonsense:
      return fail(Error::internal("what was started is no decoder's child"));
    case ChannelState::kClosed: {
      const Obituary obituary = child->reap();
      return fail(Error::internal(
          "a decoder's child ended at its start: " + std::string(to_string(obituary.death)) + ", signal " +
          std::to_string(obituary.signal) + ", exit code " + std::to_string(obituary.exit_code)));
    }
  }
  if (hello.locked_up != 1) return fail(Error::internal(std::string(to_text(hello.detail))));
  return child;
}

void ChildPool::start_missing(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
  while (alive_ < options_.children && !stop.stop_requested()) {
    lock.unlock();
    auto child = start_child();
    lock.lock();
    if (!first_start_) first_start_ = child ? Status{} : fail(child.error());
    if (child) {
      idle_.push_back({*std::move(child), 0});
      ++alive_;
      changed_.notify_all();
      continue;
    }
    changed_.notify_all();
    log::error("decode_child_not_started", {{"reason", child.error().internal_text.value}});
    changed_.wait_for(lock, stop, kRestartPause, [] { return false; });
  }
}

void ChildPool::retire_worn_out(std::unique_lock<std::mutex>& lock) {
  std::vector<LentChild> worn_out = std::exchange(worn_out_, {});
  lock.unlock();
  for (LentChild& child : worn_out) bury(child.process.retire());
  lock.lock();
}

void ChildPool::supervise(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    start_missing(lock, stop);
    if (!worn_out_.empty()) retire_worn_out(lock);
    changed_.wait(lock, stop, [this] { return alive_ < options_.children || !worn_out_.empty(); });
  }
  for (LentChild& child : idle_) worn_out_.push_back(std::move(child));
  idle_.clear();
  retire_worn_out(lock);
}

}  // namespace drape::sandbox
