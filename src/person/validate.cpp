#include "person/analyse.h"
#include "person/person_mask.h"
#include "person/person_measurements.h"
#include "person/sightings.h"
#include "person/validation_rules.h"

namespace drape::person {
namespace {

void append(std::vector<Issue>& issues, const std::vector<Issue>& more) {
  issues.insert(issues.end(), more.begin(), more.end());
}

Validation nobody() {
  return {{make_issue(IssueCode::kNoPerson)}, {}};
}

}  // namespace

Result<Validation> validate_person(const image::Image& image, const vision::Vision& vision) {
  const auto persons = find_persons(image, vision);
  if (!persons) {
    if (persons.error().code == code_name(IssueCode::kNoPerson)) return nobody();
    return fail(persons.error());
  }
  auto pose = vision.estimate_pose(image, persons->chosen);
  if (!pose) return fail(pose.error());
  const PoseMeasurements measured = measure_pose(*pose, image.size());
  Validation validation;
  validation.issues = pose_issues(measured);
  if (measured.presence < ValidationLimits{}.presence_error) return validation;

  Sightings sightings;
  sightings.pose = std::move(*pose);
  auto face = vision.face_mesh(image, sightings.pose);
  if (!face) return fail(face.error());
  sightings.face = std::move(*face);
  const auto mask = find_person_mask(image, sightings.pose, vision);
  if (!mask) return fail(mask.error());
  append(validation.issues, photo_issues(measure_photo(image, sightings, *mask)));
  const auto faces = vision.detect_faces(image);
  if (!faces) return fail(faces.error());
  const float company =
      std::max(largest_other_person(*persons), largest_other_face(*faces, sightings, *mask));
  append(validation.issues, company_issues(company));
  return validation;
}

}  // namespace drape::person
