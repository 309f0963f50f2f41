#include "service/translation.h"

#include <algorithm>
#include <cassert>

#include "task/task.h"

namespace drape::service {
namespace {

garment::Category to_engine(task::GarmentCategory category) {
  switch (category) {
    case task::GarmentCategory::kUpper:
      return garment::Category::kUpper;
    case task::GarmentCategory::kOuter:
      return garment::Category::kOuter;
    case task::GarmentCategory::kLower:
      return garment::Category::kLower;
    case task::GarmentCategory::kSkirt:
      return garment::Category::kSkirt;
    case task::GarmentCategory::kDress:
      return garment::Category::kDress;
  }
  return garment::Category::kUpper;
}

}  // namespace

task::PictureFormat to_domain(image::Format format) {
  switch (format) {
    case image::Format::kJpeg:
      return task::PictureFormat::kJpeg;
    case image::Format::kPng:
      return task::PictureFormat::kPng;
    case image::Format::kWebp:
      return task::PictureFormat::kWebp;
    case image::Format::kAvif:
      return task::PictureFormat::kAvif;
    case image::Format::kHeic:
      return task::PictureFormat::kHeic;
  }
  return task::PictureFormat::kJpeg;
}

image::Format to_engine(task::PictureFormat format) {
  assert(task::is_output_format(format));
  switch (format) {
    case task::PictureFormat::kPng:
      return image::Format::kPng;
    case task::PictureFormat::kWebp:
      return image::Format::kWebp;
    default:
      return image::Format::kJpeg;
  }
}

task::GarmentCategory to_domain(garment::Category category) {
  switch (category) {
    case garment::Category::kUpper:
      return task::GarmentCategory::kUpper;
    case garment::Category::kOuter:
      return task::GarmentCategory::kOuter;
    case garment::Category::kLower:
      return task::GarmentCategory::kLower;
    case garment::Category::kSkirt:
      return task::GarmentCategory::kSkirt;
    case garment::Category::kDress:
      return task::GarmentCategory::kDress;
  }
  return task::GarmentCategory::kUpper;
}

garment::Hints to_engine(const task::GarmentHints& hints) {
  garment::Hints translated;
  if (hints.category) translated.category = to_engine(*hints.category);
  if (hints.photo_type) {
    const bool worn = *hints.photo_type == task::GarmentPhotoType::kModel;
    translated.photo_type = worn ? garment::PhotoType::kModel : garment::PhotoType::kFlatLay;
  }
  return translated;
}

namespace {

std::vector<task::ValidationIssue> to_domain(const std::vector<person::Issue>& issues) {
  std::vector<task::ValidationIssue> result;
  for (const person::Issue& issue : issues) {
    const bool is_error = issue.severity == person::Severity::kError;
    result.push_back(
        {issue.code, is_error ? task::Severity::kError : task::Severity::kWarning, issue.message});
  }
  return result;
}

}  // namespace

task::PersonValidation to_domain(const person::Validation& validation, task::PersonImageId person_image,
                                 Timestamp now) {
  return {person_image, validation.is_valid(), to_domain(validation.issues), validation.supported_categories,
          now};
}

task::GarmentValidation to_domain(const tryon::GarmentVerdict& verdict, task::GarmentImageId garment_image) {
  task::GarmentValidation result{garment_image};
  result.is_valid = verdict.is_valid();
  result.on_model = verdict.on_model;
  if (verdict.category) result.category = to_domain(*verdict.category);
  // Shares that were computed may miss their range by a rounding.
  result.category_confidence = std::clamp<double>(verdict.category_confidence, 0, 1);
  result.cutout_quality = std::clamp<double>(verdict.cutout_quality, 0, 1);
  result.issues = to_domain(verdict.issues);
  return result;
}

}  // namespace drape::service
