#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/stage.h"
#include "service/settings.h"
#include "service/stored_pictures.h"
#include "store/blobs.h"
#include "task/task.h"
#include "tryon/try_on.h"

namespace drape::service {

/// The result is in the blob, sealed but not published.
struct Finished {
  task::TaskResult result;
  std::unique_ptr<store::IncomingBlob> blob;
};

/// The pictures cannot be used so: trying again would not help.
struct Refused {
  task::TaskFailure failure;
};

/// The machine failed (disk, database, memory): trying again may help.
struct Erred {
  Error error;
};

/// Stopped from outside.
struct Cancelled {};

using RunOutcome = std::variant<Finished, Refused, Erred, Cancelled>;

/// Computes one task: loads its pictures, dresses the person, encodes the result. Knows nothing of leases.
/// Thread safe.
class TaskRunner {
 public:
  struct Parts {
    store::Records& records;
    store::Blobs& blobs;
    const tryon::TryOn& try_on;
    const Settings& settings;
  };
  explicit TaskRunner(const Parts& parts) : parts_(parts) {}

  [[nodiscard]] RunOutcome run(const task::Task& task, StageContext& stages) const;

 private:
  struct Pictures {
    LoadedPicture person;
    std::vector<LoadedPicture> garments;
  };
  [[nodiscard]] Result<Pictures> load(const task::Task& task) const;
  void forget_deleted(task::AccountId account, const Pictures& pictures) const;
  [[nodiscard]] Status check_layering(const std::vector<tryon::EncodedGarment>& garments) const;
  [[nodiscard]] Result<tryon::TryOnResult> dress(const Pictures& pictures, const task::TaskOrder& order,
                                                 StageContext& stages) const;
  [[nodiscard]] Result<Finished> encode(const tryon::TryOnResult& result, task::PictureFormat format) const;
  /// For which other orders the picture will do.
  [[nodiscard]] std::optional<task::ContentHash> cache_key(const Pictures& pictures,
                                                           const task::TaskOrder& order) const;

  Parts parts_;
};

}  // namespace drape::service
