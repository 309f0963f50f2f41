#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/result.h"
#include "image/decoder.h"
#include "sandbox/child_process.h"
#include "sandbox/death.h"

namespace drape::sandbox {

struct DecoderOptions {
  int children = 0;  ///< Kept ready, each decodes one picture at a time; 0: one a processor, up to 8.
  std::chrono::milliseconds timeout{10'000};           ///< For one picture, of the clock and of a processor.
  std::int64_t memory_bytes = std::int64_t{1} << 30U;  ///< Of one child, for pictures.
  int pictures_per_child = 200;                        ///< Then the child is replaced.
  /// Another program in the child's place, for tests; none: this program, with the child's verb.
  std::optional<ChildProgram> program = std::nullopt;
};

/// A decoder whose pictures are decoded by locked-up children of this program (docs/reliability/decoding.md).
/// Fails with kInternal, saying what the system does not offer. `on_death` is told of every child that ended
/// before its time; it is called by several threads.
[[nodiscard]] Result<std::shared_ptr<const image::Decoder>> make_sandboxed_decoder(
    const DecoderOptions& options, std::function<void(Death)> on_death);

}  // namespace drape::sandbox
