#include "render/render_garment.h"

#include <opencv2/imgproc.hpp>

#include "render/flat_lay.h"
#include "render/garment_cut.h"

namespace drape::render {
namespace {

GarmentCut cut_for(const GarmentSpec& spec) {
  switch (spec.kind) {
    case GarmentKind::kTrousers:
      return cut_trousers(spec);
    case GarmentKind::kSkirt:
      return cut_skirt(spec);
    case GarmentKind::kDress:
      return cut_dress(spec);
    default:
      return cut_top(spec);
  }
}

cv::Rect2f frame_of(const std::vector<Sheet>& sheets) {
  cv::Point2f low(9, 9), high(-9, -9);
  for (const Sheet& sheet : sheets) {
    for (cv::Point2f p : sheet.outline) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
  }
  // Shops leave about a twentieth of the picture free on each side of a garment.
  const cv::Point2f middle = (low + high) * 0.5F, half = (high - low) * (0.5F / 0.88F);
  return {middle - half, middle + half};
}

UpperTruth truth_of(const TopLandmarks& top, const FlatLay& table) {
  UpperTruth truth;
  const auto both = [&](cv::Point2f right) {
    return std::array<cv::Point2f, 2>{table.pixel({-right.x, right.y}), table.pixel(right)};
  };
  truth.neck = both(top.neck);
  truth.shoulder_tip = both(top.tip);
  truth.armpit = both(top.armpit);
  truth.cuff = both(top.cuff);
  truth.neckline_bottom = table.pixel({0, -top.front_depth});
  truth.hem_y = table.pixel({0, top.hem}).y;
  return truth;
}

}  // namespace

RenderedGarment render_garment(const GarmentSpec& spec, PictureSize size, int threads) {
  const GarmentCut cut = cut_for(spec);
  FlatLay table(size, frame_of(cut.sheets), threads);
  for (const Sheet& sheet : cut.sheets) table.lay(sheet);
  RenderedGarment garment{table.picture(), table.alpha(), std::nullopt};
  if (cut.top) garment.upper = truth_of(*cut.top, table);
  return garment;
}

}  // namespace drape::render
