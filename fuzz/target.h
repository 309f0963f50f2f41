#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace drape::fuzz {

/// A promise that some input broke. libFuzzer reports it as a crash, the replay test as a failure.
struct BrokenPromise : std::logic_error {
  using std::logic_error::logic_error;
};

inline void require(bool holds, const std::string& claim) {
  if (!holds) throw BrokenPromise(claim);
}

/// What a target is given, taken from the front. Never runs out: then it gives zeros and empty texts.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  /// Up to the next line feed, which is dropped. A seed can so be written by hand.
  std::string_view line() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return text;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

// The targets. Each takes any bytes at all and throws BrokenPromise when a promise does not hold.

/// Range, If-None-Match and their like, links, hosts, request ids, and the head of a reply.
void http_head(std::string_view bytes);
/// The header of an upload, then all of its pixels.
void image_decode(std::string_view bytes);
/// The header of an upload alone: many more of them in the same time.
void image_probe(std::string_view bytes);
/// The importer of the networks' files.
void import_tflite(std::string_view bytes);
/// A JSON body, and the fields that requests read from it.
void json_body(std::string_view bytes);
/// A multipart form, in pieces of any size.
void multipart(std::string_view bytes);
/// The repair of an operator's network.
void onnx_repair(std::string_view bytes);
/// The description of an operator's network.
void parser_manifest(std::string_view bytes);
/// Paths, query strings and urlencoded forms.
void query(std::string_view bytes);
/// Where a webhook is to be sent.
void webhook_url(std::string_view bytes);

}  // namespace drape::fuzz
