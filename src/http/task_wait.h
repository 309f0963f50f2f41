#pragma once

#include "http/call.h"
#include "http/wait_preference.h"
#include "task/task.h"

namespace drape::http {

/// The single task as soon as it has ended, or as it is when `wait` is over. At once when there is nothing to
/// wait for, and when too many wait already.
[[nodiscard]] Response reply_when_ended(Call& call, const task::Task& task, const WaitPreference& wait);

}  // namespace drape::http
