#pragma once

#include <string_view>

namespace drape::http {

/// The text of api/openapi.yaml, as it was when the program was built.
[[nodiscard]] std::string_view openapi_document();

}  // namespace drape::http
