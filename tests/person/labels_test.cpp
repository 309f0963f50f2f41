#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "person/label_cleanup.h"
#include "person/label_upsampling.h"
#include "person/matte.h"
#include "person/overlay.h"
#include "person/waist_line.h"

namespace drape::person {
namespace {

image::LabelMap person_block() {
  image::LabelMap parts(200, 160, uchar{kPartBackground});
  parts(cv::Rect(40, 40, 80, 120)).setTo(kPartUpper);
  return parts;
}

TEST(CleanUp, drops_a_loose_piece) {
  image::LabelMap parts = person_block();
  parts(cv::Rect(5, 5, 6, 6)).setTo(kPartUpper);
  clean_up(parts, image::Plane(parts.size(), 0.1F));
  EXPECT_EQ(parts(7, 7), kPartBackground);
  EXPECT_EQ(parts(100, 80), kPartUpper);
}

TEST(CleanUp, gives_an_island_to_what_surrounds_it) {
  image::LabelMap parts = person_block();
  parts(cv::Rect(70, 80, 5, 5)).setTo(kPartHair);
  clean_up(parts, image::Plane(parts.size(), 0.9F));
  EXPECT_EQ(parts(82, 72), kPartUpper);
}

TEST(CleanUp, keeps_cloth_that_an_arm_cuts_off_from_the_rest) {
  image::LabelMap parts = person_block();
  parts(cv::Rect(25, 40, 15, 120)).setTo(kPartArm);
  parts(cv::Rect(15, 120, 10, 12)).setTo(kPartUpper);
  parts(cv::Rect(15, 60, 4, 4)).setTo(kPartUpper);
  clean_up(parts, image::Plane(parts.size(), 0.9F));
  EXPECT_EQ(parts(126, 20), kPartUpper);
  EXPECT_EQ(parts(62, 17), kPartBackground);
}

TEST(CleanUp, keeps_a_gap_that_the_mask_does_not_believe_to_be_the_person) {
  for (const float belief : {0.1F, 0.9F}) {
    image::LabelMap parts = person_block();
    parts(cv::Rect(70, 80, 8, 8)).setTo(kPartBackground);
    clean_up(parts, image::Plane(parts.size(), belief));
    EXPECT_EQ(parts(84, 74), belief > 0.5F ? kPartUpper : kPartBackground) << belief;
  }
}

TEST(SmoothWaist, ignores_a_pocket_and_keeps_the_belt) {
  std::vector<float> path(kWaistColumns, 0.9F);
  for (std::size_t i = 40; i < 46; ++i) path[i] = 1.2F;
  const std::vector<float> line = smooth_waist(path, std::vector<float>(kWaistColumns, 1.0F), 0.02F, 0);
  for (const float t : line) EXPECT_NEAR(t, 0.9, 0.03);
}

TEST(WaistByColumn, follows_the_line_and_goes_on_level) {
  TorsoFrame torso;
  torso.shoulder_mid = {100, 50};
  torso.down = {0, 1};
  torso.across = {1, 0};
  torso.shoulder_width = 80;
  torso.length = 100;
  const WaistLine waist{std::vector<float>(kWaistColumns, 0.8F), 0};
  for (const float y : waist_by_column(waist, torso, 200)) EXPECT_NEAR(y, 130, 1e-3);
}

// A dark disc on a light ground, twice as large as its working picture.
struct Disc {
  image::Image photo{cv::Size(800, 1024), cv::Vec3b(230, 230, 230)};
  WorkingPicture picture;
  image::LabelMap parts;

  Disc() {
    cv::circle(photo, {400, 512}, 250, cv::Scalar(40, 60, 120), cv::FILLED, cv::LINE_AA);
    picture = make_working_picture(photo, {0, 0, 800, 1024});
    parts = image::LabelMap(picture.size(), uchar{kPartBackground});
    cv::circle(parts, {200, 256}, 123, kPartUpper, cv::FILLED);  // Two pixels too small.
  }
  [[nodiscard]] static float radius(int y, int x) {
    return std::hypot(static_cast<float>(x) - 400, static_cast<float>(y) - 512);
  }
};

TEST(Matte, finds_the_true_edge_beside_the_labels_edge) {
  const Disc disc_picture;
  const image::Plane matte = make_matte(disc_picture.photo, disc_picture.picture, disc_picture.parts);
  ASSERT_EQ(matte.size(), disc_picture.photo.size());
  for (int x = 0; x < matte.cols; ++x) {
    const float radius = Disc::radius(512, x);
    if (radius < 247) {
      EXPECT_GT(matte(512, x), 0.9F) << x;
    }
    if (radius > 253) {
      EXPECT_LT(matte(512, x), 0.1F) << x;
    }
  }
}

TEST(UpsampleLabels, edge_between_person_and_ground_is_the_photos) {
  const Disc disc_picture;
  const image::Plane matte = make_matte(disc_picture.photo, disc_picture.picture, disc_picture.parts);
  image::LabelMap labels(disc_picture.parts.size(), uchar{0});
  labels.setTo(static_cast<uchar>(Label::kUpperClothes), disc_picture.parts == kPartUpper);
  const image::LabelMap full = upsample_labels(disc_picture.photo, disc_picture.picture, labels, matte);
  int wrong = 0;
  for (int y = 0; y < full.rows; ++y) {
    for (int x = 0; x < full.cols; ++x) {
      const float radius = Disc::radius(y, x);
      if (std::abs(radius - 250) > 3 && (full(y, x) != 0) != (radius < 250)) ++wrong;
    }
  }
  EXPECT_EQ(wrong, 0);
}

TEST(Overlay, gives_every_label_its_own_colour) {
  for (uchar a = 1; a < static_cast<uchar>(Label::kCount); ++a) {
    for (uchar b = 0; b < a; ++b) {
      EXPECT_NE(label_colour(static_cast<Label>(a)), label_colour(static_cast<Label>(b)));
    }
  }
}

}  // namespace
}  // namespace drape::person
