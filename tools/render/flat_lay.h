#pragma once

#include <functional>
#include <vector>

#include "image/image.h"
#include "render/outline.h"
#include "render/person_spec.h"
#include "render/vec.h"

namespace drape::render {

/// A seam or a row of stitches.
struct Seam {
  Outline line;
  float width = 0.0012F;  ///< Metres.
  float depth = 0.0005F;  ///< Metres pressed into the cloth.
  float shade = 0.80F;    ///< Factor on the colour.
  bool dashed = false;
};

/// One piece of cloth on the table.
struct Sheet {
  Outline outline;
  std::function<Vec3(float x, float y)> colour;   ///< Linear, at metres on the table.
  std::function<float(float x, float y)> relief;  ///< Height of the folds, metres; may be empty.
  std::vector<Seam> seams;
  std::vector<Outline> body;  ///< What the sheet is a part of: bulges as one. Empty: the outline itself.
  float volume = 0.012F;      ///< Height of the middle over the edge, metres.
  float roundness = 0.035F;   ///< How far from the edge the middle begins, metres.
  float thickness = 0.0016F;  ///< Of the cloth's edge.
  float shade = 1;            ///< Factor on the colour: inside of a garment.
  float shadow = 0.30F;       ///< Strength of the shadow on what lies below.
};

/// Photographs pieces of cloth that are laid on a bright table one over the other, from above.
class FlatLay {
 public:
  /// The rectangle `frame` (metres, y up: frame.y is its lower edge) fills the picture's width or height.
  FlatLay(PictureSize size, cv::Rect2f frame, int threads);

  void lay(const Sheet& sheet);

  [[nodiscard]] image::Image picture() const;
  /// Share of cloth in each pixel.
  [[nodiscard]] image::Plane alpha() const;
  /// Pixel of a point on the table.
  [[nodiscard]] cv::Point2f pixel(cv::Point2f metres) const;

 private:
  static constexpr int kOversampling = 2;

  struct Layer {
    cv::Rect box;  ///< In oversampled pixels.
    cv::Mat1f coverage;
    cv::Mat1f height;  ///< Oversampled pixels.
  };
  [[nodiscard]] cv::Point2f to_canvas(cv::Point2f metres) const;
  [[nodiscard]] cv::Point2f to_metres(int x, int y) const;
  [[nodiscard]] cv::Mat1f filled(const Outline& outline, cv::Rect box) const;
  [[nodiscard]] cv::Mat1f drawn(const Seam& seam, cv::Rect box) const;
  [[nodiscard]] Layer relief_of(const Sheet& sheet, const cv::Mat1f& grooves, cv::Rect box) const;
  void cast_shadow(const Sheet& sheet, const Layer& layer);
  void paint(const Sheet& sheet, const Layer& layer, const cv::Mat1f& seam_shade);

  PictureSize size_;
  float scale_ = 1;     ///< Oversampled pixels per metre.
  cv::Point2f origin_;  ///< Oversampled pixel of (0, 0).
  int threads_;
  cv::Mat3f canvas_;  ///< Linear light.
  cv::Mat1f cloth_;   ///< Coverage by any sheet.
};

}  // namespace drape::render
