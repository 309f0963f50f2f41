#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace drape::http {

/// How many wrong keys an address (IPv4; IPv6: the first 64 bits) may present.
struct WrongKeyLimits {
  std::size_t burst = 100;             ///< At once; over it: 429. 0: any number.
  double per_minute = 60;              ///< And so many more in each minute.
  std::size_t addresses_max = 10'000;  ///< Addresses that are remembered.
};

/// Every bound that the HTTP side puts on a client. Each has a setting of the same name and a line in the
/// docs.
struct Limits {
  // What one request may hold.
  std::uint64_t upload_bytes_max = 20'000'000;   ///< One uploaded file (the services check it too).
  std::uint64_t json_bytes_max = 1'000'000;      ///< A body that is not an upload.
  int json_depth_max = 64;                       ///< Nesting of lists and dictionaries.
  std::uint32_t header_bytes_max = 16U << 10;    ///< Request line and header fields together.
  std::size_t batch_orders_max = 50;             ///< Tasks that one request orders.
  std::size_t form_parts_max = 100;              ///< Parts or fields of a form.
  std::size_t form_text_bytes_max = 64UL << 10;  ///< Text of one field of a form.

  // How long a client may take.
  std::chrono::milliseconds header_timeout{10'000};  ///< First byte of a request to the end of its head.
  std::chrono::milliseconds body_grace{30'000};      ///< A body may take this long and ...
  std::uint64_t body_rate_min = 16ULL << 10;         ///< ... a second more for every so many bytes that came.
  std::chrono::milliseconds idle_timeout{75'000};    ///< Between two requests of a connection.
  std::chrono::milliseconds write_timeout{30'000};   ///< For a client to take one piece of a reply.

  // What a connection that waits for news does meanwhile.
  std::chrono::milliseconds heartbeat_interval{15'000};  ///< A stream of events says something this often.
  std::chrono::milliseconds recheck_interval{3'000};     ///< It looks for news this often without being told.

  // How much at once.
  std::size_t connections_max = 8192;
  std::size_t blocking_jobs_max = 1024;  ///< Waiting for the blocking pool; over it: 503.

  // How often, for each key (http/rate_limiter.h).
  std::int64_t requests_per_minute_max = 1'200;  ///< In the long run; 0: no limit.
  std::int64_t requests_burst_max = 300;         ///< At once.
  std::size_t rate_keys_max = 10'000;            ///< Keys that are watched at the same time.
  WrongKeyLimits wrong_keys;

  // Lists.
  std::int64_t page_size_default = 10;
  std::int64_t page_size_max = 100;
};

}  // namespace drape::http
