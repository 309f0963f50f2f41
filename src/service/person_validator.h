#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "service/metrics.h"
#include "store/blobs.h"
#include "task/validation.h"
#include "tryon/try_on.h"

namespace drape::service {

/// Judges person photos and remembers the verdict. Thread safe.
class PersonValidator {
 public:
  struct Parts {
    store::Records& records;
    store::Blobs& blobs;
    const tryon::TryOn& try_on;
    const Clock& clock;
    Metrics& metrics;
  };
  explicit PersonValidator(const Parts& parts) : parts_(parts) {}
  /// Computes (blocks up to some seconds) and stores. Fails with kNotFound "image_not_found".
  [[nodiscard]] Result<task::PersonValidation> validate(task::AccountId account,
                                                        task::PersonImageId person_image);
  /// The stored verdict. Fails with kNotFound: "image_not_found", or "never_validated".
  [[nodiscard]] Result<task::PersonValidation> find(task::AccountId account,
                                                    task::PersonImageId person_image) const;

 private:
  Parts parts_;
};

}  // namespace drape::service
