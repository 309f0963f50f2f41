#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "base/result.h"
#include "image/decoder.h"
#include "service/metrics.h"
#include "service/settings.h"
#include "store/blobs.h"
#include "task/picture.h"

namespace drape::service {

/// A file on its way in, streamed to a temporary place. Dropping it discards it. Not thread safe.
class Upload {
 public:
  /// Fails with kTooLarge "file_too_large" over Settings::upload_bytes_max; kBusy when the storage is away.
  [[nodiscard]] Status append(std::span<const std::byte> bytes);
  [[nodiscard]] std::int64_t size() const { return blob_->size(); }

 private:
  friend class Uploads;
  Upload(std::unique_ptr<store::IncomingBlob> blob, std::int64_t bytes_max)
      : blob_(std::move(blob)), bytes_max_(bytes_max) {}
  std::unique_ptr<store::IncomingBlob> blob_;
  std::int64_t bytes_max_;
};

/// A file that was decoded in full and is a picture, with its view. Nothing is kept before ImageLibrary::add.
struct CheckedUpload {
  std::unique_ptr<store::IncomingBlob> original;
  std::unique_ptr<store::IncomingBlob> view;
  task::StoredPicture original_picture;
  task::StoredPicture view_picture;
};

/// Thread safe.
class Uploads {
 public:
  Uploads(store::Blobs& blobs, const image::Decoder& decoder, const Settings& settings, Metrics& metrics)
      : blobs_(blobs), decoder_(decoder), settings_(settings), metrics_(metrics) {}
  [[nodiscard]] Result<Upload> begin() const;
  /// Blocks for the time of decoding and encoding (some 100 ms). Fails with kInvalidInput "empty_file"
  /// or a code of image/decode_errors.h; the public text is the sentence for the `image` field. kBusy when
  /// there is no one to decode it.
  [[nodiscard]] Result<CheckedUpload> check(Upload upload) const;

 private:
  store::Blobs& blobs_;
  const image::Decoder& decoder_;
  const Settings& settings_;
  Metrics& metrics_;
};

}  // namespace drape::service
