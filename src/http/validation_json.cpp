#include "http/validation_json.h"

namespace drape::http {
namespace {

/// Drops ".0" and the like from the end of a number, as the framework's IntegerField does.
std::string_view without_zero_fraction(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return text;
  return text.find_first_not_of('0', dot + 1) == std::string_view::npos ? text.substr(0, dot) : text;
}

}  // namespace

IssuesJson issues_json(const std::vector<task::ValidationIssue>& issues) {
  IssuesJson json;
  for (const task::ValidationIssue& issue : issues) {
    json.sentences.push_back(issue.message);
    json.details.push_back({{"code", issue.code},
                            {"severity", std::string(task::to_string(issue.severity))},
                            {"message", issue.message}});
  }
  return json;
}

tl::expected<std::int64_t, Response> query_integer(const Call& call, std::string_view field) {
  FieldErrors errors;
  const QueryParameters query = call.query();
  const auto given = query.last(field);
  if (!given) {
    errors.add(field, text::kRequired);
    return tl::unexpected(call.error(errors));
  }
  const ParsedInteger integer = parse_integer(without_zero_fraction(strip(*given)));
  if (integer.kind == IntegerKind::kNone) errors.add(field, text::kNotAnInteger);
  if (integer.kind == IntegerKind::kInRange && integer.value < 1) {
    errors.add(field, "Ensure this value is greater than or equal to 1.");
  }
  if (!errors.empty()) return tl::unexpected(call.error(errors));
  return integer.kind == IntegerKind::kInRange ? integer.value : 0;
}

}  // namespace drape::http
