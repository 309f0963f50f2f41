// The texts of the domain's enums: what is stored and what the API shows.
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "task/account.h"
#include "task/deletion.h"
#include "task/garment_hints.h"
#include "task/layering.h"
#include "task/picture.h"
#include "task/task.h"
#include "task/validation.h"
#include "task/webhook.h"

namespace drape::task {
namespace {

template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<PictureFormat, 5> kFormats = {{{PictureFormat::kJpeg, "jpeg"},
                                               {PictureFormat::kPng, "png"},
                                               {PictureFormat::kWebp, "webp"},
                                               {PictureFormat::kAvif, "avif"},
                                               {PictureFormat::kHeic, "heic"}}};
constexpr Names<PictureFormat, 5> kMediaTypes = {{{PictureFormat::kJpeg, "image/jpeg"},
                                                  {PictureFormat::kPng, "image/png"},
                                                  {PictureFormat::kWebp, "image/webp"},
                                                  {PictureFormat::kAvif, "image/avif"},
                                                  {PictureFormat::kHeic, "image/heic"}}};
constexpr Names<KeyScope, 3> kScopes = {
    {{KeyScope::kRead, "read"}, {KeyScope::kWrite, "write"}, {KeyScope::kAdmin, "admin"}}};
constexpr Names<Severity, 2> kSeverities = {{{Severity::kError, "error"}, {Severity::kWarning, "warning"}}};
constexpr Names<TaskStatus, 4> kStatuses = {{{TaskStatus::kQueued, "queued"},
                                             {TaskStatus::kProcessing, "processing"},
                                             {TaskStatus::kCompleted, "completed"},
                                             {TaskStatus::kFailed, "failed"}}};
constexpr Names<GarmentCategory, 5> kCategories = {{{GarmentCategory::kUpper, "upper"},
                                                    {GarmentCategory::kOuter, "outer"},
                                                    {GarmentCategory::kLower, "lower"},
                                                    {GarmentCategory::kSkirt, "skirt"},
                                                    {GarmentCategory::kDress, "dress"}}};
constexpr Names<GarmentPhotoType, 2> kPhotoTypes = {
    {{GarmentPhotoType::kFlatLay, "flat-lay"}, {GarmentPhotoType::kModel, "model"}}};
constexpr Names<EngineChoice, 2> kEngines = {
    {{EngineChoice::kAuto, "auto"}, {EngineChoice::kGeometric, "geometric"}}};
constexpr Names<DeletionCause, 4> kCauses = {{{DeletionCause::kRequest, "request"},
                                              {DeletionCause::kRetention, "retention"},
                                              {DeletionCause::kPurge, "purge"},
                                              {DeletionCause::kGarbage, "garbage"}}};
constexpr Names<DeletedKind, 6> kKinds = {{{DeletedKind::kPersonImage, "person_image"},
                                           {DeletedKind::kGarmentImage, "garment_image"},
                                           {DeletedKind::kResult, "result"},
                                           {DeletedKind::kTask, "task"},
                                           {DeletedKind::kAccount, "account"},
                                           {DeletedKind::kOrphans, "orphans"}}};
constexpr Names<WebhookEvent, 2> kEvents = {
    {{WebhookEvent::kTaskCompleted, "task.completed"}, {WebhookEvent::kTaskFailed, "task.failed"}}};
constexpr Names<DeliveryState, 3> kDeliveryStates = {{{DeliveryState::kPending, "pending"},
                                                      {DeliveryState::kDelivered, "delivered"},
                                                      {DeliveryState::kDead, "dead"}}};

template <typename Enum, std::size_t N>
constexpr std::string_view name_of(const Names<Enum, N>& names, Enum value) {
  for (const auto& [candidate, name] : names) {
    if (candidate == value) return name;
  }
  return {};
}

template <typename Enum, std::size_t N>
constexpr std::optional<Enum> value_of(const Names<Enum, N>& names, std::string_view text) {
  for (const auto& [value, name] : names) {
    if (name == text) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(PictureFormat format) {
  return name_of(kFormats, format);
}
std::optional<PictureFormat> picture_format_from(std::string_view text) {
  return value_of(kFormats, text);
}
std::string_view media_type(PictureFormat format) {
  return name_of(kMediaTypes, format);
}

std::string_view to_string(KeyScope scope) {
  return name_of(kScopes, scope);
}
std::optional<KeyScope> key_scope_from(std::string_view text) {
  return value_of(kScopes, text);
}

std::string_view to_string(Severity severity) {
  return name_of(kSeverities, severity);
}
std::optional<Severity> severity_from(std::string_view text) {
  return value_of(kSeverities, text);
}

std::string_view to_string(TaskStatus status) {
  return name_of(kStatuses, status);
}
std::optional<TaskStatus> task_status_from(std::string_view text) {
  if (text == "pending") return TaskStatus::kQueued;
  return value_of(kStatuses, text);
}

std::string_view to_string(GarmentCategory category) {
  return name_of(kCategories, category);
}
std::optional<GarmentCategory> garment_category_from(std::string_view text) {
  return value_of(kCategories, text);
}

std::string_view to_string(GarmentPhotoType type) {
  return name_of(kPhotoTypes, type);
}
std::optional<GarmentPhotoType> garment_photo_type_from(std::string_view text) {
  return value_of(kPhotoTypes, text);
}

std::string_view to_string(EngineChoice engine) {
  return name_of(kEngines, engine);
}
std::optional<EngineChoice> engine_choice_from(std::string_view text) {
  return value_of(kEngines, text);
}

std::string_view to_string(DeletionCause cause) {
  return name_of(kCauses, cause);
}
std::optional<DeletionCause> deletion_cause_from(std::string_view text) {
  return value_of(kCauses, text);
}

std::string_view to_string(DeletedKind kind) {
  return name_of(kKinds, kind);
}
std::optional<DeletedKind> deleted_kind_from(std::string_view text) {
  return value_of(kKinds, text);
}

std::string_view to_string(WebhookEvent event) {
  return name_of(kEvents, event);
}
std::optional<WebhookEvent> webhook_event_from(std::string_view text) {
  return value_of(kEvents, text);
}

std::string_view to_string(DeliveryState state) {
  return name_of(kDeliveryStates, state);
}
std::optional<DeliveryState> delivery_state_from(std::string_view text) {
  return value_of(kDeliveryStates, text);
}

}  // namespace drape::task
