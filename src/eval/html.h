#pragma once

#include <string>
#include <string_view>

namespace drape::eval {

/// Text as it may stand in HTML, also inside a quoted attribute.
[[nodiscard]] std::string escaped(std::string_view text);

/// A number with this many decimals; never "-0".
[[nodiscard]] std::string number(double value, int decimals);

/// <name attributes>inner</name>. `inner` is HTML already; `attributes` too, e.g. "class=\"cell\"".
[[nodiscard]] std::string element(std::string_view name, std::string_view inner,
                                  std::string_view attributes = {});

/// name="value", escaped.
[[nodiscard]] std::string attribute(std::string_view name, std::string_view value);

}  // namespace drape::eval
