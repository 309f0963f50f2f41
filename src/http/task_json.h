#pragma once

#include <string>

#include "http/call.h"
#include "http/json.h"
#include "task/task.h"

// A task as its owner sees it in replies. Documented members are never renamed or retyped; others may be
// added.
namespace drape::http {

/// What the sentences of errors call a task.
inline constexpr std::string_view kTaskObject = "Task";

/// The reply to an order that was taken: its state is queued.
[[nodiscard]] Json accepted_json(const task::Task& task);
/// An item of the list of tasks. `origin`: call.origin(), asked for once for a page.
[[nodiscard]] Json listed_json(const Call& call, const std::string& origin, const task::Task& task);
/// The single task.
[[nodiscard]] Json single_json(const Call& call, const task::Task& task);
/// A task that has ended, as a webhook tells of it.
[[nodiscard]] Json told_json(const Links& links, const std::string& origin, const task::Task& task);

}  // namespace drape::http
