#pragma once

#include <cstddef>

namespace drape::http {

/// Lets the process have as many open files as `connections_max` connections and the rest of the program
/// need, as far as the hard limit (ulimit -Hn) allows. Returns how many connections there is room for, at
/// most `connections_max`: files, pictures and the database must not run out of descriptors because clients
/// hold them all.
[[nodiscard]] std::size_t make_room_for_connections(std::size_t connections_max);

}  // namespace drape::http
