#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace drape::http {

/// Validators of a file that is served. `etag` with its quotes.
struct FileVersion {
  std::string etag;
  std::int64_t modified_seconds = 0;  ///< Since 1970.
  std::int64_t size = 0;
};

/// Does the client hold this version already? (If-None-Match, else If-Modified-Since; RFC 9110, 13.)
[[nodiscard]] bool is_not_modified(const RequestHead& head, const FileVersion& version);

/// One range of bytes.
struct ByteRange {
  std::int64_t first = 0;
  std::int64_t count = 0;
};

enum class RangeKind {
  kWhole,  ///< No range, one that cannot be read, several, or If-Range of another version.
  kPart,
  kUnsatisfiable,  ///< Beyond the end.
};

struct RangeRequest {
  RangeKind kind = RangeKind::kWhole;
  ByteRange range;  ///< For kPart.
};

/// What a GET asks for (Range and If-Range; RFC 9110, 14).
[[nodiscard]] RangeRequest requested_range(const RequestHead& head, const FileVersion& version);

}  // namespace drape::http
