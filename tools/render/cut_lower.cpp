#include "render/colour.h"
#include "render/folds.h"
#include "render/garment_cut.h"
#include "render/noise.h"

namespace drape::render {
namespace {

using cv::Point2f;

Sheet waistband(const GarmentSpec& spec, Weave weave, const Outline& top, float height, bool loops) {
  Sheet band;
  band.outline = strip(top, -height);
  band.colour = fabric_colour(spec.fabric, weave);
  band.volume = 0.0022F;
  band.roundness = 0.009F;
  band.thickness = 0.0014F;
  band.shadow = 0.30F;
  band.seams.push_back(stitches(top, -0.004F));
  band.seams.push_back(stitches(top, -height + 0.004F));
  (void)loops;
  return band;
}

Sheet patch(const Outline& outline, std::function<Vec3(float, float)> colour) {
  Sheet sheet;
  sheet.outline = outline;
  sheet.colour = std::move(colour);
  sheet.volume = 0.0012F;
  sheet.roundness = 0.004F;
  sheet.thickness = 0.0012F;
  sheet.shadow = 0.32F;
  return sheet;
}

Outline ring(Point2f centre, float radius) {
  Outline out;
  for (int k = 0; k < 28; ++k) {
    const float a = 6.2831853F * static_cast<float>(k) / 28;
    out.push_back(centre + Point2f(radius * std::cos(a), radius * std::sin(a)));
  }
  return out;
}

float jeans_relief(float x, float y) {
  static const std::vector<Fold> kFolds = [] {
    std::vector<Fold> folds;
    add_pair(folds, {0.020F, -0.235F, 0.125F, -0.190F, 0.006F, 0.010F, 0.0018F}, 51);
    add_pair(folds, {0.018F, -0.255F, 0.135F, -0.245F, 0.006F, 0.010F, 0.0022F}, 52);
    add_pair(folds, {0.022F, -0.275F, 0.120F, -0.320F, 0.008F, 0.011F, 0.0020F}, 53);
    add_pair(folds, {0.060F, -0.560F, 0.130F, -0.585F, 0.005F, 0.011F, 0.0016F}, 54);
    add_pair(folds, {0.066F, -0.600F, 0.136F, -0.610F, 0.005F, 0.010F, 0.0018F}, 55);
    return folds;
  }();
  const float side = x > 0 ? 1.0F : -1.0F;
  return fold_height(kFolds, x, y) + 0.0012F * noise({x * 14, y * 7, 3}) +
         0.0011F * bump(y, -0.60F, 0.13F) * wrinkle_height({0.25F * side, 6, 30, 5 + side}, x, y, 0) +
         0.0014F * smoothstep(-0.85F, -1.0F, y) * wrinkle_height({0.2F * side, 6, 30, 8 + side}, x, y, 0);
}

}  // namespace

GarmentCut cut_trousers(const GarmentSpec& spec) {
  GarmentCut cut;
  constexpr float kWaist = 0.190F, kHem = -1.030F, kCrotch = -0.265F;
  const auto colour = fabric_colour(spec.fabric, Weave::kTwill);
  const Outline waist = arc({-kWaist, 0}, {kWaist, 0}, -0.010F);
  // The inside of the back waistband shows above the front's dip.
  cut.sheets.push_back(patch(joined(arc({-kWaist, 0.001F}, {kWaist, 0.001F}, 0.004F),
                                    reversed(arc({-kWaist, -0.02F}, {kWaist, -0.02F}, -0.02F))),
                             colour));
  cut.sheets.back().shade = 0.62F;
  for (float side : {-1.0F, 1.0F}) {
    Outline leg = curve({{kWaist, -0.002F},
                         {0.205F, -0.10F},
                         {0.216F, -0.20F},
                         {0.206F, -0.38F},
                         {0.186F, -0.60F},
                         {0.180F, -0.82F},
                         {0.178F, kHem}});
    leg = joined(leg, arc({0.178F, kHem}, {0.052F, kHem + 0.002F}, 0.003F));
    leg = joined(leg, curve({{0.052F, kHem + 0.002F},
                             {0.044F, -0.80F},
                             {0.032F, -0.56F},
                             {0.010F, kCrotch - 0.03F},
                             {-0.003F, kCrotch}}));
    leg = joined(leg, {{-0.003F, -0.02F}, {0, -0.012F}});
    leg = wandering(leg, 0.0012F, 20 + side);
    Sheet sheet;
    sheet.outline = side > 0 ? leg : mirrored(leg);
    // Worn lighter along the front of the thigh, darker towards the seams.
    sheet.colour = [=](float x, float y) {
      const float worn = bump(std::abs(x) - 0.115F, 0, 0.075F) * bump(y, -0.42F, 0.34F);
      return colour(x, y) * (1.0F + 0.38F * worn);
    };
    sheet.relief = jeans_relief;
    sheet.volume = 0.020F;
    sheet.roundness = 0.030F;
    sheet.shadow = 0.22F;
    sheet.body = {{{0.178F * side, kHem + 0.02F},
                   {0.178F * side, kHem - 0.06F},
                   {0.052F * side, kHem - 0.06F},
                   {0.052F * side, kHem + 0.02F}}};
    const Outline hem{{0.178F * side, kHem}, {0.052F * side, kHem + 0.002F}};
    sheet.seams.push_back(stitches(hem, side > 0 ? -0.016F : 0.016F));
    const Outline pocket = curve({{side * 0.098F, -0.040F},
                                  {side * 0.112F, -0.078F},
                                  {side * 0.150F, -0.108F},
                                  {side * 0.207F, -0.122F}});
    sheet.seams.push_back({pocket, 0.0016F, 0.0010F, 0.60F});
    sheet.seams.push_back(stitches(pocket, side > 0 ? -0.005F : 0.005F));
    if (side > 0) {
      const Outline fly = curve({{0.036F, -0.040F}, {0.036F, -0.130F}, {0.024F, -0.175F}, {0.002F, -0.190F}});
      sheet.seams.push_back(stitches(fly, 0));
      sheet.seams.push_back({{{-0.001F, -0.04F}, {-0.001F, kCrotch}}, 0.0016F, 0.0010F, 0.62F});
    }
    cut.sheets.push_back(std::move(sheet));
  }
  cut.sheets.push_back(waistband(spec, Weave::kTwill, waist, 0.040F, true));
  for (float x : {-0.155F, -0.075F, 0.075F, 0.155F}) {
    const float y = -0.010F * (1 - x * x / (kWaist * kWaist)) * 1.0F;
    cut.sheets.push_back(patch({{x - 0.0065F, y + 0.004F},
                                {x + 0.0065F, y + 0.004F},
                                {x + 0.0065F, y - 0.048F},
                                {x - 0.0065F, y - 0.048F}},
                               colour));
  }
  cut.sheets.push_back(patch(ring({0.012F, -0.030F}, 0.0082F), [](float, float) {
    return linear({176, 150, 110});
  }));
  return cut;
}

GarmentCut cut_skirt(const GarmentSpec& spec) {
  GarmentCut cut;
  const auto colour = fabric_colour(spec.fabric, Weave::kWoven);
  Outline half{{0, -0.012F}};
  half = joined(half, arc({0, -0.012F}, {0.172F, -0.002F}, -0.002F));
  half = joined(half, curve({{0.172F, -0.002F}, {0.205F, -0.12F}, {0.252F, -0.32F}, {0.300F, -0.555F}}));
  half = joined(half, arc({0.300F, -0.555F}, {0, -0.600F}, 0.020F));
  Sheet skirt;
  skirt.outline = wandering(symmetric(half), 0.0025F, 31);
  skirt.colour = [=](float x, float y) { return colour(x / (1.0F - 0.9F * y), y); };
  skirt.relief = [](float x, float y) {
    // Pleats radiate from the waist.
    const float fan = x / (0.34F - y), open = smoothstep(-0.04F, -0.50F, y);
    const float wander = noise({fan * 5, y * 3, 5});
    return 0.0120F * open * std::sin(fan * 34.0F + 1.6F * wander) + 0.0010F * noise({x * 12, y * 8, 2});
  };
  skirt.volume = 0.022F;
  skirt.roundness = 0.030F;
  skirt.body = {{{0.290F, -0.52F}, {0.315F, -0.68F}, {-0.315F, -0.68F}, {-0.290F, -0.52F}}};
  cut.sheets.push_back(std::move(skirt));
  cut.sheets.push_back(
      waistband(spec, Weave::kWoven, arc({-0.172F, 0}, {0.172F, 0}, -0.012F), 0.034F, false));
  return cut;
}

GarmentCut cut_dress(const GarmentSpec& spec) {
  GarmentCut cut;
  const auto colour = fabric_colour(spec.fabric, Weave::kWoven);
  constexpr float kNeck = 0.088F, kDepth = 0.125F;
  Sheet inside =
      patch(joined(neckline(kNeck, 0.040F),
                   {{kNeck, -0.03F}, {0.07F, -kDepth - 0.02F}, {-0.07F, -kDepth - 0.02F}, {-kNeck, -0.03F}}),
            colour);
  inside.shade = 0.62F;
  cut.sheets.push_back(inside);
  const Outline front = neckline(kNeck, kDepth);
  Outline half(front.begin() + static_cast<std::ptrdiff_t>(front.size() / 2), front.end());
  const Outline hole = curve({{0.150F, -0.022F}, {0.145F, -0.10F}, {0.162F, -0.175F}, {0.205F, -0.225F}});
  half = joined(half, arc({kNeck, 0}, {0.150F, -0.022F}, 0.001F));
  half = joined(half, hole);
  half = joined(half, curve({{0.205F, -0.225F},
                             {0.180F, -0.330F},
                             {0.168F, -0.400F},
                             {0.200F, -0.520F},
                             {0.252F, -0.720F},
                             {0.292F, -0.950F}}));
  half = joined(half, arc({0.292F, -0.950F}, {0, -0.985F}, 0.016F));
  Sheet dress;
  dress.outline = wandering(symmetric(half), 0.0018F, 41);
  dress.colour = colour;
  std::vector<Fold> folds;
  add_pair(folds, {0.185F, -0.250F, 0.085F, -0.300F, 0.008F, 0.010F, 0.0018F}, 61);
  add_pair(folds, {0.160F, -0.380F, 0.060F, -0.345F, 0.006F, 0.010F, 0.0014F}, 62);
  dress.relief = [folds](float x, float y) {
    const float open = smoothstep(-0.41F, -0.90F, y), fan = x / (0.42F - std::min(y + 0.40F, 0.0F));
    const float wander = noise({fan * 5, y * 3, 15});
    return fold_height(folds, x, y) + 0.0115F * open * std::sin(fan * 30.0F + 1.8F * wander) +
           0.0011F * noise({x * 12, y * 8, 2});
  };
  dress.volume = 0.024F;
  dress.roundness = 0.034F;
  dress.body = {{{0.285F, -0.91F}, {0.305F, -1.06F}, {-0.305F, -1.06F}, {-0.285F, -0.91F}}};
  dress.seams.push_back({arc({-0.169F, -0.400F}, {0.169F, -0.400F}, -0.010F), 0.0014F, 0.0009F, 0.70F});
  for (const Outline& line : {hole, reversed(mirrored(hole)), front})
    dress.seams.push_back(stitches(line, -0.007F));
  cut.sheets.push_back(std::move(dress));
  return cut;
}

}  // namespace drape::render
