#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <span>

namespace drape {

/// Source of unpredictable bytes, injected so that tests can repeat them. Thread safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;
};

/// The kernel's generator, fit for keys and secrets.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    constexpr std::size_t kBytesACallMax = 256;  // getentropy(3)
    while (!out.empty()) {
      const std::size_t count = std::min(out.size(), kBytesACallMax);
      if (::getentropy(out.data(), count) != 0) std::abort();  // No randomness, no secrets.
      out = out.subspan(count);
    }
  }
};

}  // namespace drape
