#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fakes/manual_clock.h"
#include "store/digest.h"
#include "store/records.h"

namespace drape::store {

/// A database that the conformance tests run on: a new, empty one, which can be opened again.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::unique_ptr<Records> open() = 0;
};

struct BackendKind {
  std::string name;
  std::function<std::unique_ptr<Backend>()> make;
};

/// All implementations of Records: each passes every conformance test.
std::vector<BackendKind> backend_kinds();

/// The base of the conformance tests: an empty store, and short words for filling it.
class RecordsTest : public testing::TestWithParam<BackendKind> {
 protected:
  RecordsTest() : backend_(GetParam().make()), records_(backend_->open()) {}

  /// Closes the database and opens it again, as a restart does.
  void reopen() {
    records_.reset();
    records_ = backend_->open();
  }

  Records& records() { return *records_; }
  AccountRecords& accounts() { return records_->accounts(); }
  TaskRecords& tasks() { return records_->tasks(); }
  TaskQueue& queue() { return records_->queue(); }
  [[nodiscard]] Timestamp now() const { return clock_.now(); }

  task::AccountId add_account(const std::string& name);
  static NewImage new_image(task::AccountId account, std::string_view content = "picture");
  task::PersonImageId add_person(task::AccountId account, std::string_view content = "person");
  task::GarmentImageId add_garment(task::AccountId account, std::string_view content = "garment");
  /// A task with images of its own.
  task::TaskId add_task(task::AccountId account);
  NewTask order(task::AccountId account, task::PersonImageId person,
                std::vector<task::GarmentImageId> garments);
  /// The next task. Fails the test when there is none.
  ClaimedTask claim(bool alone = true);
  /// None when nothing can be claimed.
  std::optional<ClaimedTask> try_claim(bool alone = true);
  task::Task task(task::AccountId account, task::TaskId id);
  static task::TaskResult result(std::string_view content = "result");
  static Publish published() {
    return [] { return Status{}; };
  }

  /// Fails the test when it is called.
  static Publish published_never() {
    return [] {
      ADD_FAILURE() << "a blob was published without a lease";
      return Status{};
    };
  }

  fakes::ManualClock clock_;
  std::unique_ptr<Backend> backend_;
  std::unique_ptr<Records> records_;
};

/// Every test of a suite for every database.
#define DRAPE_FOR_EVERY_DATABASE(suite)                                 \
  INSTANTIATE_TEST_SUITE_P(, suite, testing::ValuesIn(backend_kinds()), \
                           [](const auto& kind) { return kind.param.name; })

}  // namespace drape::store
