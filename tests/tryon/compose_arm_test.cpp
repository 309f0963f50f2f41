#include "tryon/geometric/compose_arm.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"
#include "tryon/geometric/reveal.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

/// A person of whose hand on the left of the picture `seen` is left.
struct Hand {
  person::PersonModel person = test::flat_person({.scale = 2, .sleeve = 1});
  KeptSkin skin;

  explicit Hand(cv::Rect seen) {
    const image::Mask whole = mask_of(person.labels, {hand_label(0)});
    image::Mask left = image::Mask::zeros(whole.size());
    left(seen).setTo(255);
    person.labels.setTo(static_cast<int>(Label::kLowerClothes), whole & ~left);
    skin.hands = whole & left;
    skin.hand = as_plane(skin.hands);
  }
};

/// The drawn arm on the left of the picture before a torso that covers everything, at a point of the forearm.
float forearm_before_torso(const person::PersonModel& person) {
  const PersonPlanes planes = make_planes(person.image);
  const BodyShape body = measure_body(person);
  const GarmentFit fit = fit_garment(person, body, test::flat_garment());
  const SkinTone tone = measure_skin(person, planes, body);
  const Erased erased = find_erased(person, body, {fit});
  const BareBody bare = reveal_body({person, planes, body, fit, tone, erased});
  const ArmView view{person, body, bare, erased.to_upper, 0, -1, 0};
  const image::Plane torso(person.labels.size(), 1.0F);
  return beside_torso(view, bare.arm[0].clone(), torso)(2 * 270, 2 * 121);
}

TEST(BesideTorso, what_is_seen_of_an_arm_is_in_front) {
  EXPECT_GT(forearm_before_torso(test::flat_person({.scale = 2})), 0.9F);
}

TEST(BesideTorso, what_is_not_seen_of_an_arm_below_its_sleeve_is_behind) {
  person::PersonModel person = test::flat_person({.scale = 2});
  const cv::Rect covered(2 * 100, 2 * 262, 2 * 40, 2 * 16);
  person.labels(covered).setTo(static_cast<int>(Label::kLowerClothes));
  EXPECT_LT(forearm_before_torso(person), 0.1F);
}

const cv::Rect kSliver(2 * 108, 2 * 318, 40, 10);
const cv::Rect kWhole(0, 0, 300, 1000);

TEST(PutHandInPocket, the_cloth_over_the_pocket_hides_a_sliver_of_hand) {
  Hand hand(kSliver);
  put_hand_in_pocket(hand.person, 0, image::Plane(hand.skin.hand.size(), 1.0F), hand.skin);
  EXPECT_EQ(cv::countNonZero(hand.skin.hand > 0), 0);
  EXPECT_EQ(cv::countNonZero(hand.skin.hands), 0);
}

TEST(PutHandInPocket, a_hand_that_is_seen_whole_stays_before_the_cloth) {
  Hand hand(kWhole);
  const int seen = cv::countNonZero(hand.skin.hands);
  put_hand_in_pocket(hand.person, 0, image::Plane(hand.skin.hand.size(), 1.0F), hand.skin);
  EXPECT_EQ(cv::countNonZero(hand.skin.hands), seen);
}

TEST(PutHandInPocket, fingers_that_show_before_the_chest_stay) {
  Hand hand(kSliver);
  const image::Mask around = mask_of(hand.person.labels, {Label::kLowerClothes});
  hand.person.labels.setTo(static_cast<int>(Label::kUpperClothes), around);
  const int seen = cv::countNonZero(hand.skin.hands);
  put_hand_in_pocket(hand.person, 0, image::Plane(hand.skin.hand.size(), 1.0F), hand.skin);
  EXPECT_EQ(cv::countNonZero(hand.skin.hands), seen);
}

TEST(PutHandInPocket, a_sliver_below_the_garment_stays) {
  Hand hand(kSliver);
  image::Plane cloth = image::Plane::zeros(hand.skin.hand.size());
  cloth.rowRange(0, kSliver.y).setTo(1);
  const int seen = cv::countNonZero(hand.skin.hands);
  put_hand_in_pocket(hand.person, 0, cloth, hand.skin);
  EXPECT_EQ(cv::countNonZero(hand.skin.hands), seen);
}

}  // namespace
}  // namespace drape::tryon::geometric
