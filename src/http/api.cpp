#include "http/api.h"

#include <algorithm>
#include <chrono>
#include <exception>

#include "base/log.h"
#include "http/body_sinks.h"
#include "http/idempotency.h"
#include "http/request_id.h"

namespace drape::http {
namespace {

/// What a form with a file may hold besides the file.
constexpr std::uint64_t kFormOverheadBytes = 1'000'000;
constexpr std::size_t kLoggedPathMax = 200;
constexpr std::string_view kUnknownRoute = "(unknown)";

constexpr std::string_view kAllowedHeaders =
    "x-api-key, content-type, accept, x-request-id, range, if-none-match, idempotency-key, prefer, "
    "last-event-id";
constexpr std::string_view kExposedHeaders =
    "X-Request-Id, Retry-After, Allow, ETag, Content-Range, Content-Length, Accept-Ranges, "
    "RateLimit-Policy, RateLimit, Preference-Applied, Idempotency-Replayed";

/// The media type of a Content-Type header, in lower case.
std::string media_type_of(std::string_view header) {
  return parse_parameterised(header).value;
}

class ApiExchange final : public Exchange {
 public:
  struct Parts {
    const ApiContext& api;
    const CorsOptions& cors;
    const Router& router;
    AuthenticationThrottle& throttle;
    RateLimiter& limiter;
  };
  ApiExchange(RequestHead head, const Parts& parts)
      : Exchange(std::move(head)),
        api_(parts.api),
        cors_(parts.cors),
        router_(parts.router),
        throttle_(parts.throttle),
        limiter_(parts.limiter),
        call_(api_, this->head()) {}

  [[nodiscard]] std::optional<Response> admit() override;
  [[nodiscard]] BodySink* body() override { return sink_.get(); }
  [[nodiscard]] bool blocks() const override { return route_ != nullptr && route_->work == Work::kBlocking; }
  [[nodiscard]] Response answer() override;
  [[nodiscard]] std::optional<Response> resume(LaterReply& later, bool last) override;
  [[nodiscard]] Response refuse(int status, std::string_view detail) override;
  void sent(int status, const Sent& sent) override;

 private:
  [[nodiscard]] std::optional<Response> decide();
  [[nodiscard]] std::optional<Response> authenticate();
  [[nodiscard]] std::optional<Response> check_rate(task::ApiKeyId key);
  [[nodiscard]] Response refuse_key(std::string_view detail) const;
  [[nodiscard]] Response refuse_wrong_key();
  [[nodiscard]] std::optional<Response> check_scope();
  [[nodiscard]] std::optional<Response> read_key();
  [[nodiscard]] std::optional<Response> prepare_body();
  [[nodiscard]] std::optional<Response> prepare_multipart();
  [[nodiscard]] Response run();
  [[nodiscard]] Response describe() const;
  [[nodiscard]] bool is_preflight() const;
  [[nodiscard]] Response decorate(Response response) const;
  void add_cors(Response& response) const;
  [[nodiscard]] std::string_view logged_path() const;

  const ApiContext& api_;
  const CorsOptions& cors_;
  const Router& router_;
  AuthenticationThrottle& throttle_;
  RateLimiter& limiter_;
  std::optional<RateLimiter::Decision> rate_;  ///< None: no key, or no limit.
  Call call_;
  const RoutedPath* path_ = nullptr;
  const Route* route_ = nullptr;
  task::KeyScope scope_ = task::KeyScope::kRead;
  std::optional<std::string_view> key_;     ///< Idempotency-Key.
  std::optional<Fingerprint> fingerprint_;  ///< Of the request's body; set exactly with a key.
  std::unique_ptr<DataSink> sink_;
  Stopwatch watch_;
};

std::optional<Response> ApiExchange::admit() {
  try {
    std::optional<Response> early = decide();
    if (early) return decorate(*std::move(early));
    return std::nullopt;
  } catch (const std::exception& error) {
    return decorate(call_.error(Error::internal(error.what())));
  }
}

// The order is the framework's: path, key, scope, method, media type. Whoever has no key learns nothing but
// that.
std::optional<Response> ApiExchange::decide() {
  const std::string_view host = head().header("host");
  if (!host.empty() && !is_valid_host(host)) return call_.error(400, "Invalid Host header.");
  Router::Match match = router_.match(head().path);
  path_ = match.path;
  if (path_ == nullptr) return call_.error(404, text::kNotFound);
  call_.set_parameter(std::move(match.parameter));
  if (is_preflight()) {
    Response response;
    response.status = 204;
    return response;
  }
  if (path_->access == Access::kKey) {
    if (std::optional<Response> refusal = authenticate()) return refusal;
    if (std::optional<Response> refusal = check_scope()) return refusal;
  }
  route_ = path_->route(head().method);
  if (route_ == nullptr && head().method == Method::kOptions) return describe();
  if (route_ == nullptr) {
    return call_.error(405, "Method \"" + repair_utf8(head().method_text) + "\" not allowed.");
  }
  if (std::optional<Response> refusal = read_key()) return refusal;
  if (std::optional<Response> refusal = prepare_body()) return refusal;
  if (fingerprint_ && sink_) sink_->observe(*fingerprint_);
  return std::nullopt;
}

std::optional<Response> ApiExchange::read_key() {
  if (route_->method != Method::kPost || route_->access != Access::kKey) return std::nullopt;
  const auto key = idempotency_key(head());
  if (!key) return call_.error(400, key.error());
  key_ = *key;
  if (key_) fingerprint_.emplace().add(media_type_of(head().header("content-type")));
  return std::nullopt;
}

std::optional<Response> ApiExchange::authenticate() {
  const std::string_view key = head().header("x-api-key");
  if (key.empty()) return refuse_key(text::kNoCredentials);
  const auto caller = api_.services.authenticator().authenticate(key);
  if (caller) {
    call_.set_account(caller->account);
    call_.set_key_public_id(caller->key_public_id);
    scope_ = caller->scope;
    return check_rate(caller->key);
  }
  if (caller.error().kind == ErrorKind::kUnauthenticated) return refuse_wrong_key();
  return call_.error(caller.error());
}

std::optional<Response> ApiExchange::check_rate(task::ApiKeyId key) {
  if (!limiter_.enabled()) return std::nullopt;
  rate_ = limiter_.take(key, std::chrono::steady_clock::now());
  if (rate_->allowed) return std::nullopt;
  return throttled_response(head(), static_cast<int>(rate_->available_in.count()));
}

Response ApiExchange::refuse_key(std::string_view detail) const {
  Response response = call_.error(401, detail);
  response.set("WWW-Authenticate", "ApiKey realm=\"api\", header=\"x-api-key\"");
  return response;
}

// Counted after the key was looked at: a right key must not suffer from a neighbour at the same address. Who
// sends too many wrong ones loses the connection each time, which costs them more than us.
Response ApiExchange::refuse_wrong_key() {
  const Draw draw = throttle_.wrong_key(head().remote_address, std::chrono::steady_clock::now());
  if (draw.granted) return refuse_key(text::kWrongCredentials);
  if (draw.newly_refused) log::warn("wrong_keys_throttled", {{"remote", head().remote_address}});
  Response response = throttled_response(head(), static_cast<int>(draw.wait_seconds));
  response.close = true;
  return response;
}

std::optional<Response> ApiExchange::check_scope() {
  if (task::includes(scope_, path_->scope(head().method))) return std::nullopt;
  return call_.error(403, text::kForbidden);
}

std::optional<Response> ApiExchange::prepare_body() {
  if (route_->body == BodyUse::kNone) return std::nullopt;
  const std::string_view length = head().header("content-length");
  const bool chunked = !head().header("transfer-encoding").empty();
  if (!chunked && (length.empty() || length == "0")) {
    call_.set_data(JsonValue(JsonValue::Dictionary{}));
    return std::nullopt;
  }
  const std::string_view header = head().header("content-type");
  const std::string media_type = media_type_of(header);
  if (media_type == "multipart/form-data") return prepare_multipart();
  const ParsedInteger bytes = parse_integer(length);
  if (!length.empty() && (bytes.kind != IntegerKind::kInRange ||
                          static_cast<std::uint64_t>(bytes.value) > api_.limits.json_bytes_max)) {
    return call_.error(413, body_too_large(api_.limits.json_bytes_max));
  }
  if (media_type == "application/json") {
    sink_ = std::make_unique<JsonSink>(api_.limits);
  } else if (media_type == "application/x-www-form-urlencoded") {
    sink_ = std::make_unique<UrlencodedSink>(api_.limits);
  } else {
    return call_.error(415, "Unsupported media type \"" + repair_utf8(header) + "\" in request.");
  }
  return std::nullopt;
}

std::optional<Response> ApiExchange::prepare_multipart() {
  const ParameterisedValue type = parse_parameterised(head().header("content-type"));
  const std::string boundary(type.parameter("boundary").value_or("None"));
  if (!type.parameter("boundary") || !MultipartParser::valid_boundary(boundary)) {
    return call_.error(400, "Multipart form parse error - Invalid boundary in multipart: " + boundary);
  }
  const bool upload = route_->body == BodyUse::kUpload;
  const std::uint64_t bytes_max =
      upload ? api_.limits.upload_bytes_max + kFormOverheadBytes : api_.limits.json_bytes_max;
  const ParsedInteger bytes = parse_integer(head().header("content-length"));
  const bool told = bytes.kind != IntegerKind::kNone;
  if (told && (bytes.kind == IntegerKind::kTooLarge || static_cast<std::uint64_t>(bytes.value) > bytes_max)) {
    return call_.error(413, body_too_large(bytes_max));
  }
  MultipartSink::Options options{boundary, upload ? "image" : "", bytes_max};
  sink_ = std::make_unique<MultipartSink>(api_.limits, api_.services.uploads(), std::move(options));
  return std::nullopt;
}

Response ApiExchange::answer() {
  try {
    Response response = run();
    return response.later ? std::move(response) : decorate(std::move(response));
  } catch (const std::exception& error) {
    return decorate(call_.error(Error::internal(error.what())));
  }
}

std::optional<Response> ApiExchange::resume(LaterReply& later, bool last) {
  try {
    std::optional<Response> response = later.poll(last);
    if (response) response = decorate(*std::move(response));
    return response;
  } catch (const std::exception& error) {
    return decorate(call_.error(Error::internal(error.what())));
  }
}

Response ApiExchange::run() {
  if (sink_) {
    auto data = sink_->data();
    if (!data) {
      if (data.error().kind != ErrorKind::kInternal && data.error().kind != ErrorKind::kBusy) {
        return call_.error(status_of(data.error().kind), data.error().detail);
      }
      return call_.error(
          Error{data.error().kind, "upload_failed", {data.error().detail}, {data.error().internal_text}});
    }
    call_.set_data(*std::move(data));
  }
  if (key_) return answer_once(call_, *route_, {*key_, *fingerprint_});
  return route_->handler(call_);
}

Response ApiExchange::refuse(int status, std::string_view detail) {
  return decorate(status == 503 ? unavailable_response(head(), detail) : call_.error(status, detail));
}

// Reply to OPTIONS, as the framework's SimpleMetadata gives it.
Response ApiExchange::describe() const {
  Json parses = Json::array({"application/json", "application/x-www-form-urlencoded", "multipart/form-data"});
  return Call::reply({{"name", std::string(path_->routes.front()->name)},
                      {"description", ""},
                      {"renders", Json::array({"application/json"})},
                      {"parses", std::move(parses)}});
}

bool ApiExchange::is_preflight() const {
  return head().method == Method::kOptions && !head().header("origin").empty() &&
         !head().header("access-control-request-method").empty();
}

Response ApiExchange::decorate(Response response) const {
  response.set("Allow", path_ == nullptr ? "OPTIONS" : path_->allow);
  response.set("X-Content-Type-Options", "nosniff");
  if (rate_) {
    response.set("RateLimit-Policy", limiter_.policy_field());
    response.set("RateLimit", RateLimiter::state_field(*rate_));
  }
  const auto has = [&](std::string_view name) {
    return std::ranges::find(response.headers, name, &Header::name) != response.headers.end();
  };
  if (!has("Cache-Control")) response.set("Cache-Control", "no-store");
  if (!has("Vary")) response.set("Vary", "Accept");
  add_cors(response);
  return response;
}

void ApiExchange::add_cors(Response& response) const {
  const bool any = std::ranges::find(cors_.origins, "*") != cors_.origins.end();
  if (any) {
    response.set("Access-Control-Allow-Origin", "*");
  } else {
    if (!cors_.origins.empty()) response.set("Vary", "Origin");
    const std::string_view origin = head().header("origin");
    if (origin.empty() || std::ranges::find(cors_.origins, origin) == cors_.origins.end()) return;
    response.set("Access-Control-Allow-Origin", std::string(origin));
  }
  if (head().header("origin").empty()) return;
  if (is_preflight() && path_ != nullptr) {
    response.set("Access-Control-Allow-Methods", path_->allow);
    response.set("Access-Control-Allow-Headers", std::string(kAllowedHeaders));
    response.set("Access-Control-Max-Age", "86400");
  } else {
    response.set("Access-Control-Expose-Headers", std::string(kExposedHeaders));
  }
}

// A picture's path is its own proof: it must not be read in a log.
std::string_view ApiExchange::logged_path() const {
  if (path_ != nullptr && path_->access == Access::kOpen) return path_->pattern;
  if (head().path.starts_with("/i/")) return "/i/";
  return head().path.substr(0, kLoggedPathMax);
}

void ApiExchange::sent(int status, const Sent& sent) {
  // What a client wanted to wait for says nothing of how quick the server is.
  const double seconds = std::max(0.0, watch_.seconds() - sent.waited);
  const std::string_view route = path_ == nullptr ? kUnknownRoute : path_->pattern;
  api_.metrics.request_done({route, head().method_text, status, seconds});
  const std::optional<task::AccountId> account = call_.known_account();
  log::info("request", {{"request_id", head().request_id},
                        {"remote", head().remote_address},
                        {"method", head().method_text},
                        {"path", logged_path()},
                        {"route", route},
                        {"status", status},
                        {"ms", seconds * 1e3},
                        {"waited_ms", sent.waited * 1e3},
                        {"bytes_in", sent.bytes_in},
                        {"bytes_out", sent.bytes_out},
                        {"account", account ? account->value() : 0},
                        {"complete", sent.complete}});
}

}  // namespace

Api::Api(service::Services& services, const Links& links, ServerMetrics& metrics, Options options)
    : context_{services, links, metrics, options.limits},
      cors_(std::move(options.cors)),
      trusted_proxies_(std::move(options.trusted_proxies)),
      throttle_(options.limits.wrong_keys),
      router_(options.console ? Router({all_routes(), console_routes()}) : Router({all_routes()})),
      limiter_({options.limits.requests_per_minute_max, options.limits.requests_burst_max,
                options.limits.rate_keys_max}) {}

std::unique_ptr<Exchange> Api::open(RequestHead head) {
  head.request_id = choose_request_id(head.header("x-request-id"));
  head.remote_address = client_address(head, trusted_proxies_);
  return std::make_unique<ApiExchange>(std::move(head),
                                       ApiExchange::Parts{context_, cors_, router_, throttle_, limiter_});
}

}  // namespace drape::http
