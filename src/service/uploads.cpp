#include "service/uploads.h"

#include <string>
#include <vector>

#include "base/clock.h"
#include "service/translation.h"

namespace drape::service {
namespace {

Error field_error(std::string code, std::string sentence) {
  return Error::invalid(std::move(code), std::move(sentence));
}

task::StoredPicture stored_picture(const task::ContentHash& hash, const image::ImageInfo& info,
                                   std::int64_t bytes) {
  return {hash, to_domain(info.format), info.width, info.height, bytes};
}

/// A picture, decoded and encoded again for showing: nothing but its pixels is left.
struct View {
  image::Bytes bytes;
  image::ImageInfo info;
};

Result<View> make_view(const image::Image& pixels, const Settings& settings) {
  Result<image::Bytes> bytes = image::encode(pixels, {image::Format::kJpeg, settings.view_quality});
  if (!bytes) return fail(std::move(bytes.error()));
  return View{std::move(*bytes), {image::Format::kJpeg, pixels.cols, pixels.rows}};
}

}  // namespace

Status Upload::append(std::span<const std::byte> bytes) {
  if (blob_->size() + static_cast<std::int64_t>(bytes.size()) > bytes_max_) {
    return fail({ErrorKind::kTooLarge,
                 "file_too_large",
                 {"The file is larger than the limit of " + std::to_string(bytes_max_) + " bytes."},
                 {}});
  }
  return blob_->append(bytes);
}

Result<Upload> Uploads::begin() const {
  Result<std::unique_ptr<store::IncomingBlob>> blob = blobs_.begin();
  if (!blob) return fail(std::move(blob.error()));
  return Upload(std::move(*blob), settings_.upload_bytes_max);
}

Result<CheckedUpload> Uploads::check(Upload upload) const {
  const Stopwatch watch;
  if (upload.size() == 0) return fail(field_error("empty_file", "The submitted file is empty."));
  const Result<std::vector<std::byte>> bytes = upload.blob_->read_all();
  if (!bytes) return fail(bytes.error());
  const Result<image::DecodedPicture> picture = decoder_.decode(*bytes, settings_.decode, 0);
  if (!picture) return fail(picture.error());
  const Result<View> view = make_view(picture->pixels, settings_);
  if (!view) return fail(view.error());

  Result<std::unique_ptr<store::IncomingBlob>> view_blob = blobs_.begin();
  if (!view_blob) return fail(std::move(view_blob.error()));
  if (Status written = (*view_blob)->append(view->bytes); !written) return fail(std::move(written.error()));
  const Result<task::ContentHash> view_hash = (*view_blob)->seal();
  if (!view_hash) return fail(view_hash.error());
  const Result<task::ContentHash> hash = upload.blob_->seal();
  if (!hash) return fail(hash.error());

  metrics_.image_uploaded(watch.seconds());
  const auto view_size = static_cast<std::int64_t>(view->bytes.size());
  return CheckedUpload{std::move(upload.blob_), std::move(*view_blob),
                       stored_picture(*hash, picture->info, static_cast<std::int64_t>(bytes->size())),
                       stored_picture(*view_hash, view->info, view_size)};
}

}  // namespace drape::service
