#include "tryon/garment_verdict.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "image/decode_errors.h"

namespace drape::tryon {
namespace {

/// Whether the photo shows a wearer, by why the garment could not be taken from it: all failures but those of
/// decoding and of garments without a wearer come from looking at the wearer.
std::optional<bool> on_model(std::string_view failure_code) {
  constexpr std::array kUnread = {image::kInvalidImageCode, image::kTooLargeCode, image::kTooCostlyCode,
                                  image::kDecoderDiedCode};
  constexpr std::array<std::string_view, 2> kWithoutWearer = {"garment_cutout_failed",
                                                              "garment_not_recognised"};
  if (std::ranges::find(kUnread, failure_code) != kUnread.end()) return std::nullopt;
  return std::ranges::find(kWithoutWearer, failure_code) == kWithoutWearer.end();
}

person::Issue issue_of(const Error& error) {
  return {error.code, person::Severity::kError, error.public_text.value};
}

}  // namespace

bool GarmentVerdict::is_valid() const {
  return std::ranges::none_of(
      issues, [](const person::Issue& issue) { return issue.severity == person::Severity::kError; });
}

GarmentVerdict judge_garment(const Result<const garment::GarmentModel*>& analysis,
                             const TryOnEngine& engine) {
  GarmentVerdict verdict;
  if (!analysis) {
    verdict.on_model = on_model(analysis.error().code);
    verdict.issues.push_back(issue_of(analysis.error()));
    return verdict;
  }
  const garment::GarmentModel& model = **analysis;
  verdict.category = model.category;
  verdict.on_model = model.upper && model.upper->on_body;
  verdict.category_confidence = model.category_confidence;
  verdict.cutout_quality = model.cutout_confidence;
  if (const Status wearable = engine.wearable(model); !wearable)
    verdict.issues.push_back(issue_of(wearable.error()));
  return verdict;
}

}  // namespace drape::tryon
