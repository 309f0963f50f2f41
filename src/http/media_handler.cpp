#include <algorithm>
#include <span>

#include "http/conditional.h"
#include "http/handlers.h"
#include "http/head_writer.h"

namespace drape::http {
namespace {

constexpr std::int64_t kPieceBytes = 256 << 10;
/// A browser may show a picture so long without asking again, even after it was deleted here.
constexpr std::int64_t kCacheSecondsMax = 3600;

/// A range of a picture's bytes, read piece by piece.
class MediaSource final : public BodySource {
 public:
  MediaSource(service::MediaFile file, ByteRange range) : file_(std::move(file)), range_(range) {}

  [[nodiscard]] bool next(std::string& piece) override {
    piece.resize(static_cast<std::size_t>(std::min(range_.count, kPieceBytes)));
    if (piece.empty()) return true;
    const auto read = file_.read_at(range_.first, std::as_writable_bytes(std::span(piece)));
    if (!read || *read == 0) return false;
    piece.resize(*read);
    range_.first += static_cast<std::int64_t>(*read);
    range_.count -= static_cast<std::int64_t>(*read);
    return true;
  }

 private:
  service::MediaFile file_;
  ByteRange range_;
};

Result<service::MediaFile> open(const service::Media& media, MediaName name) {
  switch (name.kind) {
    case MediaKind::kPersonImage:
      return media.open_person_image(task::PersonImageId(name.id));
    case MediaKind::kGarmentImage:
      return media.open_garment_image(task::GarmentImageId(name.id));
    case MediaKind::kResult:
      return media.open_result(task::TaskId(name.id));
  }
  return fail(Error::internal("unknown kind of media"));
}

FileVersion version_of(const service::MediaFile& file) {
  FileVersion version;
  version.etag = '"';
  version.etag += file.picture().hash.hex();
  version.etag += '"';
  version.modified_seconds =
      std::chrono::floor<std::chrono::seconds>(file.modified()).time_since_epoch().count();
  version.size = file.size();
  return version;
}

/// "bytes 0-99/1234"
std::string content_range(ByteRange range, std::int64_t size) {
  std::string text = "bytes ";
  text += std::to_string(range.first);
  text += '-';
  text += std::to_string(range.first + range.count - 1);
  text += '/';
  text += std::to_string(size);
  return text;
}

void set_version(Response& response, const FileVersion& version, std::chrono::seconds remaining) {
  const std::int64_t cached = std::min<std::int64_t>(remaining.count(), kCacheSecondsMax);
  response.set("ETag", version.etag);
  response.set("Last-Modified", http_date(version.modified_seconds));
  response.set("Cache-Control", "private, max-age=" + std::to_string(cached));
  response.set("Accept-Ranges", "bytes");
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
}

}  // namespace

Response serve_media(Call& call) {
  const Links::Checked link = call.links().check(call.parameter());
  if (link.verdict == Links::Verdict::kForged) return call.error(404, text::kNotFound);
  if (link.verdict == Links::Verdict::kExpired)
    return call.error(403, "This link has expired. Ask for a new one.");
  auto file = open(call.services().media(), link.name);
  if (!file) {
    return file.error().kind == ErrorKind::kNotFound ? call.error(404, text::kNotFound)
                                                     : call.error(file.error());
  }
  const FileVersion version = version_of(*file);
  Response response;
  const RangeRequest wanted = requested_range(call.head(), version);
  if (is_not_modified(call.head(), version)) {
    response.status = 304;
  } else if (wanted.kind == RangeKind::kUnsatisfiable) {
    response = call.error(416, "The requested range is beyond the end of the picture.");
    response.set("Content-Range", "bytes */" + std::to_string(version.size));
    return response;
  } else {
    ByteRange range{0, version.size};
    if (wanted.kind == RangeKind::kPart) {
      range = wanted.range;
      response.status = 206;
      response.set("Content-Range", content_range(range, version.size));
    }
    response.content_type = task::media_type(file->picture().format);
    response.source_bytes = static_cast<std::uint64_t>(range.count);
    response.source = std::make_unique<MediaSource>(*std::move(file), range);
  }
  set_version(response, version, link.remaining);
  return response;
}

}  // namespace drape::http
