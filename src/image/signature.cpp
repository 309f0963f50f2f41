#include "image/signature.h"

#include <cstring>
#include <string_view>

#include "image/decode_errors.h"

namespace drape::image {

Result<Format> claimed_format(std::span<const std::byte> encoded) {
  const auto starts_with = [&](std::size_t offset, std::string_view magic) {
    return encoded.size() >= offset + magic.size() &&
           std::memcmp(encoded.data() + offset, magic.data(), magic.size()) == 0;
  };
  if (starts_with(0, "\xFF\xD8\xFF")) return Format::kJpeg;
  if (starts_with(0, "\x89PNG\r\n\x1A\n")) return Format::kPng;
  if (starts_with(0, "RIFF") && starts_with(8, "WEBP")) return Format::kWebp;
  if (starts_with(4, "ftyp")) {
    if (starts_with(8, "avif") || starts_with(8, "avis")) return Format::kAvif;
    for (const std::string_view brand : {"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"}) {
      if (starts_with(8, brand)) return Format::kHeic;
    }
  }
  return fail(invalid_image("no known signature"));
}

}  // namespace drape::image
