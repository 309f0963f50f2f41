#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/later.h"

namespace drape::http {

enum class Method { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions, kOther };

/// "GET" -> kGet; a method that is not listed -> kOther. Case matters, as in HTTP.
[[nodiscard]] Method to_method(std::string_view text);

/// One field of a request's head; views into the connection's buffer.
struct HeaderView {
  std::string_view name, value;
};

/// The head of a request. Its views live as long as the request is being answered.
struct RequestHead {
  Method method = Method::kGet;
  std::string_view method_text;  ///< As sent; also of a method that is not known.
  std::string_view path;         ///< As sent, still percent-encoded, without the query.
  std::string_view query;        ///< As sent, without the '?'.
  std::string_view remote_address;
  std::vector<HeaderView> headers;
  std::string request_id;

  /// Value of the first field with this name (any case), "" when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// A body that is produced piece by piece while it is sent, so that no large file is held in memory.
class BodySource {
 public:
  virtual ~BodySource() = default;
  /// Replaces `piece` by the next bytes; leaves it empty at the end. False when the source broke.
  /// May block on the disk.
  [[nodiscard]] virtual bool next(std::string& piece) = 0;
};

/// A field of a reply. The name is a literal.
struct Header {
  std::string_view name;
  std::string value;
};

struct Response {
  int status = 200;
  std::string_view content_type = "application/json";
  std::vector<Header> headers;  ///< What the transport does not set itself (Date, Content-Length, ...).
  std::string body;
  std::unique_ptr<BodySource> source;  ///< Instead of `body`, when set.
  std::uint64_t source_bytes = 0;      ///< Exact length of what `source` gives.
  std::unique_ptr<LiveSource> live;    ///< Instead of `body`, when set.
  std::unique_ptr<LaterReply> later;   ///< The reply is what this gives; all the rest counts for nothing.
  bool close = false;                  ///< The connection cannot be used after this reply.

  [[nodiscard]] std::uint64_t body_bytes() const { return source ? source_bytes : body.size(); }
  void set(std::string_view name, std::string value) { headers.push_back({name, std::move(value)}); }
};

/// Case-insensitive comparison of ASCII text, as for names of header fields.
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);

/// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// "Not Found" for 404; "" for a status that is not known.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace drape::http
