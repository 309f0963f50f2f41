#pragma once

#include "http/call.h"

// One function for each operation and page of routes.cpp.
namespace drape::http {

[[nodiscard]] Response upload_person_image(Call& call);
[[nodiscard]] Response replay_person_image(Call& call, std::string_view kept);
[[nodiscard]] Response list_person_images(Call& call);
[[nodiscard]] Response get_person_image(Call& call);
[[nodiscard]] Response delete_person_images_of_user(Call& call);
[[nodiscard]] Response delete_person_image(Call& call);
[[nodiscard]] Response upload_garment_image(Call& call);
[[nodiscard]] Response replay_garment_image(Call& call, std::string_view kept);
[[nodiscard]] Response list_garment_images(Call& call);
[[nodiscard]] Response get_garment_image(Call& call);
[[nodiscard]] Response delete_garment_image(Call& call);

[[nodiscard]] Response validate_person(Call& call);
[[nodiscard]] Response get_person_validation(Call& call);
[[nodiscard]] Response validate_garment(Call& call);
[[nodiscard]] Response get_garment_validation(Call& call);

[[nodiscard]] Response create_task(Call& call);
[[nodiscard]] Response replay_task(Call& call, std::string_view kept);
[[nodiscard]] Response create_tasks(Call& call);
[[nodiscard]] Response list_tasks(Call& call);
[[nodiscard]] Response get_task(Call& call);
[[nodiscard]] Response cancel_task(Call& call);
[[nodiscard]] Response delete_task(Call& call);
[[nodiscard]] Response get_task_events(Call& call);

[[nodiscard]] Response list_webhook_deliveries(Call& call);
[[nodiscard]] Response get_webhook_delivery(Call& call);
[[nodiscard]] Response replay_webhook_delivery(Call& call);
[[nodiscard]] Response show_webhook_secret(Call& call);
[[nodiscard]] Response rotate_webhook_secret(Call& call);
[[nodiscard]] Response replay_webhook_secret(Call& call, std::string_view kept);

[[nodiscard]] Response serve_media(Call& call);

[[nodiscard]] Response health_live(Call& call);
[[nodiscard]] Response health_ready(Call& call);
[[nodiscard]] Response show_metrics(Call& call);
[[nodiscard]] Response show_openapi(Call& call);

[[nodiscard]] Response show_console(Call& call);
[[nodiscard]] Response show_docs(Call& call);
[[nodiscard]] Response serve_console_asset(Call& call);

}  // namespace drape::http
