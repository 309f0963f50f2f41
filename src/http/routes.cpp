#include <array>

#include "http/api.h"
#include "http/handlers.h"

namespace drape::http {

std::span<const Route> all_routes() {
  using enum Method;
  using enum Access;
  static constexpr std::array kRoutes{
      Route{kPost, "/v2/tryon/person-images/", "Person Images", kKey, BodyUse::kUpload, Work::kBlocking,
            upload_person_image, std::nullopt, replay_person_image},
      Route{kGet, "/v2/tryon/person-images/", "Person Images", kKey, BodyUse::kNone, Work::kBlocking,
            list_person_images},
      Route{kDelete, "/v2/tryon/person-images/", "Person Images", kKey, BodyUse::kNone, Work::kBlocking,
            delete_person_images_of_user},
      Route{kGet, "/v2/tryon/person-images/{person_image_id}/", "Person Image", kKey, BodyUse::kNone,
            Work::kBlocking, get_person_image},
      Route{kDelete, "/v2/tryon/person-images/{person_image_id}/", "Person Image", kKey, BodyUse::kNone,
            Work::kBlocking, delete_person_image},
      Route{kPost, "/v2/tryon/garment-images/", "Garment Images", kKey, BodyUse::kUpload, Work::kBlocking,
            upload_garment_image, std::nullopt, replay_garment_image},
      Route{kGet, "/v2/tryon/garment-images/", "Garment Images", kKey, BodyUse::kNone, Work::kBlocking,
            list_garment_images},
      Route{kGet, "/v2/tryon/garment-images/{id}/", "Garment Image", kKey, BodyUse::kNone, Work::kBlocking,
            get_garment_image},
      Route{kDelete, "/v2/tryon/garment-images/{id}/", "Garment Image", kKey, BodyUse::kNone, Work::kBlocking,
            delete_garment_image},
      Route{kPost, "/v2/tryon/person-validations/", "Person Validations", kKey, BodyUse::kFields,
            Work::kBlocking, validate_person},
      Route{kGet, "/v2/tryon/person-validations/", "Person Validations", kKey, BodyUse::kNone, Work::kQuick,
            get_person_validation},
      Route{kPost, "/v2/tryon/garment-validations/", "Garment Validations", kKey, BodyUse::kFields,
            Work::kBlocking, validate_garment},
      Route{kGet, "/v2/tryon/garment-validations/", "Garment Validations", kKey, BodyUse::kNone, Work::kQuick,
            get_garment_validation},
      Route{kPost, "/v2/tryon/tasks/", "Tasks", kKey, BodyUse::kFields, Work::kBlocking, create_task,
            std::nullopt, replay_task},
      Route{kGet, "/v2/tryon/tasks/", "Tasks", kKey, BodyUse::kNone, Work::kBlocking, list_tasks},
      // Before the one with an id, which it would match, too.
      Route{kPost, "/v2/tryon/tasks/batch/", "Task Batch", kKey, BodyUse::kFields, Work::kBlocking,
            create_tasks},
      Route{kGet, "/v2/tryon/tasks/{task_id}/", "Task", kKey, BodyUse::kNone, Work::kQuick, get_task},
      Route{kDelete, "/v2/tryon/tasks/{task_id}/", "Task", kKey, BodyUse::kNone, Work::kBlocking,
            delete_task},
      Route{kPost, "/v2/tryon/tasks/{task_id}/cancel/", "Task Cancellation", kKey, BodyUse::kNone,
            Work::kBlocking, cancel_task},
      Route{kGet, "/v2/tryon/tasks/{task_id}/events/", "Task Events", kKey, BodyUse::kNone, Work::kQuick,
            get_task_events},
      Route{kGet, "/v2/tryon/webhook-deliveries/", "Webhook Deliveries", kKey, BodyUse::kNone,
            Work::kBlocking, list_webhook_deliveries},
      Route{kGet, "/v2/tryon/webhook-deliveries/{delivery_id}/", "Webhook Delivery", kKey, BodyUse::kNone,
            Work::kBlocking, get_webhook_delivery},
      Route{kPost, "/v2/tryon/webhook-deliveries/{delivery_id}/replay/", "Webhook Delivery Replay", kKey,
            BodyUse::kNone, Work::kBlocking, replay_webhook_delivery},
      // Whoever may not order tasks need not forge the news of them.
      Route{kGet, "/v2/tryon/webhook-secret/", "Webhook Secret", kKey, BodyUse::kNone, Work::kBlocking,
            show_webhook_secret, task::KeyScope::kWrite},
      Route{kPost, "/v2/tryon/webhook-secret/rotate/", "Webhook Secret Rotation", kKey, BodyUse::kNone,
            Work::kBlocking, rotate_webhook_secret, std::nullopt, replay_webhook_secret},
      Route{kGet, "/i/{token}", "Picture", kOpen, BodyUse::kNone, Work::kBlocking, serve_media},
      Route{kGet, "/health/live", "Liveness", kOpen, BodyUse::kNone, Work::kQuick, health_live},
      Route{kGet, "/health/ready", "Readiness", kOpen, BodyUse::kNone, Work::kBlocking, health_ready},
      Route{kGet, "/metrics", "Metrics", kOpen, BodyUse::kNone, Work::kBlocking, show_metrics},
      Route{kGet, "/openapi.yaml", "OpenAPI Document", kOpen, BodyUse::kNone, Work::kQuick, show_openapi},
  };
  return kRoutes;
}

std::span<const Route> console_routes() {
  using enum Method;
  using enum Access;
  static constexpr std::array kRoutes{
      Route{kGet, "/", "Console", kOpen, BodyUse::kNone, Work::kQuick, show_console},
      Route{kGet, "/docs/", "Documentation", kOpen, BodyUse::kNone, Work::kQuick, show_docs},
      Route{kGet, "/assets/{file}", "Console File", kOpen, BodyUse::kNone, Work::kQuick, serve_console_asset},
  };
  return kRoutes;
}

}  // namespace drape::http
