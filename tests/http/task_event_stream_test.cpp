#include "http/task_event_stream.h"

#include <gtest/gtest.h>

namespace drape::http {
namespace {

using Kind = TaskEventId::Kind;
using task::TaskStatus;

TaskSnapshot queued(std::int64_t claim, std::int64_t position) {
  return {TaskStatus::kQueued, store::QueuePlace{claim, position}, std::nullopt};
}

TaskSnapshot processing(std::int64_t claim, std::vector<std::string> stages) {
  return {TaskStatus::kProcessing, store::QueuePlace{claim, std::nullopt},
          service::TaskProgress{claim, 1, std::move(stages)}};
}

/// "0.q3 1.s1": the ids of the events that a client with `last` gets.
std::string ids(const std::string& last, const TaskSnapshot& snapshot) {
  std::string text;
  for (const TaskEvent& event : events_after(TaskEventId::from(last), snapshot)) {
    text.append(text.empty() ? "" : " ").append(event.id.text());
  }
  return text;
}

TEST(TaskEventId, text_is_read_as_it_was_written) {
  for (const char* text : {"0.q1", "0.q10000", "7.s0", "12.s31", "end"}) {
    ASSERT_TRUE(TaskEventId::from(text)) << text;
    EXPECT_EQ(TaskEventId::from(text)->text(), text);
  }
  for (const char* text : {"", "1", "1.", "1.q", "1.x3", ".q1", "-1.q1", "1.q-1", "1.q1x", "1x.q1", "e",
                           "End", "99999999999999999999.q1", "1.s99999999999999999999"}) {
    EXPECT_FALSE(TaskEventId::from(text)) << text;
  }
}

TEST(TaskEvents, first_event_is_the_present_state) {
  EXPECT_EQ(ids("", queued(0, 3)), "0.q3");
  EXPECT_EQ(ids("", processing(1, {"load", "fit", "warp"})), "1.s3");
  EXPECT_EQ(ids("", processing(1, {})), "1.s0");
  EXPECT_EQ(ids("", {TaskStatus::kCompleted, std::nullopt, std::nullopt}), "end");
  EXPECT_EQ(ids("", {TaskStatus::kFailed, std::nullopt, std::nullopt}), "end");
}

TEST(TaskEvents, same_event_does_not_come_twice) {
  EXPECT_EQ(ids("0.q3", queued(0, 3)), "");
  EXPECT_EQ(ids("1.s3", processing(1, {"load", "fit", "warp"})), "");
  EXPECT_EQ(ids("1.s0", processing(1, {})), "");
  EXPECT_EQ(ids("end", {TaskStatus::kCompleted, std::nullopt, std::nullopt}), "");
}

TEST(TaskEvents, stages_of_the_attempt_that_were_missed_come_in_their_order) {
  EXPECT_EQ(ids("0.q1", processing(1, {"load", "fit", "warp"})), "1.s1 1.s2 1.s3");
  EXPECT_EQ(ids("1.s0", processing(1, {"load", "fit"})), "1.s1 1.s2");
  EXPECT_EQ(ids("1.s2", processing(1, {"load", "fit", "warp", "light"})), "1.s3 1.s4");
  EXPECT_EQ(ids("0.q2", queued(0, 1)), "0.q1");
}

TEST(TaskEvents, next_attempt_is_news_and_so_is_the_end_whatever_was_seen) {
  EXPECT_EQ(ids("1.s9", queued(1, 1)), "1.q1");
  EXPECT_EQ(ids("1.q1", processing(2, {"load"})), "2.s1");
  EXPECT_EQ(ids("1.s9", processing(2, {"load", "fit"})), "2.s1 2.s2");
  EXPECT_EQ(ids("1.s9", processing(2, {})), "2.s0");
  for (const char* last : {"0.q1", "1.s9", "9.q1"}) {
    EXPECT_EQ(ids(last, {TaskStatus::kFailed, std::nullopt, std::nullopt}), "end") << last;
  }
}

TEST(TaskEvents, id_that_cannot_have_been_given_does_no_harm) {
  EXPECT_EQ(ids("1.s9", processing(1, {"load"})), "");
  EXPECT_EQ(ids("1.s9223372036854775807", processing(1, {"load"})), "");
  EXPECT_EQ(ids("end", queued(0, 1)), "0.q1");
  EXPECT_EQ(ids("nonsense", queued(0, 1)), "0.q1");
}

TEST(TaskEvents, data_tells_place_or_stage_and_progress) {
  EXPECT_EQ(to_text(events_after(std::nullopt, queued(0, 3)).front().data), R"({"position":3})");
  const auto events = events_after(TaskEventId::from("0.q1"), processing(1, {"load", "find person"}));
  EXPECT_EQ(events.front().name, "processing");
  EXPECT_EQ(events.back().data.at("stage"), "find_person");
  EXPECT_GT(events.back().data.at("progress"), events.front().data.at("progress"));
  EXPECT_EQ(to_text(events_after(std::nullopt, processing(1, {})).front().data),
            R"({"stage":null,"progress":0.0})");
}

TEST(TaskEvents, task_that_another_process_computes_is_processing_all_the_same) {
  const TaskSnapshot elsewhere{TaskStatus::kProcessing, store::QueuePlace{4, std::nullopt}, std::nullopt};
  EXPECT_EQ(ids("", elsewhere), "4.s0");
  EXPECT_EQ(ids("4.s0", elsewhere), "");
}

}  // namespace
}  // namespace drape::http
