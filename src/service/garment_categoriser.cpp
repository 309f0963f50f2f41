#include "service/garment_categoriser.h"

#include <algorithm>

#include "base/log.h"
#include "service/guarded_engine.h"
#include "service/stored_pictures.h"
#include "service/translation.h"

namespace drape::service {
namespace {

/// Photos that wait for analysis at most; what does not fit is analysed when it is asked for.
constexpr std::size_t kJobsMax = 1'000;

store::FindingRecords::GarmentFinding finding_of(const Result<tryon::GarmentVerdict>& verdict,
                                                 std::string engine_version) {
  store::FindingRecords::GarmentFinding finding{std::move(engine_version), std::nullopt};
  if (!verdict) {
    finding.refusal = {verdict.error().code, task::Severity::kError, verdict.error().public_text.value};
    return finding;
  }
  if (verdict->category) finding.category = to_domain(*verdict->category);
  if (!verdict->is_valid()) {
    const person::Issue& issue = verdict->issues.front();
    finding.refusal = {issue.code, task::Severity::kError, issue.message};
  }
  return finding;
}

}  // namespace

GarmentCategoriser::GarmentCategoriser(store::Records& records, store::Blobs& blobs,
                                       const tryon::TryOn& try_on)
    : records_(records), blobs_(blobs), try_on_(try_on) {}

GarmentCategoriser::~GarmentCategoriser() {
  stop();
}

void GarmentCategoriser::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void GarmentCategoriser::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  const std::lock_guard lock(mutex_);
  jobs_.clear();
  pending_.clear();
  changed_.notify_all();
}

void GarmentCategoriser::enqueue(task::AccountId account, task::GarmentImageId garment_image) {
  const std::lock_guard lock(mutex_);
  if (!thread_.joinable() || jobs_.size() >= kJobsMax || !pending_.insert(garment_image).second) return;
  jobs_.push_back({account, garment_image});
  changed_.notify_all();
}

Result<std::vector<std::optional<task::GarmentCategory>>> GarmentCategoriser::categories(
    task::AccountId account, std::span<const task::GarmentImageId> garment_images,
    std::chrono::milliseconds wait_max) {
  for (const task::GarmentImageId garment : garment_images) {
    const auto known = current(account, garment);
    if (!known) return fail(known.error());
    if (!*known) enqueue(account, garment);
  }
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, wait_max, [&] {
      return std::none_of(garment_images.begin(), garment_images.end(),
                          [&](task::GarmentImageId garment) { return pending_.contains(garment); });
    });
  }
  std::vector<std::optional<task::GarmentCategory>> categories;
  for (const task::GarmentImageId garment : garment_images) {
    const auto known = current(account, garment);
    if (!known) return fail(known.error());
    categories.push_back(*known ? (*known)->category : std::nullopt);
  }
  return categories;
}

void GarmentCategoriser::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [&] { return !jobs_.empty(); })) {
    const Job job = jobs_.front();
    jobs_.pop_front();
    lock.unlock();
    categorise(job);
    lock.lock();
    pending_.erase(job.garment_image);
    changed_.notify_all();
    if (stop.stop_requested()) return;
  }
}

void GarmentCategoriser::categorise(const Job& job) {
  const auto known = current(job.account, job.garment_image);
  if (!known || *known) return;
  const Result<std::optional<task::GarmentImage>> image =
      records_.garment_images().find(job.account, job.garment_image);
  if (!image || !*image) return;
  const Result<LoadedPicture> picture = load_picture(blobs_, job.account, (*image)->original);
  if (!picture) return;
  const Result<tryon::GarmentVerdict> verdict =
      guarded([&] { return try_on_.judge_garment(picture->encoded()); });
  forget_if_deleted(records_, try_on_, job.account, *picture);
  // Want of memory or of a decoder says nothing of the photo: it is looked at when it is asked for again.
  if (!verdict && (verdict.error().kind == ErrorKind::kBusy || verdict.error().kind == ErrorKind::kCancelled))
    return;
  const store::FindingRecords::GarmentFinding finding = finding_of(verdict, try_on_.engine_version());
  if (const Status stored = records_.findings().put_category(job.garment_image, finding); !stored) {
    log::warn("category_not_stored", {{"reason", stored.error().internal_text.value}});
  }
}

Result<std::optional<store::FindingRecords::GarmentFinding>> GarmentCategoriser::current(
    task::AccountId account, task::GarmentImageId garment_image) const {
  Result<std::optional<store::FindingRecords::GarmentFinding>> found =
      records_.findings().find_category(account, garment_image);
  // What another version of the engine has found does not count.
  if (found && *found && (*found)->engine_version != try_on_.engine_version()) found->reset();
  return found;
}

}  // namespace drape::service
