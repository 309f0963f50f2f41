#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "image/codec.h"
#include "person/person_model.h"
#include "tryon/engine.h"

namespace drape::tryon {

/// An encoded picture as it was uploaded. `sha256` (hex) identifies its content in the caches.
struct EncodedPicture {
  std::span<const std::byte> bytes;
  std::string sha256;
};

/// Try-on from encoded pictures to a picture: decode, analyse (cached by content), dress. This is all that the
/// services know of the engine. Thread safe.
class TryOn {
 public:
  virtual ~TryOn() = default;
  [[nodiscard]] virtual std::string engine_version() const = 0;
  /// Suitability of a person photo; fails only when the bytes are no picture.
  [[nodiscard]] virtual Result<person::Validation> validate_person(const EncodedPicture& person) const = 0;
  /// Category of a garment photo (from the cached analysis), or why it cannot be used.
  [[nodiscard]] virtual Result<garment::Category> categorise_garment(const EncodedPicture& garment) const = 0;
  /// Dresses the person in all the garments. A failure's code and public text are what the API shows.
  [[nodiscard]] virtual Result<TryOnResult> try_on(const EncodedPicture& person, std::span<const EncodedPicture> garments,
                                                   StageContext& stages) const = 0;
};

}  // namespace drape::tryon
