#include "task/deletion.h"

#include <array>
#include <utility>

namespace drape::task {
namespace {

constexpr std::array<std::pair<DeletionCause, std::string_view>, 4> kCauses = {
    {{DeletionCause::kRequest, "request"},
     {DeletionCause::kRetention, "retention"},
     {DeletionCause::kPurge, "purge"},
     {DeletionCause::kGarbage, "garbage"}}};
constexpr std::array<std::pair<DeletedKind, std::string_view>, 5> kKinds = {
    {{DeletedKind::kPersonImage, "person_image"},
     {DeletedKind::kGarmentImage, "garment_image"},
     {DeletedKind::kResult, "result"},
     {DeletedKind::kAccount, "account"},
     {DeletedKind::kOrphans, "orphans"}}};

template <typename Names, typename Enum>
std::string_view text_of(const Names& names, Enum value) {
  for (const auto& [named, text] : names) {
    if (named == value) return text;
  }
  return {};
}

template <typename Names>
auto value_of(const Names& names, std::string_view wanted) {
  std::optional<typename Names::value_type::first_type> found;
  for (const auto& [value, text] : names) {
    if (text == wanted) found = value;
  }
  return found;
}

}  // namespace

std::string_view to_string(DeletionCause cause) {
  return text_of(kCauses, cause);
}
std::optional<DeletionCause> deletion_cause_from(std::string_view text) {
  return value_of(kCauses, text);
}
std::string_view to_string(DeletedKind kind) {
  return text_of(kKinds, kind);
}
std::optional<DeletedKind> deleted_kind_from(std::string_view text) {
  return value_of(kKinds, text);
}

TaskFailure person_image_deleted() {
  return {std::string(kPersonImageDeletedCode), "The person's photo has been deleted.", false};
}

TaskFailure garment_image_deleted() {
  return {std::string(kGarmentImageDeletedCode), "A garment's photo has been deleted.", false};
}

}  // namespace drape::task
