#include "render/flat_lay.h"

#include <opencv2/imgproc.hpp>

#include "render/colour.h"
#include "render/noise.h"
#include "render/parallel.h"

namespace drape::render {
namespace {

constexpr int kShift = 4;  // Fraction bits of OpenCV's polygon coordinates.
const Vec3 kGround{0.900F, 0.900F, 0.905F};

void blur(const cv::Mat1f& from, cv::Mat1f& to, float sigma) {
  // Wide blurs on a smaller picture: the same result for a fraction of the time.
  const int factor = sigma > 24 ? 8 : sigma > 8 ? 4 : 1;
  if (factor == 1) {
    cv::GaussianBlur(from, to, {}, static_cast<double>(sigma), 0, cv::BORDER_REPLICATE);
    return;
  }
  cv::Mat1f small;
  const cv::Size full = from.size();
  cv::resize(from, small, {std::max(full.width / factor, 1), std::max(full.height / factor, 1)}, 0, 0,
             cv::INTER_AREA);
  cv::GaussianBlur(small, small, {}, static_cast<double>(sigma) / factor, 0, cv::BORDER_REPLICATE);
  cv::resize(small, to, full, 0, 0, cv::INTER_LINEAR);
  cv::GaussianBlur(to, to, {}, factor, 0, cv::BORDER_REPLICATE);  // Smooths the facets away.
}

}  // namespace

FlatLay::FlatLay(PictureSize size, cv::Rect2f frame, int threads)
    : size_(size),
      threads_(threads),
      canvas_(size.height * kOversampling, size.width * kOversampling,
              cv::Vec3f(kGround.x, kGround.y, kGround.z)),
      cloth_(canvas_.size(), 0.0F) {
  const float width = static_cast<float>(canvas_.cols), height = static_cast<float>(canvas_.rows);
  scale_ = std::min(width / frame.width, height / frame.height);
  const cv::Point2f middle(frame.x + frame.width / 2, frame.y + frame.height / 2);
  origin_ = {width / 2 - middle.x * scale_, height / 2 + middle.y * scale_};
}

cv::Point2f FlatLay::to_canvas(cv::Point2f m) const {
  return {origin_.x + m.x * scale_, origin_.y - m.y * scale_};
}

cv::Point2f FlatLay::to_metres(int x, int y) const {
  return {(static_cast<float>(x) + 0.5F - origin_.x) / scale_,
          (origin_.y - static_cast<float>(y) - 0.5F) / scale_};
}

cv::Point2f FlatLay::pixel(cv::Point2f metres) const {
  return to_canvas(metres) * (1.0F / kOversampling);
}

cv::Mat1f FlatLay::filled(const Outline& outline, cv::Rect box) const {
  std::vector<cv::Point> points;
  for (cv::Point2f p : outline) {
    const cv::Point2f q = (to_canvas(p) - cv::Point2f(box.tl()) - cv::Point2f(0.5F, 0.5F)) * (1 << kShift);
    points.emplace_back(cvRound(q.x), cvRound(q.y));
  }
  cv::Mat1b mask(box.size(), uchar{0});
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(255), cv::LINE_AA, kShift);
  cv::Mat1f coverage;
  mask.convertTo(coverage, CV_32F, 1.0 / 255);
  return coverage;
}

cv::Mat1f FlatLay::drawn(const Seam& seam, cv::Rect box) const {
  cv::Mat1b mask(box.size(), uchar{0});
  const int thickness = std::max(1, cvRound(seam.width * scale_));
  constexpr float kDash = 0.0030F, kGap = 0.0014F;
  float travelled = 0;
  for (std::size_t i = 0; i + 1 < seam.line.size(); ++i) {
    travelled += static_cast<float>(cv::norm(seam.line[i + 1] - seam.line[i]));
    if (seam.dashed && std::fmod(travelled, kDash + kGap) > kDash) continue;
    const auto fixed = [&](cv::Point2f p) {
      const cv::Point2f q = (to_canvas(p) - cv::Point2f(box.tl()) - cv::Point2f(0.5F, 0.5F)) * (1 << kShift);
      return cv::Point(cvRound(q.x), cvRound(q.y));
    };
    cv::line(mask, fixed(seam.line[i]), fixed(seam.line[i + 1]), cv::Scalar(255), thickness, cv::LINE_AA,
             kShift);
  }
  cv::Mat1f line;
  mask.convertTo(line, CV_32F, 1.0 / 255);
  return line;
}

FlatLay::Layer FlatLay::relief_of(const Sheet& sheet, const cv::Mat1f& grooves, cv::Rect box) const {
  Layer layer{box, filled(sheet.outline, box), cv::Mat1f(box.size())};
  // A blurred silhouette is a soft cushion without ridges.
  cv::Mat1f cushion = layer.coverage.clone(), edge, folds(box.height / 2 + 1, box.width / 2 + 1, 0.0F);
  for (const Outline& part : sheet.body) cushion = cv::max(cushion, filled(part, box));
  blur(cushion, cushion, sheet.roundness * scale_);
  blur(layer.coverage, edge, 0.0012F * scale_);
  if (sheet.relief) {
    for_each_index(folds.rows, threads_, [&](int y) {
      for (int x = 0; x < folds.cols; ++x) {
        const cv::Point2f m = to_metres(box.x + 2 * x, box.y + 2 * y);
        folds(y, x) = sheet.relief(m.x, m.y);
      }
    });
  }
  cv::resize(folds, folds, {folds.cols * 2, folds.rows * 2}, 0, 0, cv::INTER_LINEAR);
  for (int y = 0; y < box.height; ++y) {
    for (int x = 0; x < box.width; ++x) {
      const float dome = smoothstep(0.10F, 1.0F, cushion(y, x));
      const float metres = sheet.volume * dome + sheet.thickness * edge(y, x) + folds(y, x) - grooves(y, x);
      layer.height(y, x) = metres * scale_;
    }
  }
  return layer;
}

void FlatLay::cast_shadow(const Sheet& sheet, const Layer& layer) {
  // Beyond the sheet's own edge: a narrow dark line where it touches, a wide faint one from the soft light.
  cv::Mat1f narrow, wide;
  blur(layer.coverage, narrow, 0.0022F * scale_);
  blur(layer.coverage, wide, 0.0080F * scale_);
  const cv::Point offset(cvRound(0.0012F * scale_), cvRound(0.0026F * scale_));
  for (int y = 0; y < layer.box.height; ++y) {
    for (int x = 0; x < layer.box.width; ++x) {
      const int sx = std::clamp(x - offset.x, 0, layer.box.width - 1),
                sy = std::clamp(y - offset.y, 0, layer.box.height - 1);
      const int cx = layer.box.x + x, cy = layer.box.y + y;
      // The bright table scatters light under the edge; cloth below does not.
      const float on_cloth = cloth_(cy, cx);
      const float dark =
          sheet.shadow * (0.55F * narrow(sy, sx) + 0.45F * wide(sy, sx)) * mix(0.30F, 1.0F, on_cloth);
      canvas_(cy, cx) *= 1.0F - dark * (1.0F - layer.coverage(y, x));
    }
  }
}

void FlatLay::paint(const Sheet& sheet, const Layer& layer, const cv::Mat1f& seam_shade) {
  cv::Mat1f smooth;
  blur(layer.height, smooth, 0.010F * scale_);
  const Vec3 light = normalised({-0.42F, -0.62F, 0.80F});  // From the upper left; y down as in the picture.
  for_each_index(layer.box.height, threads_, [&](int y) {
    const int up = std::max(y - 1, 0), down = std::min(y + 1, layer.box.height - 1);
    for (int x = 0; x < layer.box.width; ++x) {
      const float coverage = layer.coverage(y, x);
      if (coverage <= 0) continue;
      const int left = std::max(x - 1, 0), right = std::min(x + 1, layer.box.width - 1);
      const Vec3 n = normalised({-(layer.height(y, right) - layer.height(y, left)) * 0.5F,
                                 -(layer.height(down, x) - layer.height(up, x)) * 0.5F, 1.0F});
      const float key = std::max(dot(n, light), 0.0F) / light.z;
      const float hollow = std::clamp((layer.height(y, x) - smooth(y, x)) / (0.004F * scale_), -1.0F, 0.6F);
      const float lit = (0.50F * (0.35F + 0.65F * n.z) + 0.50F * key) * (1.0F + 0.16F * hollow) *
                        sheet.shade * (1.0F - seam_shade(y, x));
      const cv::Point2f m = to_metres(layer.box.x + x, layer.box.y + y);
      const Vec3 albedo = sheet.colour(m.x, m.y);
      // Fibres catch the light where the cloth turns away.
      const Vec3 colour = albedo * lit + mix(albedo, Vec3::all(0.5F), 0.4F) * (0.10F * (1.0F - n.z));
      const cv::Vec3f over(colour.x, colour.y, colour.z);
      const int cx = layer.box.x + x, cy = layer.box.y + y;
      canvas_(cy, cx) = canvas_(cy, cx) * (1.0F - coverage) + over * coverage;
      cloth_(cy, cx) = cloth_(cy, cx) * (1.0F - coverage) + coverage;
    }
  });
}

void FlatLay::lay(const Sheet& sheet) {
  Outline corners;
  for (cv::Point2f p : sheet.outline) corners.push_back(to_canvas(p));
  const int margin = cvRound(0.035F * scale_);
  cv::Rect box = cv::boundingRect(corners);
  box = cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin) &
        cv::Rect({}, canvas_.size());
  cv::Mat1f grooves(box.size(), 0.0F), seam_shade(box.size(), 0.0F);
  for (const Seam& seam : sheet.seams) {
    const cv::Mat1f line = drawn(seam, box);
    grooves += line * seam.depth;
    seam_shade = cv::max(seam_shade, line * (1.0F - seam.shade));
  }
  cv::GaussianBlur(grooves, grooves, {}, std::max(0.0006 * static_cast<double>(scale_), 0.5));
  const Layer layer = relief_of(sheet, grooves, box);
  cast_shadow(sheet, layer);
  paint(sheet, layer, seam_shade);
}

image::Image FlatLay::picture() const {
  cv::Mat3f small;
  cv::resize(canvas_, small, {size_.width, size_.height}, 0, 0, cv::INTER_AREA);
  image::Image out(small.size());
  for (int y = 0; y < small.rows; ++y) {
    for (int x = 0; x < small.cols; ++x) {
      const cv::Vec3f c = small(y, x);
      const Vec3 shown = encoded({c[0], c[1], c[2]});
      const float grain = 1.0F * (hash01(x, y, 1) + hash01(x, y, 2) - 1.0F);
      const auto byte = [&](float v) {
        return static_cast<uchar>(std::clamp(v * 255.0F + grain + 0.5F, 0.0F, 255.0F));
      };
      out(y, x) = {byte(shown.x), byte(shown.y), byte(shown.z)};
    }
  }
  return out;
}

image::Plane FlatLay::alpha() const {
  image::Plane small;
  cv::resize(cloth_, small, {size_.width, size_.height}, 0, 0, cv::INTER_AREA);
  return small;
}

}  // namespace drape::render
