#include "http/multipart.h"

#include <algorithm>

#include "http/message.h"
#include "http/text.h"

namespace drape::http {
namespace {

/// Header lines of one part; Django allows as much before it gives up.
constexpr std::size_t kPartHeadBytesMax = 16UL << 10;

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

/// Cuts off and returns what stands before the next ';' that is not inside a quoted string.
std::string_view cut_parameter(std::string_view& text) {
  bool quoted = false;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    if (quoted && text[end] == '\\' && end + 1 < text.size()) {
      ++end;
    } else if (text[end] == '"') {
      quoted = !quoted;
    } else if (text[end] == ';' && !quoted) {
      break;
    }
  }
  const std::string_view parameter = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return trim(parameter);
}

std::string unquote(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  text = text.substr(1, text.size() - 2);
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped =
        text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    if (escaped) ++i;
    plain += text[i];
  }
  return plain;
}

/// The name without folders, "" for what names no file.
std::string sanitise_file_name(std::string_view name) {
  name = name.substr(name.find_last_of("/\\") + 1);
  name = strip(name);
  return name == "." || name == ".." ? std::string() : repair_utf8(name);
}

}  // namespace

std::optional<std::string_view> ParameterisedValue::parameter(std::string_view name) const {
  for (const auto& [key, text] : parameters) {
    if (key == name) return text;
  }
  return std::nullopt;
}

ParameterisedValue parse_parameterised(std::string_view header) {
  ParameterisedValue result;
  result.value = lower(cut_parameter(header));
  while (!header.empty()) {
    const std::string_view parameter = cut_parameter(header);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos) continue;
    std::string name = lower(trim(parameter.substr(0, equals)));
    std::string value = unquote(trim(parameter.substr(equals + 1)));
    if (name.ends_with('*')) {
      const std::size_t language = value.find('\'');
      const std::size_t text = language == std::string::npos ? language : value.find('\'', language + 1);
      if (text == std::string::npos) continue;
      name.pop_back();
      value = percent_decode(std::string_view(value).substr(text + 1), false);
    }
    result.parameters.emplace_back(std::move(name), std::move(value));
  }
  return result;
}

bool MultipartParser::valid_boundary(std::string_view boundary) {
  return !boundary.empty() && boundary.size() <= 201 && boundary.back() != ' ' &&
         std::ranges::all_of(boundary, [](char c) { return c >= ' ' && c <= '~'; });
}

MultipartParser::MultipartParser(std::string_view boundary, PartSink& sink)
    : delimiter_("\r\n--" + std::string(boundary)), sink_(sink) {}

bool MultipartParser::feed(std::string_view data) {
  if (state_ == State::kEpilogue) return true;
  buffer_.erase(0, position_);
  position_ = 0;
  buffer_ += data;
  for (bool more = true; more;) {
    if (!step(false, more)) return false;
  }
  return true;
}

bool MultipartParser::finish() {
  for (bool more = true; more;) {
    if (!step(true, more)) return false;
  }
  if (state_ != State::kData) return true;
  return end_part();
}

bool MultipartParser::step(bool at_end, bool& more) {
  switch (state_) {
    case State::kPreamble:
    case State::kData:
      return step_content(at_end, more);
    case State::kAfterBoundary:
      return step_after_boundary(more);
    case State::kHead:
      return step_head(more);
    case State::kEpilogue:
      position_ = buffer_.size();
      more = false;
      return true;
  }
  return true;
}

// Everything up to the next delimiter belongs to the part (or to the preamble, which nobody wants). The last
// bytes are kept back as long as they could be the delimiter's beginning.
bool MultipartParser::step_content(bool at_end, bool& more) {
  const std::size_t found = buffer_.find(delimiter_, position_);
  std::size_t content_end = found;
  if (found == std::string::npos) {
    const std::size_t kept = at_end ? 0 : delimiter_.size() - 1;
    content_end = std::max(position_, buffer_.size() - std::min(kept, buffer_.size()));
    more = false;
  }
  const std::string_view content(buffer_.data() + position_, content_end - position_);
  if (state_ == State::kData && !give(content)) return false;
  position_ = content_end;
  if (found == std::string::npos) return true;
  position_ += delimiter_.size();
  if (state_ == State::kData && !end_part()) return false;
  state_ = State::kAfterBoundary;
  return true;
}

// After a delimiter: "--" ends the form, a line break begins a part. Anything else on the line is padding.
bool MultipartParser::step_after_boundary(bool& more) {
  if (rest().starts_with("--")) {
    state_ = State::kEpilogue;
    return true;
  }
  const std::size_t line_end = rest().find("\r\n");
  if (!fits_head(line_end, 2)) {
    error_ = "Invalid line after a boundary";
    return false;
  }
  if (line_end == std::string_view::npos) {
    more = false;
    return true;
  }
  position_ += line_end;  // the line break stays: it makes an empty head look like any other
  state_ = State::kHead;
  return true;
}

bool MultipartParser::step_head(bool& more) {
  const std::size_t end = rest().find("\r\n\r\n");
  if (!fits_head(end, 4)) {
    error_ = "Request max total header size exceeded.";
    return false;
  }
  if (end == std::string_view::npos) {
    more = false;
    return true;
  }
  const std::string head(rest().substr(0, end));
  position_ += end + 4;
  state_ = State::kData;
  return begin_part(head);
}

// Before its end is found a head may be as long as the limit, and all of its terminator but one byte may be
// there: so the answer does not depend on the pieces in which the body comes.
bool MultipartParser::fits_head(std::size_t end, std::size_t terminator_bytes) const {
  if (end != std::string_view::npos) return end <= kPartHeadBytesMax;
  return rest().size() < kPartHeadBytesMax + terminator_bytes;
}

bool MultipartParser::begin_part(std::string_view head) {
  PartHead part;
  bool named = false;
  while (!head.empty()) {
    const std::size_t line_end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, line_end);
    head.remove_prefix(std::min(line_end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (!equals_ignoring_case(trim(line.substr(0, colon)), "content-disposition")) continue;
    const ParameterisedValue disposition = parse_parameterised(line.substr(colon + 1));
    const auto name = disposition.parameter("name");
    named = name.has_value();
    if (named) part.name = repair_utf8(strip(*name));
    const std::string_view file_name = disposition.parameter("filename").value_or("");
    part.file_name = sanitise_file_name(file_name);
    if (!file_name.empty() && part.file_name.empty()) named = false;
  }
  in_named_part_ = named;
  return !named || sink_.begin_part(part);
}

bool MultipartParser::give(std::string_view data) {
  return !in_named_part_ || data.empty() || sink_.part_data(data);
}

bool MultipartParser::end_part() {
  const bool named = std::exchange(in_named_part_, false);
  state_ = State::kEpilogue;
  return !named || sink_.end_part();
}

}  // namespace drape::http
