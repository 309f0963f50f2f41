#pragma once

#include "http/call.h"
#include "service/try_on_tasks.h"

namespace drape::http {

/// 429 with an honest guess of when there will be room: as long as that many tasks took lately.
[[nodiscard]] Response queue_full_response(const Call& call, const service::QueueFull& full);

}  // namespace drape::http
