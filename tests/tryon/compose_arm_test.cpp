#include "tryon/geometric/compose_arm.h"

#include <gtest/gtest.h>

#include "flat_pictures.h"

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
