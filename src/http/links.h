#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/message.h"
#include "task/picture.h"

namespace drape::http {

enum class MediaKind : char { kPersonImage = 'p', kGarmentImage = 'g', kResult = 'r' };

/// Which picture a link shows.
struct MediaName {
  MediaKind kind = MediaKind::kPersonImage;
  std::int64_t id = 0;
};

struct LinkOptions {
  std::string public_url;  ///< "https://tryon.example": in front of every link; empty: the request's host.
  bool trust_forwarded =
      false;  ///< Believe X-Forwarded-Proto and X-Forwarded-Host (behind an own proxy only).
  std::chrono::seconds lifetime = std::chrono::days(7);  ///< A link works at least this long.
};

/// Makes and checks the links to pictures: "/i/p181.6f5e3a80.<signature>.jpg". The signature is an
/// HMAC-SHA256 with the server's secret over kind, id and expiry, so that nobody can guess or alter a link.
/// Links are stable within an eighth of their lifetime, so that caches of browsers and networks work. Thread
/// safe.
class Links {
 public:
  using Secret = std::array<std::byte, 32>;

  /// REQUIRES: `clock` outlives this.
  Links(LinkOptions options, const Secret& secret, const Clock& clock)
      : options_(std::move(options)), secret_(secret), clock_(clock) {}

  /// Scheme and host in front of every absolute link of the reply to this request, without a '/' at the end.
  [[nodiscard]] std::string origin(const RequestHead& head) const;

  /// What links begin with now that began with `origin` once: the public URL, if one is set by now.
  [[nodiscard]] const std::string& current_origin(const std::string& origin) const {
    return options_.public_url.empty() ? origin : options_.public_url;
  }

  /// The absolute link to a picture.
  [[nodiscard]] std::string media(const std::string& origin, MediaName name,
                                  task::PictureFormat format) const;

  enum class Verdict { kGood, kExpired, kForged };
  struct Checked {
    Verdict verdict = Verdict::kForged;
    MediaName name;
    std::chrono::seconds remaining{0};
  };
  /// Checks the last segment of a link's path.
  [[nodiscard]] Checked check(std::string_view token) const;

 private:
  [[nodiscard]] std::string sign(std::string_view text) const;
  [[nodiscard]] std::int64_t now_seconds() const;

  LinkOptions options_;
  Secret secret_;
  const Clock& clock_;
};

/// A host as it may stand in a link: name, IPv4 or [IPv6], with or without a port.
[[nodiscard]] bool is_valid_host(std::string_view host);

}  // namespace drape::http
