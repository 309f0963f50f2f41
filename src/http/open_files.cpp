#include "http/open_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace drape::http {
namespace {

/// For the database, pictures, networks, listening sockets and logs.
constexpr rlim_t kFilesBesides = 512;

}  // namespace

std::size_t make_room_for_connections(std::size_t connections_max) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections_max;
  const rlim_t wanted = connections_max + kFilesBesides;
  if (limit.rlim_cur >= wanted) return connections_max;
  const rlimit raised{std::min(wanted, limit.rlim_max), limit.rlim_max};
  if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  const rlim_t besides = std::min(kFilesBesides, limit.rlim_cur / 2);
  return std::min<std::size_t>(connections_max, limit.rlim_cur - besides);
}

}  // namespace drape::http
