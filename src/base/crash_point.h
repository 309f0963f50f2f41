#pragma once

/// A named place where a test can end the process at once, as a crash or a loss of power would:
///
///   DRAPE_CRASH_POINT("blob_before_rename");
///
/// Only the test program drape-crash is compiled with DRAPE_CRASH_POINTS (tests/crash). In the program that
/// is shipped nothing is left of it, not even the name; its argument is not evaluated there.
#ifdef DRAPE_CRASH_POINTS

#include <string_view>

namespace drape::crash {
/// Ends the process if this passage of `point` is the one that was asked for. Thread safe.
void reach(std::string_view point);
}  // namespace drape::crash

#define DRAPE_CRASH_POINT(point) ::drape::crash::reach(point)

#else

#define DRAPE_CRASH_POINT(point) static_cast<void>(0)

#endif
