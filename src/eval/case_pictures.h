#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "eval/report.h"

namespace drape::eval {

/// Writes the pictures of one case to OUT/cases/NAME and remembers what they show.
class CasePictures {
 public:
  CasePictures(std::filesystem::path out, std::string name);

  /// The result goes as PNG, exactly; everything else as JPEG. `number` tells several of one role apart. A
  /// failure is kept for `status`.
  void add(const std::string& role, const image::Image& picture, int number = 0);

  [[nodiscard]] const Status& status() const { return status_; }
  [[nodiscard]] const std::vector<ReportPicture>& written() const { return written_; }

 private:
  const std::filesystem::path out_;
  const std::filesystem::path folder_;  ///< Relative to `out_`.
  Status status_;
  std::vector<ReportPicture> written_;
};

/// The masks over a picture: what may have changed is tinted red, the new garment green; the measured region
/// is outlined in yellow. Empty masks are left away.
struct MaskOverlay {
  const image::Image& picture;
  const image::Mask& changed;
  const image::Mask& garment;
  const image::Mask& region;
};
[[nodiscard]] image::Image draw_masks(const MaskOverlay& overlay);

}  // namespace drape::eval
