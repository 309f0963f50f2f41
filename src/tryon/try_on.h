#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/stage.h"
#include "garment/garment_model.h"
#include "garment/hints.h"
#include "image/codec.h"
#include "image/decoder.h"
#include "person/person_model.h"
#include "tryon/engine.h"
#include "tryon/garment_verdict.h"

namespace drape::tryon {

/// An encoded picture as it was uploaded. `sha256` (hex) identifies its content in the caches.
struct EncodedPicture {
  std::span<const std::byte> bytes;
  std::string sha256;
};

/// A garment's photo, with what somebody says of it.
struct EncodedGarment {
  /// A photo is a garment of which nothing is said.
  EncodedGarment(EncodedPicture taken,
                 const garment::Hints& said = {})  // NOLINT(google-explicit-constructor)
      : photo(std::move(taken)), hints(said) {}
  EncodedPicture photo;
  garment::Hints hints;
};

/// Try-on from encoded pictures to a picture: decode, analyse (cached by content), dress. This is all that
/// the services know of the engine. Thread safe.
class TryOn {
 public:
  virtual ~TryOn() = default;
  [[nodiscard]] virtual std::string engine_version() const = 0;
  /// The same, with everything else that a picture depends on besides the photos and what is said of them.
  [[nodiscard]] virtual std::string result_version() const { return engine_version(); }
  /// Suitability of a person photo for every category of garments; fails only when the bytes are no picture.
  /// A photo that is valid for a category is not refused later for a reason of the photo. The analysis stays
  /// in the cache for the tasks that follow.
  [[nodiscard]] virtual Result<person::Validation> validate_person(const EncodedPicture& person) const = 0;
  /// Category of a garment photo (from the cached analysis), or why it cannot be used.
  [[nodiscard]] virtual Result<garment::Category> categorise_garment(const EncodedGarment& garment) const = 0;
  /// Suitability of a garment photo (from the cached analysis); fails only when it could not be looked at.
  [[nodiscard]] virtual Result<GarmentVerdict> judge_garment(const EncodedPicture& garment) const = 0;
  /// Dresses the person in all the garments. A failure's code and public text are what the API shows.
  [[nodiscard]] virtual Result<TryOnResult> try_on(const EncodedPicture& person,
                                                   std::span<const EncodedGarment> garments,
                                                   StageContext& stages) const = 0;
  /// Drops what is remembered of the picture with this content: its photo was deleted.
  virtual void forget(const std::string& sha256) const = 0;
};

/// Limits of one TryOn, each with its default.
struct TryOnLimits {
  image::DecodeLimits decode;
  int person_side_max =
      2048;  ///< Pixels: a larger person photo is scaled down to it; the result has that size.
  int garment_side_max = 1536;  ///< Pixels: a larger garment photo is scaled down to it.
  std::size_t cache_bytes_max = std::size_t{256} << 20U;  ///< Memory for analyses; 0 switches the cache off.
};

/// `decoder` decodes the photos; none: this process. REQUIRES: image::initialise_codecs() was called.
[[nodiscard]] std::shared_ptr<const TryOn> make_try_on(
    std::shared_ptr<const vision::Vision> vision, std::shared_ptr<const TryOnEngine> engine,
    const TryOnLimits& limits = {}, std::shared_ptr<const image::Decoder> decoder = nullptr);

}  // namespace drape::tryon
