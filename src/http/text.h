#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drape::http {

/// Result of reading a text as Python's int() does.
enum class IntegerKind { kNone, kInRange, kTooLarge };

struct ParsedInteger {
  IntegerKind kind = IntegerKind::kNone;
  std::int64_t value = 0;  ///< Meaningful for kInRange only.
};

/// Reads a text as Python's int() does: white space around, a sign and single underscores between digits are
/// allowed. kTooLarge: an integer that does not fit 64 bits (no upper bound of digits).
[[nodiscard]] ParsedInteger parse_integer(std::string_view text);

/// Percent-decodes; '+' becomes a space when `plus_is_space`. A broken escape stays as it is.
[[nodiscard]] std::string percent_decode(std::string_view text, bool plus_is_space);

/// Encodes for a query as Python's quote_plus does: letters, digits and "_.-~" stay, a space becomes '+'.
[[nodiscard]] std::string encode_query_component(std::string_view text);

/// Replaces every broken UTF-8 sequence by U+FFFD.
[[nodiscard]] std::string repair_utf8(std::string_view text);
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Number of code points. REQUIRES: valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// Without white space at both ends (ASCII white space, as in forms).
[[nodiscard]] std::string_view strip(std::string_view text);

/// A query string or an urlencoded form: names and values decoded, in their order, broken UTF-8 repaired.
class QueryParameters {
 public:
  struct Parameter {
    std::string name, value;
  };

  explicit QueryParameters(std::string_view encoded);

  /// The last value of the name, as Django's QueryDict gives it.
  [[nodiscard]] std::optional<std::string_view> last(std::string_view name) const;
  [[nodiscard]] const std::vector<Parameter>& all() const { return parameters_; }

 private:
  std::vector<Parameter> parameters_;
};

}  // namespace drape::http
