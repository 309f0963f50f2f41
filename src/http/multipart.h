#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drape::http {

/// A header value with parameters: `form-data; name="image"` -> "form-data", {{"name","image"}}. The main
/// value and the parameters' names are in lower case. Understands quoted strings and RFC 2231
/// (name*=UTF-8''...).
struct ParameterisedValue {
  std::string value;
  std::vector<std::pair<std::string, std::string>> parameters;

  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
};
[[nodiscard]] ParameterisedValue parse_parameterised(std::string_view header);

/// What one part of a form says of itself.
struct PartHead {
  std::string name;
  std::string file_name;  ///< Without any folder. Empty: the part is text.
};

/// Takes the parts of a form as they arrive. A return of false stops the parser: the sink knows why.
class PartSink {
 public:
  virtual ~PartSink() = default;
  [[nodiscard]] virtual bool begin_part(const PartHead& head) = 0;
  [[nodiscard]] virtual bool part_data(std::string_view data) = 0;
  [[nodiscard]] virtual bool end_part() = 0;
};

/// Splits a multipart/form-data body (RFC 7578) that arrives in pieces of any size, in bounded memory. As
/// lenient as Django: a preamble, an epilogue and a missing last boundary are fine, a part without a name is
/// skipped, and a part is a file exactly when its disposition has a file name that is not empty.
class MultipartParser {
 public:
  /// REQUIRES: `boundary` is valid (valid_boundary), `sink` outlives this.
  MultipartParser(std::string_view boundary, PartSink& sink);

  /// 1 to 201 printable ASCII characters, the last one not a space (RFC 2046 and Django).
  [[nodiscard]] static bool valid_boundary(std::string_view boundary);

  /// False when the body is malformed (`error` says how) or the sink stopped (`error` is empty).
  [[nodiscard]] bool feed(std::string_view data);
  /// The body has ended. False as in feed.
  [[nodiscard]] bool finish();
  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  enum class State { kPreamble, kAfterBoundary, kHead, kData, kEpilogue };

  bool step(bool at_end, bool& more);
  bool step_content(bool at_end, bool& more);
  bool step_after_boundary(bool& more);
  bool step_head(bool& more);
  [[nodiscard]] bool fits_head(std::size_t end, std::size_t terminator_bytes) const;
  bool begin_part(std::string_view head);
  bool give(std::string_view data);
  bool end_part();
  [[nodiscard]] std::string_view rest() const { return std::string_view(buffer_).substr(position_); }

  std::string delimiter_;  ///< CRLF, "--" and the boundary
  PartSink& sink_;
  State state_ = State::kPreamble;
  std::string buffer_ = "\r\n";  ///< What is not dealt with yet; a first boundary needs no line before it.
  std::size_t position_ = 0;
  bool in_named_part_ = false;
  std::string error_;
};

}  // namespace drape::http
