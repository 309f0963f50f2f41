// What the storage promises when its disk fails: at every single operation, one after the other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "faults/machine.h"

namespace drape::faults {
namespace {

using testing::IsEmpty;
using WriteFailure = FaultySqlite::WriteFailure;

template <typename Image>
auto id_of(const Result<Image>& image) {
  return image.map([](const Image& added) { return added.id; });
}

/// An account's day on a machine: each step is tried until it succeeds, and what was told to have succeeded
/// is written down.
class Day {
 public:
  explicit Day(Machine& machine) : machine_(machine) {}

  std::optional<task::AccountId> account;
  std::optional<task::PersonImageId> person;
  std::optional<task::GarmentImageId> garment;
  std::optional<task::GarmentImageId> unwanted;
  bool unwanted_is_removed = false;
  std::optional<task::TaskId> task;
  bool task_is_completed = false;

  /// Called when a step failed. Returns whether to try it again.
  std::function<bool(const Error&)> on_failure = [](const Error&) { return false; };

  /// Goes on where it was left. Returns whether it came to the end.
  bool run() {
    return step([&] { return machine_.is_running() ? Status{} : machine_.start(); }) &&
           make(account, [&] { return machine_.add_account(); }) &&
           make(person, [&] { return id_of(machine_.upload_person(*account, 1)); }) &&
           make(garment, [&] { return id_of(machine_.upload_garment(*account, 2)); }) &&
           make(unwanted, [&] { return id_of(machine_.upload_garment(*account, 3)); }) &&
           make(task, [&] { return machine_.submit(*account, *person, *garment); }) &&
           done(task_is_completed, [&] { return machine_.work(claimed_); }) &&
           done(unwanted_is_removed, [&] { return machine_.remove_garment(*account, *unwanted); });
  }

  /// After a loss of power nobody holds a task.
  void forget_claim() { claimed_.reset(); }

  /// What was told to have succeeded, and is not so.
  std::vector<std::string> broken_promises() {
    std::vector<std::string> broken;
    store::Records& records = machine_.records();
    if (person && !records.person_images().find(*account, *person).value()) broken.push_back("person");
    if (garment && !records.garment_images().find(*account, *garment).value()) broken.push_back("garment");
    if (unwanted && unwanted_is_removed && records.garment_images().find(*account, *unwanted).value()) {
      broken.push_back("removed garment");
    }
    if (!task) return broken;
    const auto found = records.tasks().find(*account, *task).value();
    if (!found || (task_is_completed && found->status != task::TaskStatus::kCompleted))
      broken.push_back("task " + (found ? std::string(to_string(found->status)) : "gone"));
    return broken;
  }

 private:
  bool step(const std::function<Status()>& work) {
    for (Status done = work(); !done; done = work()) {
      if (!on_failure(done.error())) return false;
    }
    return true;
  }
  template <typename T, typename Work>
  bool make(std::optional<T>& made, Work&& work) {
    return made || step([&]() -> Status {
             const Result<T> outcome = work();
             if (!outcome) return fail(outcome.error());
             made = *outcome;
             return {};
           });
  }
  bool done(bool& is_done, const std::function<Status()>& work) {
    return is_done || step([&]() -> Status {
             Status outcome = work();
             is_done = outcome.has_value();
             // The row may have gone although that was not told.
             if (!outcome && outcome.error().kind == ErrorKind::kNotFound) return {};
             return outcome;
           });
  }

  Machine& machine_;
  std::optional<store::ClaimedTask> claimed_;
};

/// Runs `try_one(n)` for n = 1, 2, ... until nothing failed any more. Returns how many operations there were.
int for_every_operation(const std::function<bool(int)>& try_one) {
  int number = 1;
  while (try_one(number) && !testing::Test::HasFailure()) ++number;
  return number - 1;
}

/// What was acknowledged is there, whole, and nothing besides. REQUIRES: the day has an account.
void expect_everything_kept(Machine& machine, Day& day) {
  EXPECT_TRUE(machine.clean());
  EXPECT_THAT(machine.defects(*day.account), IsEmpty());
  EXPECT_THAT(day.broken_promises(), IsEmpty());
}

class FaultsTest : public testing::TestWithParam<WriteFailure> {};

TEST_P(FaultsTest, operation_that_fails_is_told_leaves_nothing_half_done_and_succeeds_when_tried_again) {
  const int count = for_every_operation([](int number) {
    SCOPED_TRACE("operation " + std::to_string(number));
    Machine machine(GetParam());
    Day day(machine);
    int failures = 0;
    day.on_failure = [&](const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::kBusy) << error.code << ": " << error.internal_text.value;
      return ++failures < 3;
    };
    machine.faults.fail_from(number, 1);
    EXPECT_TRUE(day.run());
    const bool happened = machine.faults.happened();
    EXPECT_LE(failures, 1);
    expect_everything_kept(machine, day);
    return happened;
  });
  RecordProperty("operations", count);
  EXPECT_GT(count, 50);
}

TEST_P(FaultsTest, disk_that_stays_full_for_a_while_loses_nothing_and_needs_no_restart) {
  for_every_operation([](int number) {
    SCOPED_TRACE("from operation " + std::to_string(number));
    Machine machine(GetParam());
    Day day(machine);
    int failures = 0;
    day.on_failure = [&](const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::kBusy) << error.code << ": " << error.internal_text.value;
      if (++failures == 3) machine.faults.heal();
      return failures < 10;
    };
    machine.faults.fill_from(number);
    EXPECT_TRUE(day.run());
    const bool happened = failures > 0 || machine.faults.happened();
    machine.faults.heal();
    expect_everything_kept(machine, day);
    return happened;
  });
}

TEST(PowerLossTest, power_lost_at_any_operation_costs_nothing_that_was_acknowledged) {
  const int count = for_every_operation([](int number) {
    SCOPED_TRACE("at operation " + std::to_string(number));
    Machine machine;
    Day day(machine);
    machine.faults.fail_from(number, Faults::kNever);
    const bool survived = day.run();
    const bool happened = machine.faults.happened();
    EXPECT_TRUE(survived || happened);
    machine.lose_power();
    day.forget_claim();
    machine.faults.heal();

    const Status started = machine.start();
    EXPECT_TRUE(started) << started.error().internal_text.value;
    if (!started) return false;
    if (day.account) {
      EXPECT_THAT(machine.defects(*day.account), IsEmpty());
      EXPECT_THAT(day.broken_promises(), IsEmpty());
    }
    day.on_failure = [](const Error& error) {
      ADD_FAILURE() << error.code << ": " << error.internal_text.value;
      return false;
    };
    EXPECT_TRUE(day.run());
    expect_everything_kept(machine, day);
    return happened;
  });
  RecordProperty("operations", count);
  EXPECT_GT(count, 50);
}

// What failed once and was tried again is as durable as what succeeded at once.
TEST(PowerLossTest, power_lost_after_any_failure_costs_nothing_that_was_acknowledged) {
  for_every_operation([](int number) {
    SCOPED_TRACE("operation " + std::to_string(number));
    Machine machine;
    Day day(machine);
    day.on_failure = [](const Error&) { return true; };
    machine.faults.fail_from(number, 1);
    EXPECT_TRUE(day.run());
    const bool happened = machine.faults.happened();
    machine.faults.fail_from(1, Faults::kNever);
    machine.lose_power();
    machine.faults.heal();
    EXPECT_TRUE(machine.start());
    EXPECT_THAT(machine.defects(*day.account), IsEmpty());
    EXPECT_THAT(day.broken_promises(), IsEmpty());
    return happened;
  });
}

INSTANTIATE_TEST_SUITE_P(, FaultsTest, testing::Values(WriteFailure::kFull, WriteFailure::kInputOutput),
                         [](const auto& kind) {
                           return kind.param == WriteFailure::kFull ? "full" : "broken";
                         });

}  // namespace
}  // namespace drape::faults
