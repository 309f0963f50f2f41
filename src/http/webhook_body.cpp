#include "http/webhook_body.h"

#include "http/task_json.h"
#include "http/timestamps.h"

namespace drape::http {

std::string webhook_body(const Links& links, const task::WebhookDelivery& delivery, const task::Task& task) {
  return to_text({{"type", std::string(to_string(delivery.event))},
                  {"timestamp", iso_time(delivery.created_at)},
                  {"data", told_json(links, links.current_origin(delivery.target.origin), task)}});
}

}  // namespace drape::http
