#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "task/content_hash.h"
#include "task/id.h"

namespace drape::task {

enum class PictureFormat { kJpeg, kPng, kWebp, kAvif, kHeic };

/// "jpeg", "png", "webp", "avif", "heic".
[[nodiscard]] std::string_view to_string(PictureFormat format);
[[nodiscard]] std::optional<PictureFormat> picture_format_from(std::string_view text);
/// "image/jpeg" and so on.
[[nodiscard]] std::string_view media_type(PictureFormat format);

/// An encoded picture in the blob store. Width and height in pixels, after orientation.
struct StoredPicture {
  ContentHash hash;
  PictureFormat format = PictureFormat::kJpeg;
  int width = 0;
  int height = 0;
  std::int64_t bytes = 0;
};

/// Longest label of an image, in characters (code points).
inline constexpr std::size_t kImageNameMax = 255;

/// Longest name of a user that a client may give, in characters (code points).
inline constexpr std::size_t kExternalUserIdMax = 255;

/// What a client calls an image and whom it belongs to, in the client's own words. As a filter: those that
/// are set have to be the image's.
struct ImageLabels {
  std::optional<std::string> name = std::nullopt;
  std::optional<std::string> external_user_id = std::nullopt;  ///< Of person images only.
};

/// An uploaded photo. `original` is what was sent and what the engine works on; `view` is the same picture
/// without any metadata (place, camera, profile) and is the only one that is ever served.
template <typename IdType>
struct LibraryImage {
  IdType id;
  AccountId account;
  std::optional<std::string> name;
  StoredPicture original;
  StoredPicture view;
  Timestamp created_at;
  std::optional<std::string> external_user_id = std::nullopt;  ///< See ImageLabels.
};

using PersonImage = LibraryImage<PersonImageId>;
using GarmentImage = LibraryImage<GarmentImageId>;

}  // namespace drape::task
