#include "service/media.h"

#include <optional>

namespace drape::service {
namespace {

Error media_not_found() {
  return {ErrorKind::kNotFound, "media_not_found", {"Not found."}, {}};
}

struct Place {
  task::AccountId account;
  task::StoredPicture picture;
  Timestamp modified;
};

Result<MediaFile> open_at(store::Blobs& blobs, const Place& place) {
  Result<std::unique_ptr<store::BlobReader>> reader = blobs.open({place.account, place.picture.hash});
  if (!reader) {
    // Deleted between the row and the bytes.
    if (reader.error().kind == ErrorKind::kNotFound) return fail(media_not_found());
    return fail(std::move(reader.error()));
  }
  return MediaFile(std::move(*reader), place.picture, place.modified);
}

template <typename IdType>
Result<MediaFile> open_view(store::ImageRecords<IdType>& records, store::Blobs& blobs, IdType id) {
  const Result<std::optional<task::LibraryImage<IdType>>> image = records.find_any(id);
  if (!image) return fail(image.error());
  if (!*image) return fail(media_not_found());
  return open_at(blobs, {(*image)->account, (*image)->view, (*image)->created_at});
}

}  // namespace

Result<MediaFile> Media::open_person_image(task::PersonImageId id) const {
  return open_view(records_.person_images(), blobs_, id);
}

Result<MediaFile> Media::open_garment_image(task::GarmentImageId id) const {
  return open_view(records_.garment_images(), blobs_, id);
}

Result<MediaFile> Media::open_result(task::TaskId id) const {
  const Result<std::optional<store::TaskRecords::FoundResult>> found = records_.tasks().find_result(id);
  if (!found) return fail(found.error());
  if (!*found) return fail(media_not_found());
  return open_at(blobs_, {(*found)->account, (*found)->result.picture, (*found)->finished_at});
}

}  // namespace drape::service
