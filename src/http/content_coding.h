#pragma once

#include <span>
#include <string_view>

namespace drape::http {

/// The first of `available` that an Accept-Encoding field takes ("br", "gzip"); "" when it takes none of
/// them, then the bytes go as they are (RFC 9110, 12.5.3). A weight counts only as far as 0 refuses.
[[nodiscard]] std::string_view choose_coding(std::string_view accept_encoding,
                                             std::span<const std::string_view> available);

}  // namespace drape::http
