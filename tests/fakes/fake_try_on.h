#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tryon/try_on.h"

namespace drape::fakes {

/// An engine that a test tells what to answer. Without being told, it accepts every photo, takes every
/// garment for what was said of it, or else for a top, and answers with a small grey picture. Thread safe.
class FakeTryOn final : public tryon::TryOn {
 public:
  using TryOnAnswer =
      std::function<Result<tryon::TryOnResult>(const tryon::EncodedPicture& person, StageContext&)>;
  using CategoryAnswer = std::function<Result<garment::Category>(const tryon::EncodedPicture&)>;

  std::string version = "fake 1";
  TryOnAnswer try_on_answer = [](const tryon::EncodedPicture&, StageContext& stages) {
    return grey_picture(stages);
  };
  CategoryAnswer category_answer = [](const tryon::EncodedPicture&) { return garment::Category::kUpper; };
  std::function<Result<person::Validation>()> validation_answer = [] { return person::Validation{}; };

  /// A picture that is as good as any.
  static tryon::TryOnResult some_picture() {
    tryon::TryOnResult result;
    result.image = image::Image(8, 6, cv::Vec3b(90, 90, 90));
    result.warnings = {"fake"};
    return result;
  }
  /// The usual answer, after one stage called "dress".
  static Result<tryon::TryOnResult> grey_picture(StageContext& stages) {
    return stages.run("dress", []() -> Result<tryon::TryOnResult> { return some_picture(); });
  }

  [[nodiscard]] std::string engine_version() const override { return version; }

  [[nodiscard]] Result<person::Validation> validate_person(const tryon::EncodedPicture&) const override {
    return validation_answer();
  }

  [[nodiscard]] Result<garment::Category> categorise_garment(
      const tryon::EncodedGarment& garment) const override {
    note(categorised_);
    if (garment.hints.category) return *garment.hints.category;
    return category_answer(garment.photo);
  }

  /// By the category's answer: what has one suits.
  [[nodiscard]] Result<tryon::GarmentVerdict> judge_garment(
      const tryon::EncodedPicture& garment) const override {
    const Result<garment::Category> category = categorise_garment(garment);
    if (!category && category.error().kind != ErrorKind::kInvalidInput) return fail(category.error());
    tryon::GarmentVerdict verdict;
    verdict.on_model = false;
    if (category) {
      verdict.category = *category;
      verdict.category_confidence = 0.75F;
      verdict.cutout_quality = 0.5F;
    } else {
      verdict.issues.push_back(
          {category.error().code, person::Severity::kError, category.error().public_text.value});
    }
    return verdict;
  }

  [[nodiscard]] Result<tryon::TryOnResult> try_on(const tryon::EncodedPicture& person,
                                                  std::span<const tryon::EncodedGarment> garments,
                                                  StageContext& stages) const override {
    note_hints(garments);
    note(started_);
    return try_on_answer(person, stages);
  }

  void forget(const std::string& sha256) const override {
    const std::lock_guard lock(mutex_);
    forgotten_.insert(sha256);
  }

  [[nodiscard]] bool has_forgotten(const std::string& sha256) const {
    const std::lock_guard lock(mutex_);
    return forgotten_.contains(sha256);
  }
  [[nodiscard]] int started() const {
    const std::lock_guard lock(mutex_);
    return started_;
  }
  [[nodiscard]] int categorised() const {
    const std::lock_guard lock(mutex_);
    return categorised_;
  }
  /// Waits until try_on was called `count` times in all.
  void wait_until_started(int count) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return started_ >= count; });
  }

  /// What the newest try_on was told of its garments.
  [[nodiscard]] std::vector<garment::Hints> hints() const {
    const std::lock_guard lock(mutex_);
    return hints_;
  }

 private:
  void note_hints(std::span<const tryon::EncodedGarment> garments) const {
    const std::lock_guard lock(mutex_);
    hints_.clear();
    for (const tryon::EncodedGarment& garment : garments) hints_.push_back(garment.hints);
  }
  void note(int& counter) const {
    const std::lock_guard lock(mutex_);
    ++counter;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable std::set<std::string> forgotten_;
  mutable std::vector<garment::Hints> hints_;
  mutable int started_ = 0;
  mutable int categorised_ = 0;
};

/// Holds whoever waits, until it is opened.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};

}  // namespace drape::fakes
