#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

  /// The claim of a request with an Idempotency-Key, for a handler that gives it to the store together with
  /// what it makes; `reply`: what to keep of the reply. None: the request has no key. A handler that does not
  /// ask for it has its reply kept after it has run: right where a second run does no harm.
  template <typename Made>
  [[nodiscard]] std::optional<store::Once<Made>> once(std::function<std::string(const Made&)> reply) {
    if (!claim_) return std::nullopt;
    claim_taken_ = true;
    return store::Once<Made>{*claim_, std::move(reply)};
  }
  void set_claim(store::IdempotencyClaim claim) { claim_ = std::move(claim); }
  [[nodiscard]] bool claim_taken() const { return claim_taken_; }
  /// The reply tells of this photo: what is kept of it vanishes with the photo.
  void tells_of(task::PersonImageId image) { subject_.first = image; }
  void tells_of(task::GarmentImageId image) { subject_.second = image; }
  using Subject = std::pair<std::optional<task::PersonImageId>, std::optional<task::GarmentImageId>>;
  [[nodiscard]] const Subject& subject() const { return subject_; }

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
  /// 410: a repeated request was carried out, and the photo that it was about has been deleted since.
  [[nodiscard]] Response gone() const;

 private:
  const ApiContext& api_;
  const RequestHead& head_;
  std::optional<task::AccountId> account_;
  std::string key_public_id_;
  std::string parameter_;
  RequestData data_{JsonValue()};
  std::optional<store::IdempotencyClaim> claim_;
  bool claim_taken_ = false;
  Subject subject_;
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
