#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "base/clock.h"
#include "base/result.h"
#include "store/blobs.h"
#include "task/picture.h"

namespace drape::service {

/// An open picture for serving: free of metadata, readable to its end even if it is deleted meanwhile. Reads
/// are thread safe.
class MediaFile {
 public:
  MediaFile(std::unique_ptr<store::BlobReader> bytes, const task::StoredPicture& picture, Timestamp modified)
      : bytes_(std::move(bytes)), picture_(picture), modified_(modified) {}
  [[nodiscard]] std::int64_t size() const { return bytes_->size(); }
  /// Fewer than out.size() only at the end. Fails with kBusy when the storage is away.
  [[nodiscard]] Result<std::size_t> read_at(std::int64_t offset, std::span<std::byte> out) const {
    return bytes_->read_at(offset, out);
  }
  /// Format (media type), size in pixels, and the hash of exactly these bytes (a strong ETag).
  [[nodiscard]] const task::StoredPicture& picture() const { return picture_; }
  [[nodiscard]] Timestamp modified() const { return modified_; }

 private:
  std::unique_ptr<store::BlobReader> bytes_;
  task::StoredPicture picture_;
  Timestamp modified_;
};

/// Pictures for links that carry their own proof (a signature): not scoped by account. All fail with
/// kNotFound "media_not_found". Thread safe.
class Media {
 public:
  Media(store::Records& records, store::Blobs& blobs) : records_(records), blobs_(blobs) {}
  [[nodiscard]] Result<MediaFile> open_person_image(task::PersonImageId id) const;
  [[nodiscard]] Result<MediaFile> open_garment_image(task::GarmentImageId id) const;
  [[nodiscard]] Result<MediaFile> open_result(task::TaskId id) const;

 private:
  store::Records& records_;
  store::Blobs& blobs_;
};

}  // namespace drape::service
