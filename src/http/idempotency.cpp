#include "http/idempotency.h"

#include <algorithm>
#include <string>

#include "base/log.h"

namespace drape::http {
namespace {

constexpr std::string_view kHeader = "Idempotency-Key";
constexpr std::string_view kReplayedHeader = "Idempotency-Replayed";
constexpr std::string_view kReused =
    "This Idempotency-Key was used for another request. Use a new key for a new request.";

bool is_visible(char c) {
  return c > ' ' && c <= '~';
}

store::IdempotencyClaim claim_of(const Call& call, const Route& route, const NamedRequest& request) {
  request.fingerprint.add(call.parameter());
  std::string operation(call.head().method_text);
  operation += ' ';
  operation += route.pattern;
  return call.services().idempotency().claim(
      {call.account(), std::move(operation), request.key, request.fingerprint.finish()});
}

/// The reply to a request that was carried out before; none when this is the first one.
std::optional<Response> replay(Call& call, const Route& route, const store::IdempotencyClaim& claim) {
  const auto earlier = call.services().idempotency().earlier(claim);
  if (!earlier) return call.error(earlier.error());
  if (!*earlier) return std::nullopt;
  const auto& kept = (*earlier)->kept;
  if (!kept) return call.gone();
  if (kept->fingerprint != claim.fingerprint) return call.error(409, kReused);
  Response response;
  if (route.replay != nullptr) {
    response = route.replay(call, kept->reply);
  } else {
    response.body = kept->reply;
  }
  response.set(kReplayedHeader, "true");
  return response;
}

/// Keeps the reply of a handler that has left the claim to its caller; only that there was one when the route
/// makes it anew. When another request with the key was
/// quicker, the reply to that one.
std::optional<Response> keep(Call& call, const Route& route, const store::IdempotencyClaim& claim,
                             const Response& response) {
  const auto [person, garment] = call.subject();
  const std::string text = route.replay == nullptr ? response.body : std::string();
  const Status kept = call.services().idempotency().remember(claim, {text, person, garment});
  if (kept) return std::nullopt;
  if (kept.error().kind == ErrorKind::kConflict) return replay(call, route, claim);
  // It was carried out; a repetition is carried out again, which does no harm.
  log::warn("reply_not_kept",
            {{"request_id", call.head().request_id}, {"reason", kept.error().internal_text.value}});
  return std::nullopt;
}

}  // namespace

tl::expected<std::optional<std::string_view>, std::string_view> idempotency_key(const RequestHead& head) {
  std::optional<std::string_view> key;
  for (const HeaderView& field : head.headers) {
    if (!equals_ignoring_case(field.name, kHeader)) continue;
    if (key) return tl::unexpected<std::string_view>("More than one Idempotency-Key header.");
    key = field.value;
  }
  const bool valid =
      !key || (!key->empty() && key->size() <= kIdempotencyKeyMax && std::ranges::all_of(*key, is_visible));
  if (!valid) {
    return tl::unexpected<std::string_view>(
        "The Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces.");
  }
  return key;
}

Response answer_once(Call& call, const Route& route, const NamedRequest& request) {
  const store::IdempotencyClaim claim = claim_of(call, route, request);
  if (std::optional<Response> earlier = replay(call, route, claim)) return *std::move(earlier);
  call.set_claim(claim);
  Response response = route.handler(call);
  // A conflict, or the loss of what the first one needed: perhaps another with this key was quicker.
  if (response.status == 409) {
    if (std::optional<Response> earlier = replay(call, route, claim)) return *std::move(earlier);
  }
  if (response.status == 200 && !response.source && !call.claim_taken()) {
    if (std::optional<Response> earlier = keep(call, route, claim, response)) return *std::move(earlier);
  }
  return response;
}

}  // namespace drape::http
