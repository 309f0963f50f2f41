#include "http/task_wait.h"

#include <memory>
#include <optional>

#include "http/task_json.h"

namespace drape::http {
namespace {

Response single_reply(Call& call, const task::Task& task, const WaitPreference& wait) {
  Response response = Call::reply(single_json(call, task));
  if (wait.preferred) response.set("Preference-Applied", "wait=" + std::to_string(wait.time.count()));
  return response;
}

class TaskWait final : public LaterReply {
 public:
  TaskWait(Call& call, task::TaskId task, const WaitPreference& wait)
      : call_(call), task_(task), wait_(wait) {}

  [[nodiscard]] bool listen(Wake wake) override {
    auto& events = call_.services().task_events();
    if (auto place = events.subscribe(call_.account(), task_, std::move(wake))) {
      place_.emplace(*std::move(place));
      return true;
    }
    wait_.preferred = false;  // The wish is not granted.
    return false;
  }

  [[nodiscard]] std::optional<Response> poll(bool last) override {
    const auto task = call_.services().tasks().find(call_.account(), task_);
    if (task) {
      if (!last && !task::is_final(task->status)) return std::nullopt;
      return single_reply(call_, *task, wait_);
    }
    if (task.error().kind == ErrorKind::kNotFound) return call_.no_match(kTaskObject);
    // A storage that is away now may be back before the time is up.
    if (!last && task.error().kind == ErrorKind::kBusy) return std::nullopt;
    return call_.error(task.error());
  }

  [[nodiscard]] std::chrono::milliseconds patience() const override { return wait_.time; }

 private:
  Call& call_;
  const task::TaskId task_;
  WaitPreference wait_;
  std::optional<service::TaskEvents::Subscription> place_;
};

}  // namespace

Response reply_when_ended(Call& call, const task::Task& task, const WaitPreference& wait) {
  const bool nothing_to_wait_for = task::is_final(task.status) || wait.time.count() == 0;
  if (nothing_to_wait_for || call.head().method == Method::kHead) return single_reply(call, task, wait);
  Response response;
  response.later = std::make_unique<TaskWait>(call, task.id, wait);
  return response;
}

}  // namespace drape::http
