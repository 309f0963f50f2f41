#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace drape::http {

/// JSON on its way out: members stay in the order in which they were added.
using Json = nlohmann::ordered_json;

/// Compact, raw UTF-8; broken UTF-8 becomes U+FFFD.
[[nodiscard]] inline std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace drape::http
