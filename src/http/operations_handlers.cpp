#include "http/handlers.h"
#include "http/openapi_document.h"

namespace drape::http {

Response health_live(Call& /*call*/) {
  return Call::reply({{"status", "alive"}});
}

Response health_ready(Call& call) {
  const auto ready = call.services().ready();
  return ready ? Call::reply({{"status", "ready"}}) : call.error(ready.error());
}

Response show_metrics(Call& call) {
  const auto depth = call.services().queue_depth();
  if (!depth) return call.error(depth.error());
  const auto backlog = call.services().webhooks().backlog();
  if (!backlog) return call.error(backlog.error());
  call.metrics().set_webhook_backlog(backlog->pending, backlog->oldest_seconds);
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = call.metrics().text(*depth, call.services().task_events().waiters());
  return response;
}

Response show_openapi(Call& /*call*/) {
  Response response;
  response.content_type = "application/yaml";
  response.body = openapi_document();
  return response;
}

}  // namespace drape::http
