#pragma once

#include <exception>
#include <type_traits>

#include "base/result.h"

namespace drape::service {

/// Calls the engine: what it throws is a defect of it and ends here, as kInternal; want of memory as kBusy.
template <typename Call>
auto guarded(Call&& call) -> std::invoke_result_t<Call> {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return fail({ErrorKind::kBusy,
                 "out_of_memory",
                 {"There is too much to do just now. Please try again later."},
                 {"out of memory"}});
  } catch (const std::exception& error) {
    return fail(Error::internal(error.what()));
  } catch (...) {
    return fail(Error::internal("an exception of unknown type"));
  }
}

}  // namespace drape::service
