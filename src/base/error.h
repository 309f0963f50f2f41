#pragma once

#include <string>
#include <utility>

namespace drape {

/// What kind of failure it is. The HTTP layer maps a kind to a status; nothing else looks at statuses.
enum class ErrorKind {
  kInvalidInput,     ///< The caller can mend it: bad file, bad parameter, unsuitable photograph.
  kNotFound,         ///< No such thing, or not the caller's.
  kConflict,         ///< The thing is not in a state that allows it.
  kTooLarge,         ///< Over a named limit.
  kUnauthenticated,  ///< No valid key.
  kForbidden,        ///< A valid key without the right.
  kBusy,             ///< Try again later: queue full, draining, storage away.
  kCancelled,        ///< Stopped on request or past its deadline.
  kInternal,         ///< A defect or a broken environment.
};

/// Text that may be shown to a client. It never holds paths, secrets or texts of libraries.
struct PublicText {
  std::string value;
};

/// Text for the operator's log only.
struct InternalText {
  std::string value;
};

/// An expected failure. `code` is stable and machine-readable (snake_case, e.g. "no_person").
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string code;
  PublicText public_text;
  InternalText internal_text;

  static Error invalid(std::string code, std::string public_text) {
    return {ErrorKind::kInvalidInput, std::move(code), {std::move(public_text)}, {}};
  }
  static Error internal(std::string internal_text) {
    return {ErrorKind::kInternal, "internal", {"Internal error."}, {std::move(internal_text)}};
  }
};

}  // namespace drape
