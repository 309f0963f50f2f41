#pragma once

#include "base/result.h"
#include "http/call.h"
#include "http/errors.h"
#include "task/task.h"

namespace drape::http {

struct TaskQuery {
  task::TaskFilter filter;
  bool nothing = false;  ///< The filter is fine, but no task can match it.
};

/// Reads the filters of the list of tasks as django-filter does. What is wrong with them goes into the
/// errors; fails only as the storage does.
[[nodiscard]] Status read_filters(const Call& call, TaskQuery& query, FieldErrors& errors);

}  // namespace drape::http
