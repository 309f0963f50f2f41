#include "http/task_event_stream.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <exception>

#include "base/log.h"
#include "http/handlers.h"
#include "http/task_json.h"

namespace drape::http {
namespace {

using Kind = TaskEventId::Kind;

/// What a browser waits before it connects again, milliseconds.
constexpr std::string_view kRetry = "retry: 2000\n\n";
constexpr std::string_view kEndText = "end";

/// Names of stages as the API shows them: one word.
std::string stage_name(std::string name) {
  std::ranges::replace(name, ' ', '_');
  return name;
}

double in_percents(double share) {
  return std::round(share * 100) / 100;
}

TaskEvent queued_event(const store::QueuePlace& place) {
  const std::int64_t position = place.position.value_or(0);
  return {{place.claim, Kind::kQueued, position},
          "queued",
          {{"position", place.position ? Json(position) : Json()}}};
}

/// Stage 0: the task is claimed, and none has begun, or another process computes it.
TaskEvent stage_event(std::int64_t claim, const service::TaskProgress& progress, std::size_t stage) {
  TaskEvent event{{claim, Kind::kStage, static_cast<std::int64_t>(stage)}, "processing", {}};
  event.data["stage"] = stage == 0 ? Json() : Json(stage_name(progress.stages[stage - 1]));
  event.data["progress"] = stage == 0 ? 0.0 : in_percents(progress.share(stage - 1));
  return event;
}

std::vector<TaskEvent> stage_events(const std::optional<TaskEventId>& last, const TaskSnapshot& snapshot) {
  const service::TaskProgress progress = snapshot.progress.value_or(service::TaskProgress{});
  const std::int64_t claim =
      snapshot.progress ? progress.claim : snapshot.place.value_or(store::QueuePlace{}).claim;
  const std::size_t newest = progress.stages.size();
  std::size_t from = newest;
  if (last && last->kind == Kind::kStage && last->claim == claim) {
    from = static_cast<std::size_t>(last->number) + 1;
  } else if (last) {
    from = std::min<std::size_t>(newest, 1);
  }
  std::vector<TaskEvent> events;
  for (std::size_t stage = from; stage <= newest; ++stage)
    events.push_back(stage_event(claim, progress, stage));
  return events;
}

std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool good = error == std::errc() && end == text.data() + text.size() && number >= 0;
  return good ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string TaskEventId::text() const {
  if (kind == Kind::kEnd) return std::string(kEndText);
  return std::to_string(claim) + '.' + static_cast<char>(kind) + std::to_string(number);
}

std::optional<TaskEventId> TaskEventId::from(std::string_view text) {
  if (text == kEndText) return TaskEventId{0, Kind::kEnd, 0};
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot + 1 == text.size()) return std::nullopt;
  const char kind = text[dot + 1];
  const auto claim = read_number(text.substr(0, dot));
  const auto number = read_number(text.substr(dot + 2));
  if (!claim || !number || (kind != 'q' && kind != 's')) return std::nullopt;
  return TaskEventId{*claim, static_cast<Kind>(kind), *number};
}

std::vector<TaskEvent> events_after(const std::optional<TaskEventId>& last, const TaskSnapshot& snapshot) {
  std::vector<TaskEvent> events;
  if (task::is_final(snapshot.status)) {
    events.push_back({{0, Kind::kEnd, 0}, task::to_string(snapshot.status), Json::object()});
  } else if (snapshot.status == task::TaskStatus::kQueued) {
    events.push_back(queued_event(snapshot.place.value_or(store::QueuePlace{})));
  } else {
    events = stage_events(last, snapshot);
  }
  std::erase_if(events, [&](const TaskEvent& event) { return event.id == last; });
  return events;
}

bool TaskEventStream::listen(Wake wake) {
  auto place = call_.services().task_events().subscribe(call_.account(), task_, std::move(wake));
  if (!place) return false;
  place_.emplace(*std::move(place));
  return true;
}

bool TaskEventStream::next(std::string& out) {
  try {
    if (!begun_) out += kRetry;
    begun_ = true;
    return tell(out);
  } catch (const std::exception& error) {
    log::error("events_failed", {{"task", task_.value()}, {"reason", error.what()}});
    return false;
  }
}

// The place is asked for before the task: a task that is queued then was queued or running before.
bool TaskEventStream::tell(std::string& out) {
  const auto place = call_.services().queue_place(task_);
  const auto task = call_.services().tasks().find(call_.account(), task_);
  // A storage that is away now may be back soon; a task that is gone says no more.
  if (!task) return task.error().kind == ErrorKind::kBusy;
  if (!place) return place.error().kind == ErrorKind::kBusy;
  const TaskSnapshot snapshot{task->status, *place, call_.services().progress(task_)};
  for (const TaskEvent& event : events_after(last_, snapshot)) {
    write(event, *task, out);
    last_ = event.id;
  }
  return !task::is_final(task->status);
}

void TaskEventStream::write(const TaskEvent& event, const task::Task& task, std::string& out) {
  Json data = event.id.kind == Kind::kEnd
                  ? single_json(call_, task)
                  : Json{{"id", task.id.value()}, {"status", std::string(event.name)}};
  data.update(event.data);
  out += "id: " + event.id.text() + "\nevent: ";
  out += event.name;
  out += "\ndata: " + to_text(data) + "\n\n";
}

Response get_task_events(Call& call) {
  auto id = path_id<task::TaskId>(call, kTaskObject);
  if (!id) return std::move(id.error());
  const auto task = call.services().tasks().find(call.account(), *id);
  if (!task) {
    return task.error().kind == ErrorKind::kNotFound ? call.no_match(kTaskObject) : call.error(task.error());
  }
  const std::optional<TaskEventId> last = TaskEventId::from(call.head().header("last-event-id"));
  Response response;
  response.content_type = "text/event-stream";
  response.set("Cache-Control", "no-store");
  response.set("X-Accel-Buffering", "no");
  if (last && last->kind == Kind::kEnd && task::is_final(task->status)) {
    response.status = 204;  // Which tells a browser not to come back.
  } else {
    response.live = std::make_unique<TaskEventStream>(call, *id, last);
  }
  return response;
}

}  // namespace drape::http
