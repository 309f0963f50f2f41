#pragma once

#include <string>
#include <string_view>

namespace drape::http {

/// The client's own id when it is one to 64 letters, digits, '-', '_' or '.', else a new one. Unique over
/// processes, not secret. Thread safe.
[[nodiscard]] std::string choose_request_id(std::string_view proposed);

}  // namespace drape::http
