#pragma once

#include <optional>
#include <string_view>

#include "store/digest.h"
#include "task/content_hash.h"

namespace drape::http {

/// SHA-256 of what a request says: equal exactly when it says the same. Texts are counted with their length,
/// so that they cannot run into each other; of a form the boundary makes no difference. Not thread safe.
class Fingerprint {
 public:
  void add(std::string_view text);

  /// A part of a form, whose data comes in pieces. The name of its file is not looked at.
  void begin_part(std::string_view name, bool is_file);
  void part_data(std::string_view data);
  void end_part();

  /// REQUIRES: called once, at the end.
  [[nodiscard]] task::ContentHash finish() { return whole_.finish(); }

 private:
  store::Sha256 whole_;
  std::optional<store::Sha256> part_;
};

}  // namespace drape::http
