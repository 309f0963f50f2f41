#include "person/sightings.h"

#include "person/validation_rules.h"

namespace drape::person {
namespace {

// Body circle of a detection: hip centre to the point on the circle, pixels.
float body_radius(const vision::PersonDetection& person) {
  return static_cast<float>(cv::norm(person.points[1] - person.points[0]));
}

// A detection this much weaker than the best is not preferred for being larger.
constexpr float kScoreShareMin = 0.8F;

}  // namespace

Result<FoundPersons> find_persons(const image::Image& photo, const vision::Vision& vision) {
  auto persons = vision.detect_persons(photo);
  if (!persons) return fail(persons.error());
  if (persons->empty()) return fail(as_error(make_issue(IssueCode::kNoPerson)));
  FoundPersons found;
  found.chosen = persons->front();
  for (const vision::PersonDetection& person : *persons) {
    const bool sure = person.score >= kScoreShareMin * persons->front().score;
    if (sure && body_radius(person) > body_radius(found.chosen)) found.chosen = person;
  }
  found.all = std::move(*persons);
  return found;
}

Result<Sightings> look_closely(const image::Image& photo, vision::Pose pose, const vision::Vision& vision) {
  Sightings sightings;
  sightings.pose = std::move(pose);
  auto face = vision.face_mesh(photo, sightings.pose);
  if (!face) return fail(face.error());
  sightings.face = std::move(*face);
  for (const vision::Side side : {vision::Side::kLeft, vision::Side::kRight}) {
    auto hand = vision.hand(photo, sightings.pose, side);
    if (!hand) return fail(hand.error());
    sightings.hands[static_cast<std::size_t>(side)] = *hand;
  }
  return sightings;
}

}  // namespace drape::person
