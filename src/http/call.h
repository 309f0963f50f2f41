#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "http/errors.h"
#include "http/json.h"
#include "http/limits.h"
#include "http/links.h"
#include "http/message.h"
#include "http/pagination.h"
#include "http/request_data.h"
#include "http/router.h"
#include "http/server_metrics.h"
#include "http/text.h"
#include "service/services.h"

namespace drape::http {

/// What all handlers work with.
struct ApiContext {
  service::Services& services;
  const Links& links;
  ServerMetrics& metrics;
  Limits limits;
};

/// One request that has found its handler.
class Call {
 public:
  Call(const ApiContext& api, const RequestHead& head) : api_(api), head_(head) {}

  [[nodiscard]] const RequestHead& head() const { return head_; }
  [[nodiscard]] service::Services& services() const { return api_.services; }
  [[nodiscard]] const Links& links() const { return api_.links; }
  [[nodiscard]] const Limits& limits() const { return api_.limits; }
  [[nodiscard]] ServerMetrics& metrics() const { return api_.metrics; }

  /// REQUIRES: a route with Access::kKey.
  [[nodiscard]] task::AccountId account() const { return *account_; }
  [[nodiscard]] std::optional<task::AccountId> known_account() const { return account_; }
  void set_account(task::AccountId account) { account_ = account; }
  /// Public id of the key that came with the request.
  [[nodiscard]] const std::string& key_public_id() const { return key_public_id_; }
  void set_key_public_id(std::string id) { key_public_id_ = std::move(id); }

  /// Text of the path's segment in braces.
  [[nodiscard]] const std::string& parameter() const { return parameter_; }
  void set_parameter(std::string parameter) { parameter_ = std::move(parameter); }

  /// REQUIRES: a route that takes a body.
  [[nodiscard]] RequestData& data() { return data_; }
  void set_data(RequestData data) { data_ = std::move(data); }

  [[nodiscard]] QueryParameters query() const { return QueryParameters(head_.query); }
  [[nodiscard]] std::string origin() const { return api_.links.origin(head_); }

  [[nodiscard]] static Response reply(const Json& json);
  [[nodiscard]] Response error(int status, std::string_view detail) const {
    return error_response(head_, status, detail);
  }
  [[nodiscard]] Response error(const FieldErrors& errors) const { return error_response(head_, errors); }
  /// The reply to a failure of the services; internal ones go to the log with the request's id.
  [[nodiscard]] Response error(const Error& error) const;
  /// 404 "No PersonImage matches the given query."
  [[nodiscard]] Response no_match(std::string_view object) const;

 private:
  const ApiContext& api_;
  const RequestHead& head_;
  std::optional<task::AccountId> account_;
  std::string key_public_id_;
  std::string parameter_;
  RequestData data_{JsonValue()};
};

/// The id in a path: the id; or the reply for a text that is no integer, or an integer that cannot be an id.
template <typename IdType>
[[nodiscard]] tl::expected<IdType, Response> path_id(const Call& call, std::string_view object) {
  const ParsedInteger parsed = parse_integer(call.parameter());
  if (parsed.kind == IntegerKind::kNone) return tl::unexpected(call.error(404, text::kNotFound));
  const auto id = IdType::from(parsed.kind == IntegerKind::kInRange ? parsed.value : 0);
  if (!id) return tl::unexpected(call.no_match(object));
  return *id;
}

}  // namespace drape::http
