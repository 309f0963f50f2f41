#include "task/transition.h"

#include <algorithm>

namespace drape::task {
namespace {

TaskState with_status(TaskState state, TaskStatus status) {
  state.status = status;
  return state;
}

TaskState after_crash(TaskState state, const RetryPolicy& policy) {
  ++state.crashes;
  const bool poisoned = state.crashes >= policy.crashes_max || state.faults >= policy.faults_max;
  return with_status(state, poisoned ? TaskStatus::kFailed : TaskStatus::kQueued);
}

std::optional<TaskState> after_in_processing(TaskState state, TaskEvent event, const RetryPolicy& policy) {
  switch (event) {
    case TaskEvent::kClaimed:
      return std::nullopt;
    case TaskEvent::kSucceeded:
      return with_status(state, TaskStatus::kCompleted);
    case TaskEvent::kRefused:
      return with_status(state, TaskStatus::kFailed);
    case TaskEvent::kErred:
      ++state.errors;
      return with_status(state, state.errors < policy.errors_max ? TaskStatus::kQueued : TaskStatus::kFailed);
    case TaskEvent::kGivenBack:
      --state.attempts;
      return with_status(state, TaskStatus::kQueued);
    case TaskEvent::kLeaseExpired:
      return after_crash(state, policy);
    case TaskEvent::kCrashed:
      ++state.faults;
      return after_crash(state, policy);
    case TaskEvent::kImageDeleted:
    case TaskEvent::kCancelled:
      return with_status(state, TaskStatus::kFailed);
  }
  return std::nullopt;
}

}  // namespace

std::optional<TaskState> after(const TaskState& state, TaskEvent event, const RetryPolicy& policy) {
  switch (state.status) {
    case TaskStatus::kQueued: {
      if (event == TaskEvent::kImageDeleted || event == TaskEvent::kCancelled)
        return with_status(state, TaskStatus::kFailed);
      if (event != TaskEvent::kClaimed) return std::nullopt;
      TaskState next = with_status(state, TaskStatus::kProcessing);
      ++next.attempts;
      return next;
    }
    case TaskStatus::kProcessing:
      return after_in_processing(state, event, policy);
    case TaskStatus::kCompleted:
    case TaskStatus::kFailed:
      return std::nullopt;
  }
  return std::nullopt;
}

TaskFailure exhausted(TaskEvent event) {
  if (event == TaskEvent::kLeaseExpired || event == TaskEvent::kCrashed) {
    return {std::string(kPoisonedCode),
            "These pictures could not be processed. Please try with another photo.", false};
  }
  return {std::string(kAttemptsExhaustedCode),
          "The try-on could not be computed because of a problem on our side. Please try again later.", true};
}

TaskFailure cancelled() {
  return {std::string(kCancelledCode), "The try-on was cancelled.", true};
}

std::chrono::milliseconds backoff(int errors, const RetryPolicy& policy) {
  std::chrono::milliseconds pause = policy.backoff_first;
  for (int i = 1; i < errors && pause < policy.backoff_max; ++i) pause *= 2;
  return std::min(pause, policy.backoff_max);
}

}  // namespace drape::task
