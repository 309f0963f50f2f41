#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "task/content_hash.h"

struct evp_md_ctx_st;

namespace drape::store {

/// SHA-256 of bytes that come in pieces. Not thread safe.
class Sha256 {
 public:
  Sha256();
  void update(std::span<const std::byte> bytes);
  /// REQUIRES: called once, nothing is added afterwards.
  [[nodiscard]] task::ContentHash finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

[[nodiscard]] task::ContentHash sha256(std::span<const std::byte> bytes);
[[nodiscard]] task::ContentHash sha256(std::string_view text);

}  // namespace drape::store
