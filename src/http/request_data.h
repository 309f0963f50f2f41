#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/json_value.h"
#include "service/uploads.h"

namespace drape::http {

/// A file of a form.
struct ReceivedFile {
  std::string name;
  /// Its bytes; none when the route has no use for a file of this name.
  std::optional<service::Upload> upload;
};

/// One field of a form, in the order of the body: text, or a file.
struct FormField {
  std::string name;
  std::string text;
  std::shared_ptr<ReceivedFile> file;
};

using Form = std::vector<FormField>;

/// What a request's body says, whatever its encoding was.
using RequestData = std::variant<JsonValue, Form>;

}  // namespace drape::http
