#include "service_test.h"

#include <algorithm>
#include <filesystem>

#include "store/digest.h"

namespace drape::service {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

image::Bytes picture_file(int seed, image::Format format) {
  image::Image image(32, 24);
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      image(y, x) = cv::Vec3b(cv::saturate_cast<uchar>(8 * x), cv::saturate_cast<uchar>(7 * y),
                              static_cast<uchar>(seed));
    }
  }
  return image::encode(image, {format, 90}).value();
}

void ServiceTest::SetUpTestSuite() {
  image::initialise_codecs();
}

ServiceTest::ServiceTest()
    : directory_(store::open_data_directory(place_.path()).value()),
      uploads_(std::make_unique<Uploads>(blobs(), *decoder_, settings_, metrics_)) {}

task::AccountId ServiceTest::add_account(const std::string& name) {
  const std::string public_id = "id of " + name;
  return records()
      .accounts()
      .add_key({name, public_id, store::sha256(public_id), clock_.now()})
      .value()
      .account;
}

Result<CheckedUpload> ServiceTest::check(std::span<const std::byte> bytes, std::size_t piece_size) {
  Upload upload = uploads_->begin().value();
  while (!bytes.empty()) {
    const std::size_t count = std::min(piece_size, bytes.size());
    if (Status appended = upload.append(bytes.first(count)); !appended) return fail(appended.error());
    bytes = bytes.subspan(count);
  }
  return uploads_->check(std::move(upload));
}

template <typename IdType>
IdType ServiceTest::add_image(store::ImageRecords<IdType>& images, task::AccountId account, int seed) {
  const CheckedUpload upload = check(picture_file(seed)).value();
  const store::NewImage image{account, std::nullopt, upload.original_picture, upload.view_picture,
                              clock_.now()};
  return images
      .add(image,
           [&]() -> Status {
             if (Status published = upload.original->publish(account); !published) return published;
             return upload.view->publish(account);
           })
      .value()
      .id;
}

task::PersonImageId ServiceTest::add_person(task::AccountId account, int seed) {
  return add_image(records().person_images(), account, seed);
}

task::GarmentImageId ServiceTest::add_garment(task::AccountId account, int seed) {
  return add_image(records().garment_images(), account, seed);
}

task::TaskId ServiceTest::add_task(task::AccountId account, int person_seed) {
  const task::TaskOrder order{
      add_person(account, person_seed), {add_garment(account)}, task::PictureFormat::kJpeg};
  return records().tasks().add({account, order, clock_.now()}).value().task->id;
}

task::Task ServiceTest::task(task::AccountId account, task::TaskId id) {
  return records().tasks().find(account, id).value().value();
}

std::size_t ServiceTest::count_files(const std::string& folder) const {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place_.path() / folder)) {
    count += entry.is_regular_file() ? 1 : 0;
  }
  return count;
}

}  // namespace drape::service
