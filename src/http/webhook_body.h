#pragma once

#include <string>

#include "http/links.h"
#include "task/task.h"
#include "task/webhook.h"

namespace drape::http {

/// What a receiver gets: {"type", "timestamp", "data": the task}. The link to the picture is as fresh as the
/// call; it is null when the picture is gone by now.
[[nodiscard]] std::string webhook_body(const Links& links, const task::WebhookDelivery& delivery,
                                       const task::Task& task);

}  // namespace drape::http
