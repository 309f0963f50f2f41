#pragma once

#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "http/call.h"
#include "task/validation.h"

// What the validations of persons and of garments have in common.
namespace drape::http {

/// The findings as plain sentences, and the same for programs.
struct IssuesJson {
  Json sentences = Json::array();
  Json details = Json::array();
};
[[nodiscard]] IssuesJson issues_json(const std::vector<task::ValidationIssue>& issues);

/// The integer of a query's parameter, at least 1 (IntegerField); else the reply. One that does not fit 64
/// bits is 0.
[[nodiscard]] tl::expected<std::int64_t, Response> query_integer(const Call& call, std::string_view field);

/// The id of what is asked for; or the reply, which says of an id that cannot be one that nothing matches.
template <typename IdType>
[[nodiscard]] tl::expected<IdType, Response> query_id(const Call& call, std::string_view field,
                                                      std::string_view object) {
  auto integer = query_integer(call, field);
  if (!integer) return tl::unexpected(std::move(integer.error()));
  const auto id = IdType::from(*integer);
  if (!id) return tl::unexpected(call.no_match(object));
  return *id;
}

}  // namespace drape::http
