#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "service/image_library.h"
#include "service/settings.h"
#include "store/records.h"

namespace drape::service {

/// Deletes what was kept as long as Settings::keep says. A result goes with its person photo at the latest.
/// Thread safe.
class Retention {
 public:
  struct Parts {
    store::Records& records;
    PersonLibrary& person_images;
    GarmentLibrary& garment_images;
    const Clock& clock;
    const Settings& settings;
  };
  explicit Retention(const Parts& parts) : parts_(parts) {}
  /// One round. The bytes are erased by the BlobReaper afterwards. Returns how many images and results went.
  [[nodiscard]] Result<int> run();

 private:
  [[nodiscard]] Result<int> remove_results(Timestamp before);

  Parts parts_;
};

}  // namespace drape::service
