#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/call.h"
#include "http/json.h"
#include "http/later.h"
#include "service/task_progress.h"
#include "store/task_queue.h"
#include "task/task.h"

namespace drape::http {

/// Which event of a task a client has seen last. It is made of what the database knows, and so it means the
/// same after a restart of the server: how often the task was claimed, and how far it was then.
struct TaskEventId {
  enum class Kind : char { kQueued = 'q', kStage = 's', kEnd = 'e' };
  std::int64_t claim = 0;
  Kind kind = Kind::kQueued;
  std::int64_t number = 0;  ///< The position in the queue; the stage (0: claimed, none begun yet).

  /// "0.q3", "1.s7", "end".
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<TaskEventId> from(std::string_view text);
  friend bool operator==(const TaskEventId&, const TaskEventId&) = default;
};

/// What is known of a task at one moment.
struct TaskSnapshot {
  task::TaskStatus status = task::TaskStatus::kQueued;
  std::optional<store::QueuePlace> place;         ///< While it has not ended.
  std::optional<service::TaskProgress> progress;  ///< While this process computes it.
};

struct TaskEvent {
  TaskEventId id;
  std::string_view name;  ///< "queued", "processing", "completed", "failed".
  Json data;              ///< Without what the task itself says.
};

/// The events that a client which has seen `last` has not seen: those of the present attempt; when it has
/// seen none, only the newest.
[[nodiscard]] std::vector<TaskEvent> events_after(const std::optional<TaskEventId>& last,
                                                  const TaskSnapshot& snapshot);

/// The events of one task as they happen (text/event-stream), up to its end.
class TaskEventStream final : public LiveSource {
 public:
  /// REQUIRES: `call` outlives this.
  TaskEventStream(Call& call, task::TaskId task, std::optional<TaskEventId> last)
      : call_(call), task_(task), last_(last) {}

  [[nodiscard]] bool listen(Wake wake) override;
  [[nodiscard]] bool next(std::string& out) override;
  [[nodiscard]] std::string_view heartbeat() const override { return ": waiting\n\n"; }

 private:
  /// False when the stream has to end.
  [[nodiscard]] bool tell(std::string& out);
  void write(const TaskEvent& event, const task::Task& task, std::string& out);

  Call& call_;
  const task::TaskId task_;
  std::optional<TaskEventId> last_;
  bool begun_ = false;
  std::optional<service::TaskEvents::Subscription> place_;
};

}  // namespace drape::http
