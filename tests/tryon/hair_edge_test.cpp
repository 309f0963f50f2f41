#include "tryon/geometric/hair_edge.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tryon/geometric/body_shape.h"

namespace drape::tryon::geometric {
namespace {

using person::Label;

/// Hair on the left of column 100, a garment on its right.
struct Border {
  person::PersonModel person;
  ColourPlane photo{cv::Size(200, 120)};
  const cv::Vec3f hair{60, 40, 30};
  const cv::Vec3f cloth;

  explicit Border(cv::Vec3f garment) : cloth(garment) {
    person.torso.shoulder_width = 250;
    person.labels = image::LabelMap(photo.size(), static_cast<unsigned char>(Label::kUpperClothes));
    person.labels.colRange(0, 100).setTo(static_cast<int>(Label::kHair));
    photo.setTo(cloth);
    photo.colRange(0, 100).setTo(hair);
  }

  [[nodiscard]] HairEdge edge() const {
    image::Plane to_upper;
    cv::distanceTransform(mask_of(person.labels, {Label::kUpperClothes}) == 0, to_upper, cv::DIST_L2, 3);
    return hair_over_cloth(person, photo, to_upper);
  }
};

TEST(HairOverCloth, a_mixed_pixel_has_its_share_and_the_hairs_colour) {
  Border border({230, 220, 210});
  const cv::Vec3f mixed = 0.6F * border.hair + 0.4F * border.cloth;
  border.photo.col(100).setTo(mixed);
  const HairEdge edge = border.edge();
  const cv::Point at = cv::Point(100, 60) - edge.area.tl();
  ASSERT_TRUE(edge.band(at));
  EXPECT_NEAR(edge.alpha(at), 0.6F, 0.1F);
  EXPECT_LT(cv::norm(edge.colour(at) - border.hair), 25);
  EXPECT_GT(edge.alpha(at.y, at.x - 3), 0.95F);
  EXPECT_LT(edge.alpha(at.y, at.x + 3), 0.05F);
}

TEST(HairOverCloth, cloth_between_two_strands_goes) {
  Border border({230, 220, 210});
  border.photo.col(98).setTo(border.cloth);
  const HairEdge edge = border.edge();
  EXPECT_LT(edge.alpha(cv::Point(98, 60) - edge.area.tl()), 0.1F);
}

TEST(HairOverCloth, a_dark_collar_beside_dark_hair_is_none) {
  Border border({190, 170, 210});
  border.photo.colRange(100, 105).setTo(cv::Vec3f(45, 60, 110));
  const HairEdge edge = border.edge();
  const cv::Point at = cv::Point(100, 60) - edge.area.tl();
  EXPECT_LT(edge.alpha(at.y, at.x + 3), 0.1F);
}

TEST(HairOverCloth, where_hair_and_cloth_are_alike_the_label_fades_out) {
  const Border border({62, 42, 32});
  const HairEdge edge = border.edge();
  const cv::Point at = cv::Point(100, 60) - edge.area.tl();
  EXPECT_GT(edge.alpha(at.y, at.x - 4), 0.9F);
  EXPECT_NEAR(edge.alpha(at.y, at.x - 1) + edge.alpha(at), 1, 0.1F);
  EXPECT_LT(edge.alpha(at.y, at.x + 4), 0.1F);
}

TEST(HairOverCloth, strands_too_thin_to_show_their_own_colour_keep_their_label) {
  Border border({230, 220, 210});
  border.person.labels.setTo(static_cast<int>(Label::kUpperClothes));
  border.person.labels.colRange(60, 64).setTo(static_cast<int>(Label::kHair));
  const HairEdge edge = border.edge();
  EXPECT_GT(edge.alpha(cv::Point(62, 60) - edge.area.tl()), 0.5F);
  EXPECT_LT(cv::norm(edge.colour(cv::Point(62, 60) - edge.area.tl()) - border.hair), 1);
}

TEST(HairOverCloth, hair_beside_no_garment_has_no_such_edge) {
  Border border({230, 220, 210});
  border.person.labels.setTo(static_cast<int>(Label::kBackground),
                             mask_of(border.person.labels, {Label::kUpperClothes}));
  border.person.labels(cv::Rect(180, 0, 20, 120)).setTo(static_cast<int>(Label::kUpperClothes));
  EXPECT_TRUE(border.edge().area.empty());
}

}  // namespace
}  // namespace drape::tryon::geometric
