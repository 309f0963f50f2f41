#pragma once

#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "store/blobs.h"
#include "task/validation.h"
#include "tryon/try_on.h"

namespace drape::service {

/// Judges garment photos and remembers the verdict. Thread safe.
class GarmentValidator {
 public:
  struct Parts {
    store::Records& records;
    store::Blobs& blobs;
    const tryon::TryOn& try_on;
    const Clock& clock;
  };
  explicit GarmentValidator(const Parts& parts) : parts_(parts) {}
  /// Computes (blocks up to some seconds) and stores. Fails with kNotFound "image_not_found".
  [[nodiscard]] Result<task::GarmentValidation> validate(task::AccountId account,
                                                         task::GarmentImageId garment_image);
  /// The stored verdict. Fails with kNotFound: "image_not_found", or "never_validated".
  [[nodiscard]] Result<task::GarmentValidation> find(task::AccountId account,
                                                     task::GarmentImageId garment_image) const;
  /// What the engine of this program found so far, asked or by itself; none: it has not looked yet, or the
  /// photo is not there.
  [[nodiscard]] Result<std::optional<store::FindingRecords::GarmentFinding>> finding(
      task::AccountId account, task::GarmentImageId garment_image) const;

 private:
  Parts parts_;
};

}  // namespace drape::service
