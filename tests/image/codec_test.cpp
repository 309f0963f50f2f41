#include "image/codec.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <string>
#include <vips/vips8>

namespace drape::image {
namespace {

/// Four quadrants: red, green / blue, white. Tells every orientation apart.
Image quadrants(int width, int height) {
  Image image(height, width, cv::Vec3b(255, 255, 255));
  image(cv::Rect(0, 0, width / 2, height / 2)).setTo(cv::Scalar(255, 0, 0));
  image(cv::Rect(width / 2, 0, width / 2, height / 2)).setTo(cv::Scalar(0, 255, 0));
  image(cv::Rect(0, height / 2, width / 2, height / 2)).setTo(cv::Scalar(0, 0, 255));
  return image;
}

vips::VImage as_vips(const Image& image) {
  return vips::VImage::new_from_memory(image.data, image.total() * 3, image.cols, image.rows, 3,
                                       VIPS_FORMAT_UCHAR)
      .copy(vips::VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB))
      .copy_memory();
}

Bytes save(const vips::VImage& image, const char* suffix) {
  void* data = nullptr;
  std::size_t size = 0;
  image.write_to_buffer(suffix, &data, &size);
  const auto* first = static_cast<const std::byte*>(data);
  Bytes bytes(first, first + size);
  g_free(data);
  return bytes;
}

bool is_near(const cv::Vec3b& pixel, int r, int g, int b) {
  return std::abs(pixel[0] - r) < 40 && std::abs(pixel[1] - g) < 40 && std::abs(pixel[2] - b) < 40;
}

class Codec : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { initialise_codecs(); }
};

TEST_F(Codec, png_round_trip_is_exact) {
  const Image image = quadrants(64, 48);
  const auto encoded = encode(image, {.format = Format::kPng});
  ASSERT_TRUE(encoded);
  const auto decoded = decode(*encoded);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(cv::norm(image, *decoded, cv::NORM_INF), 0);
}

TEST_F(Codec, every_accepted_format_decodes) {
  const vips::VImage image = as_vips(quadrants(128, 96));
  const std::pair<const char*, Format> cases[] = {{".jpg", Format::kJpeg},
                                                  {".png", Format::kPng},
                                                  {".webp[lossless]", Format::kWebp},
                                                  {".heic[compression=av1,Q=90]", Format::kAvif},
                                                  {".heic[Q=90]", Format::kHeic}};
  for (const auto& [suffix, format] : cases) {
    Bytes encoded;
    try {
      encoded = save(image, suffix);
    } catch (const vips::VError&) {
      vips_error_clear();
      ADD_FAILURE() << "the test cannot write " << suffix;
      continue;
    }
    const auto info = probe(encoded);
    ASSERT_TRUE(info) << suffix;
    EXPECT_EQ(info->format, format) << suffix;
    EXPECT_EQ(info->width, 128);
    EXPECT_EQ(info->height, 96);
    const auto decoded = decode(encoded);
    ASSERT_TRUE(decoded) << suffix;
    EXPECT_TRUE(is_near((*decoded)(20, 20), 255, 0, 0)) << suffix;
    EXPECT_TRUE(is_near((*decoded)(70, 20), 0, 0, 255)) << suffix;
  }
}

TEST_F(Codec, all_eight_orientations_come_out_upright) {
  const Image upright = quadrants(80, 48);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    // Undo the orientation on the stored pixels, so that applying it gives `upright` again.
    Image stored;
    switch (orientation) {
      case 2:
        cv::flip(upright, stored, 1);
        break;
      case 3:
        cv::rotate(upright, stored, cv::ROTATE_180);
        break;
      case 4:
        cv::flip(upright, stored, 0);
        break;
      case 5:
        cv::transpose(upright, stored);
        break;
      case 6:
        cv::rotate(upright, stored, cv::ROTATE_90_COUNTERCLOCKWISE);
        break;
      case 7:
        cv::rotate(upright, stored, cv::ROTATE_180);
        cv::transpose(stored, stored);
        break;
      case 8:
        cv::rotate(upright, stored, cv::ROTATE_90_CLOCKWISE);
        break;
      default:
        stored = upright;
        break;
    }
    vips::VImage tagged = as_vips(stored);
    tagged.set(VIPS_META_ORIENTATION, orientation);
    const Bytes encoded = save(tagged, ".jpg[Q=100]");
    const auto info = probe(encoded);
    ASSERT_TRUE(info);
    EXPECT_EQ(info->width, 80) << orientation;
    const auto decoded = decode(encoded);
    ASSERT_TRUE(decoded);
    ASSERT_EQ(decoded->size(), upright.size()) << orientation;
    EXPECT_TRUE(is_near((*decoded)(10, 10), 255, 0, 0)) << orientation;
    EXPECT_TRUE(is_near((*decoded)(10, 70), 0, 255, 0)) << orientation;
    EXPECT_TRUE(is_near((*decoded)(40, 10), 0, 0, 255)) << orientation;
  }
}

TEST_F(Codec, location_and_camera_never_survive_encoding) {
  vips::VImage tagged = as_vips(quadrants(64, 64));
  tagged.set("exif-ifd3-GPSLatitude", "52/1 31/1 0/1 (52, 31,  0, Rational, 3 components, 24 bytes)");
  tagged.set("exif-ifd0-Model", "SecretCamera (SecretCamera, ASCII, 13 components, 13 bytes)");
  const Bytes with_exif = save(tagged, ".jpg");
  const std::string before(reinterpret_cast<const char*>(with_exif.data()), with_exif.size());
  ASSERT_NE(before.find("SecretCamera"), std::string::npos) << "the test's own picture must carry it";

  const auto decoded = decode(with_exif);
  ASSERT_TRUE(decoded);
  for (const Format format : {Format::kJpeg, Format::kPng, Format::kWebp}) {
    const auto encoded = encode(*decoded, {.format = format});
    ASSERT_TRUE(encoded);
    const std::string after(reinterpret_cast<const char*>(encoded->data()), encoded->size());
    EXPECT_EQ(after.find("SecretCamera"), std::string::npos);
    const auto info = vips::VImage::new_from_buffer(after, "");
    EXPECT_EQ(info.get_typeof("exif-ifd3-GPSLatitude"), 0u);
  }
}

TEST_F(Codec, transparency_is_laid_on_white) {
  const vips::VImage clear = as_vips(quadrants(32, 32)).bandjoin(0);
  const auto decoded = decode(save(clear, ".png"));
  ASSERT_TRUE(decoded);
  EXPECT_EQ((*decoded)(4, 4), cv::Vec3b(255, 255, 255));
}

TEST_F(Codec, grey_sixteen_bit_and_cmyk_become_rgb) {
  const vips::VImage grey = as_vips(quadrants(32, 32)).colourspace(VIPS_INTERPRETATION_B_W);
  const vips::VImage deep = as_vips(quadrants(32, 32)).colourspace(VIPS_INTERPRETATION_RGB16);
  const vips::VImage cmyk = as_vips(quadrants(32, 32)).colourspace(VIPS_INTERPRETATION_CMYK);
  EXPECT_TRUE(decode(save(grey, ".png")));
  const auto from_deep = decode(save(deep, ".png"));
  ASSERT_TRUE(from_deep);
  EXPECT_TRUE(is_near((*from_deep)(4, 4), 255, 0, 0));
  const auto from_cmyk = decode(save(cmyk, ".jpg"));
  ASSERT_TRUE(from_cmyk) << "CMYK";
  EXPECT_GT((*from_cmyk)(4, 4)[0], 150);
  EXPECT_LT((*from_cmyk)(4, 4)[1], 110);
}

TEST_F(Codec, wide_gamut_profile_is_converted) {
  const vips::VImage p3 = as_vips(Image(32, 32, cv::Vec3b(200, 40, 40)))
                              .icc_transform("p3", vips::VImage::option()->set("input_profile", "srgb"));
  const auto decoded = decode(save(p3, ".png"));
  ASSERT_TRUE(decoded);
  EXPECT_LE(std::abs((*decoded)(9, 9)[0] - 200), 3);
  EXPECT_LE(std::abs((*decoded)(9, 9)[1] - 40), 4);
}

TEST_F(Codec, pixel_limit_is_checked_from_the_header) {
  const Bytes encoded = save(as_vips(quadrants(100, 60)), ".png");
  EXPECT_TRUE(probe(encoded, {.pixels_max = 6000}));
  const auto refused = probe(encoded, {.pixels_max = 5999});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "image_too_large");
  EXPECT_FALSE(decode(encoded, {.pixels_max = 6000, .side_max = 99}));
}

TEST_F(Codec, longer_side_is_limited_on_request) {
  const Bytes encoded = save(as_vips(quadrants(400, 200)), ".png");
  const auto decoded = decode(encoded, {}, 100);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->size(), cv::Size(100, 50));
}

TEST_F(Codec, broken_and_foreign_files_are_refused) {
  const Bytes jpeg = save(as_vips(quadrants(256, 256)), ".jpg");
  const auto refuses = [](std::span<const std::byte> bytes) {
    const auto decoded = decode(bytes);
    return !decoded && decoded.error().code == "invalid_image" && decoded.error().internal_text.value != "";
  };
  EXPECT_TRUE(refuses({}));
  EXPECT_TRUE(refuses(std::as_bytes(std::span("GIF89a not here"))));
  EXPECT_TRUE(refuses(std::as_bytes(std::span("<svg xmlns='http://www.w3.org/2000/svg'/>"))));
  EXPECT_TRUE(refuses(std::span(jpeg).first(200)));
  EXPECT_TRUE(refuses(std::span(jpeg).first(jpeg.size() * 2 / 3))) << "truncated pixels";
}

}  // namespace
}  // namespace drape::image
