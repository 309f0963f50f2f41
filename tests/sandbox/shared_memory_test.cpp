#include "sandbox/shared_memory.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace drape::sandbox {
namespace {

TEST(SharedMemory, sealed_copy_cannot_be_changed) {
  const std::array content{std::byte{1}, std::byte{2}, std::byte{3}};
  const FileDescriptor file = sealed_copy(content).value();
  EXPECT_EQ(pwrite(file.get(), "x", 1, 0), -1);
  EXPECT_EQ(errno, EPERM);
  EXPECT_EQ(ftruncate(file.get(), 1), -1);
  const Mapping mapped = Mapping::map(file.get(), content.size(), Mapping::Access::kRead).value();
  EXPECT_TRUE(std::equal(content.begin(), content.end(), mapped.bytes().begin()));
}

TEST(SharedMemory, content_is_not_sealed_while_someone_can_write_to_it) {
  const FileDescriptor file = fixed_size_file(100).value();
  {
    const Mapping writable = Mapping::map(file.get(), 100, Mapping::Access::kShared).value();
    EXPECT_FALSE(seal_content(file.get()));
  }
  EXPECT_TRUE(seal_content(file.get()));
  EXPECT_FALSE(Mapping::map(file.get(), 100, Mapping::Access::kShared));
}

TEST(SharedMemory, picture_over_sealed_pixels_can_be_drawn_on_and_outlives_the_file) {
  image::Image picture;
  {
    const FileDescriptor file = fixed_size_file(std::size_t{4} * 5 * 3).value();
    ASSERT_TRUE(seal_content(file.get()));
    picture = picture_over(Mapping::map(file.get(), 60, Mapping::Access::kPrivate).value(), 4, 5);
  }
  const image::Image copy = picture;
  picture(2, 3) = cv::Vec3b(7, 8, 9);
  EXPECT_EQ(copy(2, 3), cv::Vec3b(7, 8, 9));
  picture.release();
  EXPECT_EQ(copy(4, 3), cv::Vec3b(0, 0, 0));
}

TEST(SharedMemory, picture_takes_usual_memory_when_it_is_made_anew) {
  const FileDescriptor file = fixed_size_file(12).value();
  image::Image picture = picture_over(Mapping::map(file.get(), 12, Mapping::Access::kPrivate).value(), 2, 2);
  picture.create(30, 40);
  picture.setTo(cv::Scalar::all(5));
  EXPECT_EQ(picture.clone()(29, 39), cv::Vec3b(5, 5, 5));
}

}  // namespace
}  // namespace drape::sandbox
