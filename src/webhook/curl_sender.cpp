#include "webhook/curl_sender.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/clock.h"

namespace drape::webhook {
namespace {

using std::chrono::milliseconds;

Outcome failed(std::string error, std::string reason) {
  return {std::nullopt, std::move(error), std::nullopt, {std::move(reason)}};
}

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return;
  static_cast<void>(list.release());
  list.reset(longer);
}

IpAddress address_of(const curl_sockaddr& socket) {
  IpAddress::Bytes bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (socket.family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &socket.addr, sizeof v4);
    std::memcpy(bytes.data() + 12, &v4.sin_addr, 4);
  } else {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &socket.addr, std::min<std::size_t>(sizeof v6, socket.addrlen));
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  }
  return IpAddress(bytes);
}

/// One request over one connection of its own. libcurl's callbacks get a pointer to it.
class Transfer {
 public:
  struct Parts {
    const SenderOptions& options;
    const Request& request;
    std::span<const IpAddress> addresses;  ///< The only ones that may be connected to.
    milliseconds time_left;
    const std::stop_token& stop;
  };
  explicit Transfer(const Parts& parts) : parts_(parts), curl_(curl_easy_init()) {}

  Outcome run() {
    if (!curl_) return failed("connect_failed", "libcurl has no handle");
    set_destination();
    set_message();
    set_security();
    set_limits();
    return outcome(curl_easy_perform(curl_.get()));
  }

 private:
  struct HandleDeleter {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  };

  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_.get(), option, value);
  }

  void set_destination() {
    const Url& url = parts_.request.url;
    set(CURLOPT_URL, url.text().c_str());
    set(CURLOPT_PATH_AS_IS, 1L);
    if (!url.address) {
      std::string line = url.host + ":" + std::to_string(url.port) + ":";
      for (const IpAddress& address : parts_.addresses) {
        if (line.back() != ':') line += ',';
        line += address.is_v4() ? address.text() : std::string("[").append(address.text()).append("]");
      }
      append(resolved_, line);
      set(CURLOPT_RESOLVE, resolved_.get());
    }
    // Whatever libcurl makes of the URL: no other address is connected to.
    set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
    set(CURLOPT_OPENSOCKETDATA, this);
  }

  void set_message() {
    for (const auto& [name, value] : parts_.request.headers) append(headers_, name + ": " + value);
    append(headers_, "Content-Type: application/json");
    append(headers_, "Expect:");
    set(CURLOPT_HTTPHEADER, headers_.get());
    set(CURLOPT_USERAGENT, parts_.options.user_agent.c_str());
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(parts_.request.body.size()));
    set(CURLOPT_POSTFIELDS, parts_.request.body.c_str());
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  }

  void set_security() {
    set(CURLOPT_PROTOCOLS_STR, parts_.request.url.secure ? "https" : "http");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!parts_.options.ca_file.empty()) set(CURLOPT_CAINFO, parts_.options.ca_file.c_str());
  }

  void set_limits() {
    const auto connect = std::min(parts_.options.connect_timeout, parts_.time_left);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(parts_.time_left.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, reason_.data());
    set(CURLOPT_HEADERFUNCTION, &Transfer::take_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Transfer::take_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::look_at_stop);
    set(CURLOPT_XFERINFODATA, this);
  }

  static curl_socket_t open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* socket) {
    auto& transfer = *static_cast<Transfer*>(self);
    const bool known = socket->family == AF_INET || socket->family == AF_INET6;
    if (!known || std::ranges::find(transfer.parts_.addresses, address_of(*socket)) ==
                      transfer.parts_.addresses.end()) {
      transfer.refused_ = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(socket->family, socket->socktype | SOCK_CLOEXEC, socket->protocol);
  }

  static std::size_t take_header(const char* /*data*/, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.header_bytes_ += size * count;
    return transfer.header_bytes_ <= kReplyBytesMax ? size * count : 0;
  }

  static std::size_t take_body(const char* /*data*/, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.body_bytes_ += size * count;
    return transfer.body_bytes_ <= kReplyBytesMax ? size * count : 0;
  }

  static int look_at_stop(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(self)->parts_.stop.stop_requested() ? 1 : 0;
  }

  [[nodiscard]] Outcome outcome(CURLcode code) const {
    if (code == CURLE_ABORTED_BY_CALLBACK) return failed("stopped", {});
    if (header_bytes_ > kReplyBytesMax) return failed("bad_reply", "the reply's head is too large");
    // Once the body has begun, the receiver has given its answer; the rest of it is of no interest.
    if (code == CURLE_OK || body_bytes_ > 0) return reply();
    return failed(refused_ ? "refused_address" : std::string(class_of(code)),
                  reason_.front() != '\0' ? reason_.data() : curl_easy_strerror(code));
  }

  [[nodiscard]] Outcome reply() const {
    long status = 0;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl_.get(), CURLINFO_RETRY_AFTER, &retry_after);
    if (status < 200 || status > 599) return failed("bad_reply", "status " + std::to_string(status));
    Outcome outcome{static_cast<int>(status), {}, std::nullopt, {}};
    if (retry_after > 0) outcome.retry_after = std::chrono::seconds(retry_after);
    return outcome;
  }

  static std::string_view class_of(CURLcode code) {
    switch (code) {
      case CURLE_OPERATION_TIMEDOUT:
        return "timeout";
      case CURLE_COULDNT_CONNECT:
        return "connect_failed";
      case CURLE_COULDNT_RESOLVE_HOST:
        return "resolve_failed";
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CONNECT_ERROR:
      case CURLE_SSL_CERTPROBLEM:
      case CURLE_SSL_CIPHER:
      case CURLE_SSL_CACERT_BADFILE:
      case CURLE_SSL_ISSUER_ERROR:
        return "tls_failed";
      case CURLE_GOT_NOTHING:
      case CURLE_RECV_ERROR:
      case CURLE_SEND_ERROR:
      case CURLE_PARTIAL_FILE:
        return "connection_lost";
      default:
        return "bad_reply";
    }
  }

  const Parts parts_;
  std::unique_ptr<CURL, HandleDeleter> curl_;
  List headers_;
  List resolved_;
  std::size_t header_bytes_ = 0;
  std::size_t body_bytes_ = 0;
  bool refused_ = false;
  std::array<char, CURL_ERROR_SIZE> reason_{};
};

class CurlSender final : public Sender {
 public:
  CurlSender(SenderOptions options, const Resolver& resolver)
      : options_(std::move(options)), resolver_(resolver) {}

  [[nodiscard]] Outcome send(const Request& request, const std::stop_token& stop) const override {
    const Stopwatch watch;
    const Result<std::vector<IpAddress>> addresses = find_addresses(request.url);
    if (!addresses) return failed(addresses.error().code, addresses.error().internal_text.value);
    const milliseconds used(static_cast<std::int64_t>(watch.seconds() * 1e3));
    const milliseconds left = options_.timeout - used;
    if (left <= milliseconds::zero()) return failed("timeout", "the name took all of the time");
    return Transfer({options_, request, *addresses, left, stop}).run();
  }

 private:
  /// The host's addresses; "refused_address" when any of them is not allowed: who mixes them has a purpose.
  [[nodiscard]] Result<std::vector<IpAddress>> find_addresses(const Url& url) const {
    Result<std::vector<IpAddress>> addresses =
        url.address ? std::vector{*url.address} : resolver_.resolve(url.host, options_.connect_timeout);
    if (!addresses) return addresses;
    for (const IpAddress& address : *addresses) {
      if (options_.rules.allows(address)) continue;
      const std::string purpose(special_purpose(address).value_or("not allowed"));
      return fail({ErrorKind::kForbidden,
                   "refused_address",
                   {std::string(message(Refusal::kAddress))},
                   {address.text() + " is " + purpose}});
    }
    return addresses;
  }

  SenderOptions options_;
  const Resolver& resolver_;
};

}  // namespace

std::unique_ptr<Sender> make_curl_sender(SenderOptions options, const Resolver& resolver) {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(initialised);
  return std::make_unique<CurlSender>(std::move(options), resolver);
}

}  // namespace drape::webhook
