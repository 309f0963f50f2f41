#include "service/uploads.h"

#include <algorithm>
#include <random>

#include "service_test.h"
#include "store/digest.h"

namespace drape::service {
namespace {

class UploadsTest : public ServiceTest {
 protected:
  void expect_invalid(std::span<const std::byte> bytes, const std::string& code,
                      const std::string& sentence) {
    const Result<CheckedUpload> refused = check(bytes);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::kInvalidInput);
    EXPECT_EQ(refused.error().code, code);
    EXPECT_EQ(refused.error().public_text.value, sentence);
    EXPECT_EQ(incoming_files(), 0U);
  }
  static constexpr const char* kNoImage =
      "Upload a valid image. The file you uploaded was either not an image or a corrupted image.";
};

bool contains(const std::vector<std::byte>& bytes, std::string_view text) {
  const auto wanted = bytes_of(text);
  return std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()) != bytes.end();
}

/// A JPEG with an Exif segment right after its start, which says `place`.
image::Bytes jpeg_with_exif(std::string_view place) {
  image::Bytes file = picture_file(1, image::Format::kJpeg);
  const std::string payload =
      std::string("Exif\0\0", 6) + std::string("II*\0\x08\0\0\0\0\0\0\0\0\0", 14) + std::string(place);
  const std::size_t length = payload.size() + 2;
  const std::byte head[] = {std::byte{0xff}, std::byte{0xe1}, static_cast<std::byte>(length >> 8U),
                            static_cast<std::byte>(length & 0xffU)};
  file.insert(file.begin() + 2, std::begin(head), std::end(head));
  const auto text = bytes_of(payload);
  file.insert(file.begin() + 6, text.begin(), text.end());
  return file;
}

TEST_F(UploadsTest, picture_is_taken_with_its_size_format_and_hash) {
  const image::Bytes file = picture_file(1);
  const CheckedUpload upload = check(file, 100).value();
  EXPECT_EQ(upload.original_picture.hash, store::sha256(file));
  EXPECT_EQ(upload.original_picture.format, task::PictureFormat::kPng);
  EXPECT_EQ(upload.original_picture.width, 24);
  EXPECT_EQ(upload.original_picture.height, 32);
  EXPECT_EQ(upload.original_picture.bytes, static_cast<std::int64_t>(file.size()));
  EXPECT_EQ(upload.original->read_all().value(), file);
}

TEST_F(UploadsTest, view_is_the_same_picture_as_jpeg) {
  const image::Bytes file = picture_file(1);
  const CheckedUpload upload = check(file).value();
  EXPECT_EQ(upload.view_picture.format, task::PictureFormat::kJpeg);
  EXPECT_EQ(upload.view_picture.width, 24);
  EXPECT_EQ(upload.view_picture.height, 32);
  const std::vector<std::byte> view = upload.view->read_all().value();
  EXPECT_EQ(upload.view_picture.hash, store::sha256(view));
  EXPECT_EQ(upload.view_picture.bytes, static_cast<std::int64_t>(view.size()));
  EXPECT_LT(cv::norm(image::decode(file).value(), image::decode(view).value(), cv::NORM_L1) / (24 * 32 * 3),
            6);
}

TEST_F(UploadsTest, view_says_nothing_of_the_place_the_photo_was_taken_at) {
  const image::Bytes file = jpeg_with_exif("52.5200 N 13.4050 E");
  ASSERT_TRUE(contains(file, "52.5200 N"));
  const CheckedUpload upload = check(file).value();
  const std::vector<std::byte> view = upload.view->read_all().value();
  EXPECT_FALSE(contains(view, "52.5200 N"));
  EXPECT_FALSE(contains(view, "Exif"));
}

TEST_F(UploadsTest, empty_file_is_refused) {
  expect_invalid({}, "empty_file", "The submitted file is empty.");
}

TEST_F(UploadsTest, file_that_is_no_picture_is_refused) {
  expect_invalid(bytes_of("hello, I am a text"), "invalid_image", kNoImage);
  expect_invalid(bytes_of("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"), "invalid_image",
                 kNoImage);
  expect_invalid(bytes_of("GIF89a\1\0\1\0\0\0\0;"), "invalid_image", kNoImage);
}

TEST_F(UploadsTest, truncated_picture_is_refused_wherever_it_was_cut) {
  for (const image::Format format : {image::Format::kPng, image::Format::kJpeg, image::Format::kWebp}) {
    const image::Bytes file = picture_file(1, format);
    for (const std::size_t part : {1U, 2U, 4U, 6U, 7U}) {
      expect_invalid(std::span(file).first(file.size() * part / 8), "invalid_image", kNoImage);
    }
  }
}

TEST_F(UploadsTest, picture_with_too_many_pixels_is_refused) {
  settings_.decode.pixels_max = 24 * 32 - 1;
  const Result<CheckedUpload> refused = check(picture_file(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "image_too_large");
  settings_.decode.pixels_max = 24 * 32;
  EXPECT_TRUE(check(picture_file(1)));
}

TEST_F(UploadsTest, file_may_have_as_many_bytes_as_the_limit_and_not_one_more) {
  settings_.upload_bytes_max = 10;
  Upload upload = uploads_->begin().value();
  EXPECT_TRUE(upload.append(bytes_of("01234")));
  EXPECT_TRUE(upload.append(bytes_of("56789")));
  const Status refused = upload.append(bytes_of("x"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kTooLarge);
  EXPECT_EQ(refused.error().code, "file_too_large");
}

TEST_F(UploadsTest, dropped_upload_leaves_nothing) {
  {
    Upload upload = uploads_->begin().value();
    ASSERT_TRUE(upload.append(bytes_of("half")));
    EXPECT_EQ(incoming_files(), 1U);
    const CheckedUpload checked = check(picture_file(1)).value();
    EXPECT_EQ(incoming_files(), 3U);
  }
  EXPECT_EQ(incoming_files(), 0U);
  EXPECT_EQ(blob_files(), 0U);
}

}  // namespace
}  // namespace drape::service
