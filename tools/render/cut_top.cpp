#include <array>

#include "render/colour.h"
#include "render/folds.h"
#include "render/garment_cut.h"
#include "render/noise.h"

namespace drape::render {
namespace {

using cv::Point2f;

/// A top's right half in metres; y down is negative.
struct Draft {
  Point2f neck, tip, armpit, waist, corner;    ///< corner: of hem and side.
  float hem;                                   ///< Height of the hem in the middle.
  float front_depth, back_depth;               ///< Of the neckline.
  Point2f elbow, cuff_out, cuff_in, elbow_in;  ///< Sleeve; unused when sleeveless.
  float rib;                                   ///< Width of the band at the neck.
  Weave weave;
};

Draft draft_for(GarmentKind kind) {
  switch (kind) {
    case GarmentKind::kLongSleeve:
      return {{0.088F, 0},
              {0.196F, -0.036F},
              {0.218F, -0.222F},
              {0.205F, -0.400F},
              {0.219F, -0.640F},
              -0.652F,
              0.092F,
              0.020F,
              {0.318F, -0.262F},
              {0.392F, -0.566F},
              {0.308F, -0.588F},
              {0.232F, -0.330F},
              0.017F,
              Weave::kKnit};
    case GarmentKind::kSleeveless:
      return {{0.083F, 0},
              {0.134F, -0.018F},
              {0.212F, -0.232F},
              {0.192F, -0.390F},
              {0.216F, -0.640F},
              -0.652F,
              0.152F,
              0.060F,
              {},
              {},
              {},
              {},
              0.012F,
              Weave::kKnit};
    case GarmentKind::kShirt:
      return {{0.070F, 0},
              {0.212F, -0.050F},
              {0.240F, -0.252F},
              {0.232F, -0.430F},
              {0.243F, -0.655F},
              -0.735F,
              0.072F,
              0.010F,
              {0.345F, -0.300F},
              {0.420F, -0.612F},
              {0.318F, -0.632F},
              {0.250F, -0.372F},
              0.0F,
              Weave::kWoven};
    default:
      return {{0.090F, 0},
              {0.214F, -0.044F},
              {0.238F, -0.232F},
              {0.230F, -0.430F},
              {0.240F, -0.672F},
              -0.684F,
              0.092F,
              0.020F,
              {0.288F, -0.108F},
              {0.352F, -0.202F},
              {0.262F, -0.300F},
              {0.250F, -0.262F},
              0.019F,
              Weave::kKnit};
  }
}

bool has_sleeves(GarmentKind kind) {
  return kind != GarmentKind::kSleeveless;
}
bool is_long(GarmentKind kind) {
  return kind == GarmentKind::kLongSleeve || kind == GarmentKind::kShirt;
}

float neck_power(GarmentKind kind) {
  return kind == GarmentKind::kSleeveless ? 2.35F : 2.0F;
}

Outline armhole(const Draft& d, GarmentKind kind) {
  if (kind == GarmentKind::kSleeveless) {
    return curve({d.tip,
                  {d.tip.x - 0.004F, -0.080F},
                  {d.tip.x + 0.006F, -0.150F},
                  {d.tip.x + 0.034F, -0.205F},
                  d.armpit});
  }
  const Point2f inner{d.tip.x - 0.006F, mix(d.tip.y, d.armpit.y, 0.55F)};
  return curve({d.tip, inner, {mix(inner.x, d.armpit.x, 0.35F), mix(inner.y, d.armpit.y, 0.62F)}, d.armpit});
}

// The front opening from left to right. A shirt's is the V between the collar's leaves.
Outline front_neckline(const Draft& d, GarmentKind kind) {
  if (kind == GarmentKind::kShirt)
    return {{-d.neck.x, 0}, {-0.050F, -0.020F}, {0, -d.front_depth}, {0.050F, -0.020F}, {d.neck.x, 0}};
  return neckline(d.neck.x, d.front_depth, neck_power(kind));
}

Outline body_outline(const Draft& d, GarmentKind kind) {
  const Outline front = front_neckline(d, kind);
  Outline half(front.begin() + static_cast<std::ptrdiff_t>(front.size() / 2), front.end());
  const Outline shoulder = arc(d.neck, d.tip, kind == GarmentKind::kSleeveless ? 0.001F : 0.0045F);
  half = joined(half, shoulder);
  half = joined(half, armhole(d, kind));
  half = joined(half, curve({d.armpit,
                             d.waist,
                             {mix(d.waist.x, d.corner.x, 0.6F), mix(d.waist.y, d.corner.y, 0.6F)},
                             d.corner}));
  const Outline hem = kind == GarmentKind::kShirt ? curve({d.corner,
                                                           {0.205F, d.corner.y - 0.026F},
                                                           {0.130F, d.hem + 0.010F},
                                                           {0.050F, d.hem},
                                                           {0, d.hem}})
                                                  : arc(d.corner, {0, d.hem}, 0.0035F);
  return wandering(symmetric(joined(half, hem)), 0.0012F, 3);
}

Outline sleeve_outline(const Draft& d, GarmentKind kind) {
  const Point2f root_out{d.tip.x - 0.030F, d.tip.y + 0.006F},
      root_in{d.armpit.x - 0.030F, d.armpit.y - 0.012F};
  Outline outer, inner;
  if (is_long(kind)) {
    outer = curve({root_out, d.tip, {d.tip.x + 0.052F, d.tip.y - 0.052F}, d.elbow, d.cuff_out});
    inner = curve({d.cuff_in, d.elbow_in, {d.armpit.x + 0.003F, d.armpit.y - 0.012F}, root_in});
  } else {
    outer = curve({root_out, d.tip, d.elbow, d.cuff_out});
    inner = curve({d.cuff_in, d.elbow_in, {d.armpit.x - 0.002F, d.armpit.y}, root_in});
  }
  Outline all = joined(outer, arc(d.cuff_out, d.cuff_in, is_long(kind) ? 0.004F : 0.005F));
  return wandering(joined(all, inner), 0.0012F, 9);
}

std::vector<Fold> body_folds(const Draft& d, bool soft) {
  std::vector<Fold> folds;
  const float h = soft ? 1.0F : 1.25F;
  const auto pair = [&](const Fold& f, std::int32_t seed) { add_pair(folds, f, seed); };
  pair({d.armpit.x - 0.012F, d.armpit.y + 0.010F, 0.075F, d.armpit.y - 0.090F, 0.012F, 0.011F, 0.0022F * h},
       41);
  pair({d.armpit.x - 0.018F, d.armpit.y - 0.020F, 0.105F, d.armpit.y - 0.170F, 0.014F, 0.012F, 0.0026F * h},
       42);
  pair({d.armpit.x - 0.030F, d.armpit.y - 0.060F, 0.135F, d.armpit.y - 0.260F, 0.010F, 0.014F, 0.0022F * h},
       43);
  pair({0.100F, -0.080F, 0.125F, -0.220F, 0.004F, 0.014F, 0.0014F * h}, 44);
  pair({0.070F, -0.360F, 0.085F, -0.600F, 0.006F, 0.018F, 0.0020F * h}, 45);
  pair({0.150F, -0.420F, 0.165F, -0.640F, -0.006F, 0.016F, 0.0024F * h}, 46);
  pair({0.015F, -0.440F, 0.025F, -0.620F, 0.004F, 0.016F, 0.0014F * h}, 47);
  pair({d.waist.x - 0.004F, d.waist.y + 0.020F, 0.110F, d.waist.y - 0.020F, -0.008F, 0.011F, 0.0016F * h},
       48);
  return folds;
}

float sleeve_relief(const Draft& d, GarmentKind kind, float x, float y) {
  const float side = x > 0 ? 1.0F : -1.0F, ax = std::abs(x);
  const Point2f way = (kind == GarmentKind::kTee ? d.cuff_out - d.tip : d.cuff_out - d.elbow);
  const float angle = std::atan2(way.y, way.x);
  float h = 0.0010F * noise({x * 22, y * 12, 4});
  if (is_long(kind)) {
    // Cloth is pushed together at the elbow and above the cuff.
    const float elbow =
        bump(length(ax - mix(d.elbow.x, d.elbow_in.x, 0.6F), (y - d.elbow_in.y) * 0.8F), 0, 0.11F);
    const float cuff = bump(length(ax - d.cuff_in.x, y - d.cuff_in.y - 0.08F), 0, 0.11F);
    h += (0.0018F * elbow + 0.0014F * cuff) * wrinkle_height({angle + 0.95F, 7, 34, 5 + side}, ax, y, side);
    h += 0.0010F * wrinkle_height({angle + 0.15F, 4, 24, 9 + side}, ax, y, side);
  } else {
    h += 0.0013F * wrinkle_height({angle + 0.25F, 5, 22, 13 + side}, ax, y, side);
  }
  return h;
}

void add_sleeves(const GarmentSpec& spec, const Draft& d, GarmentCut& cut) {
  const Outline outline = sleeve_outline(d, spec.kind);
  const Outline cuff = arc(d.cuff_out, d.cuff_in, is_long(spec.kind) ? 0.004F : 0.005F);
  // Stripes and checks run across the sleeve.
  const Point2f way = is_long(spec.kind) ? d.cuff_out - d.elbow : d.cuff_out - d.tip;
  const float length_of_way = static_cast<float>(cv::norm(way));
  const Point2f down = way * (1.0F / length_of_way), across{-down.y, down.x};
  const auto colour = fabric_colour(spec.fabric, d.weave);
  const Outline whole = body_outline(d, spec.kind);
  for (float side : {1.0F, -1.0F}) {
    Sheet sheet;
    sheet.outline = side > 0 ? outline : mirrored(outline);
    const Point2f tip = d.tip;
    sheet.colour = [=](float x, float y) {
      const Point2f r = Point2f(side * x, y) - tip;
      return colour(r.dot(across) + 0.013F, tip.y - r.dot(down));
    };
    sheet.relief = [d, kind = spec.kind](float x, float y) { return sleeve_relief(d, kind, x, y); };
    sheet.volume = 0.034F;
    sheet.roundness = 0.034F;
    const Point2f beyond = down * 0.06F;
    const Outline open_end{d.cuff_out, d.cuff_out + beyond, d.cuff_in + beyond, d.cuff_in};
    sheet.body = {whole, side > 0 ? open_end : mirrored(open_end)};
    const Outline end = side > 0 ? cuff : mirrored(cuff);
    const float inwards = side > 0 ? -1.0F : 1.0F;
    if (spec.kind == GarmentKind::kShirt) {
      sheet.seams.push_back({shifted(end, inwards * 0.058F), 0.0014F, 0.0008F, 0.72F});
      sheet.seams.push_back(stitches(end, inwards * 0.052F));
      sheet.seams.push_back(stitches(end, inwards * 0.006F));
    } else {
      sheet.seams.push_back(stitches(end, inwards * 0.018F));
      sheet.seams.push_back(stitches(end, inwards * 0.021F));
    }
    cut.sheets.push_back(std::move(sheet));
  }
}

// What is seen through the neck hole: the inside of the back, its band and the maker's label.
void add_inside(const GarmentSpec& spec, const Draft& d, GarmentCut& cut) {
  const Outline back = neckline(d.neck.x, d.back_depth, neck_power(spec.kind));
  Sheet inside;
  inside.outline = joined(back, {{d.neck.x + 0.004F, -0.020F},
                                 {d.neck.x * 0.8F, -d.front_depth - 0.02F},
                                 {-d.neck.x * 0.8F, -d.front_depth - 0.02F},
                                 {-d.neck.x - 0.004F, -0.020F}});
  Fabric lining = spec.fabric;
  if (lining.pattern == Pattern::kPrint) lining.pattern = Pattern::kPlain;
  inside.colour = fabric_colour(lining, d.weave);
  inside.shade = 0.66F;
  inside.volume = 0.002F;
  inside.shadow = 0.15F;
  cut.sheets.push_back(inside);
  if (d.rib <= 0) return;
  Sheet band;
  band.outline = strip(back, -d.rib);
  band.colour = [fabric = lining](float x, float y) {
    const Vec3 base = linear(fabric.pattern == Pattern::kStripes ? fabric.second : fabric.colour);
    return base * yarn(Weave::kRib, x, y) * (0.97F + 0.035F * std::sin(x * 2100));
  };
  band.shade = 0.80F;
  band.volume = 0.001F;
  band.roundness = 0.005F;
  band.shadow = 0.20F;
  cut.sheets.push_back(band);
  if (spec.kind != GarmentKind::kSleeveless)
    cut.sheets.push_back(maker_label(-d.back_depth - d.rib - 0.0125F));
}

void add_neck_band(const GarmentSpec& spec, const Draft& d, GarmentCut& cut) {
  const Outline front = front_neckline(d, spec.kind);
  Sheet band;
  band.outline = strip(front, -d.rib);
  const bool ribbed = spec.kind != GarmentKind::kSleeveless;
  const Vec3 base =
      linear(spec.fabric.pattern == Pattern::kStripes ? spec.fabric.second : spec.fabric.colour);
  band.colour = [=, depth = d.front_depth](float x, float y) {
    const float angle = std::atan2(x, -y + 0.3F * depth);
    return base * yarn(Weave::kRib, x, y) * (ribbed ? 0.965F + 0.045F * std::sin(angle * 190) : 1.0F);
  };
  band.volume = 0.0016F;
  band.roundness = 0.005F;
  band.thickness = 0.0012F;
  band.shadow = 0.34F;
  if (!ribbed) band.seams.push_back(stitches(front, -d.rib * 0.55F));
  // The band ends at the shoulder seam.
  for (Point2f& p : band.outline) {
    const float past = std::max(std::abs(p.x) - d.neck.x, 0.0F) / (d.tip.x - d.neck.x);
    p.y = std::min(p.y, mix(0.0F, d.tip.y, past) + 0.0015F);
  }
  cut.sheets.push_back(band);
}

void add_body(const GarmentSpec& spec, const Draft& d, GarmentCut& cut) {
  Sheet body;
  body.outline = body_outline(d, spec.kind);
  const float middle_of_print = -0.265F;
  body.colour = fabric_colour(spec.fabric, d.weave, middle_of_print);
  body.relief = [folds = body_folds(d, spec.kind != GarmentKind::kShirt)](float x, float y) {
    const float lower = smoothstep(-0.30F, -0.66F, y);
    return fold_height(folds, x, y) + 0.0016F * noise({x * 9, y * 6, 2}) +
           0.0009F * lower * wrinkle_height({1.52F, 3, 17, 4}, x, y, 0);
  };
  body.volume = 0.034F;
  body.roundness = 0.034F;
  // The hem is an open end: the bulge does not close there.
  body.body = {{{d.corner.x, d.corner.y + 0.02F},
                {d.corner.x, d.hem - 0.06F},
                {-d.corner.x, d.hem - 0.06F},
                {-d.corner.x, d.corner.y + 0.02F}}};
  if (has_sleeves(spec.kind)) {
    const Outline sleeve = sleeve_outline(d, spec.kind);
    body.body.push_back(sleeve);
    body.body.push_back(mirrored(sleeve));
  }
  const Outline right_armhole = armhole(d, spec.kind);
  if (has_sleeves(spec.kind)) {
    body.shadow = 0.10F;
    for (const Outline& hole : {right_armhole, mirrored(right_armhole)})
      body.seams.push_back({hole, 0.0016F, 0.0010F, 0.84F});
  } else {
    for (const Outline& hole : {right_armhole, reversed(mirrored(right_armhole))})
      body.seams.push_back(stitches(hole, -0.009F));
  }
  Outline hem;
  if (spec.kind == GarmentKind::kShirt) {
    const Outline half = curve(
        {d.corner, {0.205F, d.corner.y - 0.026F}, {0.130F, d.hem + 0.010F}, {0.050F, d.hem}, {0, d.hem}});
    hem = joined(half, reversed(mirrored(half)));
    body.seams.push_back(stitches(hem, -0.008F));
  } else {
    hem = {
        d.corner, {0.10F, d.hem + 0.002F}, {0, d.hem}, {-0.10F, d.hem + 0.002F}, {-d.corner.x, d.corner.y}};
    hem = curve(hem);
    body.seams.push_back(stitches(hem, -0.020F));
    body.seams.push_back(stitches(hem, -0.0235F));
  }
  cut.sheets.push_back(std::move(body));
}

// Collar leaves, stand, placket with buttons, yoke and pocket.
void add_shirt_details(const GarmentSpec& spec, const Draft& d, GarmentCut& cut) {
  const auto colour = fabric_colour(spec.fabric, d.weave);
  Sheet& body = cut.sheets.back();
  for (float side : {1.0F, -1.0F}) {
    body.seams.push_back({{{side * 0.083F, -0.052F}, {side * 0.150F, -0.066F}, {side * 0.207F, -0.088F}},
                          0.0012F,
                          0.0006F,
                          0.80F});
  }
  Sheet pocket;
  const float px = 0.118F, py = -0.205F;
  pocket.outline = {{px - 0.052F, py},
                    {px + 0.052F, py},
                    {px + 0.052F, py - 0.098F},
                    {px, py - 0.122F},
                    {px - 0.052F, py - 0.098F}};
  pocket.colour = [=](float x, float y) { return colour(x, y); };
  pocket.volume = 0.0012F;
  pocket.roundness = 0.008F;
  pocket.thickness = 0.0009F;
  pocket.shadow = 0.22F;
  pocket.seams.push_back(
      {{{px - 0.052F, py - 0.022F}, {px + 0.052F, py - 0.022F}}, 0.0010F, 0.0004F, 0.82F, true});
  cut.sheets.push_back(pocket);

  Sheet placket;
  placket.outline = {{-0.0165F, -d.front_depth - 0.001F},
                     {0.0165F, -d.front_depth + 0.020F},
                     {0.0165F, d.hem + 0.0010F},
                     {-0.0165F, d.hem + 0.0010F}};
  placket.colour = [=](float x, float y) { return colour(x, y); };
  placket.volume = 0.0010F;
  placket.roundness = 0.006F;
  placket.thickness = 0.0009F;
  placket.shadow = 0.26F;
  placket.seams.push_back(stitches({{-0.0165F, -0.06F}, {-0.0165F, d.hem}}, 0.005F));
  placket.seams.push_back(stitches({{0.0165F, -0.06F}, {0.0165F, d.hem}}, -0.005F));
  cut.sheets.push_back(placket);
  for (int i = 0; i < 7; ++i) {
    const Point2f at{0, -d.front_depth - 0.022F - 0.090F * static_cast<float>(i)};
    Sheet button;
    for (int k = 0; k < 28; ++k) {
      const float a = 6.2831853F * static_cast<float>(k) / 28;
      button.outline.push_back(at + Point2f(0.0056F * std::cos(a), 0.0056F * std::sin(a)));
    }
    button.colour = [second = linear(spec.fabric.second)](float, float) { return second; };
    button.volume = 0.0016F;
    button.roundness = 0.0022F;
    button.shadow = 0.45F;
    for (float dx : {-0.0012F, 0.0012F}) {
      button.seams.push_back(
          {{at + Point2f(dx, -0.0012F), at + Point2f(dx, -0.0004F)}, 0.0011F, 0.0004F, 0.45F});
      button.seams.push_back(
          {{at + Point2f(dx, 0.0006F), at + Point2f(dx, 0.0014F)}, 0.0011F, 0.0004F, 0.45F});
    }
    cut.sheets.push_back(button);
  }
}

void add_shirt_collar(const GarmentSpec& spec, const Draft& d, GarmentCut& cut) {
  const auto colour = fabric_colour(spec.fabric, d.weave);
  for (float side : {1.0F, -1.0F}) {
    Sheet leaf;
    Outline outline = arc({0.0055F, -d.front_depth + 0.004F}, {0.064F, -0.122F}, -0.003F);
    outline = joined(outline, arc({0.064F, -0.122F}, {0.099F, -0.018F}, 0.004F));
    outline =
        joined(outline, curve({{0.099F, -0.018F}, {0.092F, 0.016F}, {0.070F, 0.037F}, {0.052F, 0.043F}}));
    outline = joined(
        outline,
        curve({{0.052F, 0.043F}, {0.040F, 0.012F}, {0.022F, -0.040F}, {0.0055F, -d.front_depth + 0.004F}}));
    leaf.outline = side > 0 ? outline : mirrored(outline);
    leaf.colour = [=](float x, float y) {
      return colour(side * x * 0.87F + y * 0.5F, y * 0.87F - side * x * 0.5F);
    };
    leaf.volume = 0.0060F;
    leaf.roundness = 0.012F;
    leaf.thickness = 0.0016F;
    leaf.shadow = 0.42F;
    const Outline edge = joined(arc({0.0055F, -d.front_depth + 0.004F}, {0.064F, -0.122F}, -0.003F),
                                arc({0.064F, -0.122F}, {0.099F, -0.018F}, 0.004F));
    leaf.seams.push_back(side > 0 ? stitches(edge, 0.006F) : stitches(mirrored(edge), -0.006F));
    cut.sheets.push_back(std::move(leaf));
  }
}

// The back of the collar, seen from inside above the shirt's back.
void add_collar_back(const GarmentSpec& spec, const Draft& d, GarmentCut& cut) {
  Sheet fall;
  fall.outline = joined(arc({-0.088F, 0.012F}, {0.088F, 0.012F}, -0.014F),
                        joined(curve({{0.088F, 0.012F}, {0.080F, 0.032F}, {0.060F, 0.044F}}),
                               joined(arc({0.060F, 0.044F}, {-0.060F, 0.044F}, -0.006F),
                                      curve({{-0.060F, 0.044F}, {-0.080F, 0.032F}, {-0.088F, 0.012F}}))));
  fall.colour = fabric_colour(spec.fabric, d.weave);
  fall.shade = 0.84F;
  fall.volume = 0.003F;
  fall.roundness = 0.010F;
  cut.sheets.push_back(fall);
  Sheet stand;
  stand.outline = joined(arc({-0.062F, 0.034F}, {0.062F, 0.034F}, -0.012F),
                         joined(arc({0.062F, 0.034F}, {0.064F, -0.010F}, 0.004F),
                                joined(arc({0.064F, -0.010F}, {-0.064F, -0.010F}, 0.010F),
                                       arc({-0.064F, -0.010F}, {-0.062F, 0.034F}, 0.004F))));
  stand.colour = fabric_colour(spec.fabric, d.weave);
  stand.shade = 0.74F;
  stand.volume = 0.002F;
  stand.roundness = 0.008F;
  stand.shadow = 0.25F;
  cut.sheets.push_back(stand);
  cut.sheets.push_back(maker_label(0.004F));
}

}  // namespace

GarmentCut cut_top(const GarmentSpec& spec) {
  const Draft d = draft_for(spec.kind);
  GarmentCut cut;
  cut.top = TopLandmarks{d.neck,        d.tip,
                         d.armpit,      has_sleeves(spec.kind) ? (d.cuff_out + d.cuff_in) * 0.5F : d.tip,
                         d.front_depth, d.hem};
  add_inside(spec, d, cut);
  if (spec.kind == GarmentKind::kShirt) add_collar_back(spec, d, cut);
  if (has_sleeves(spec.kind)) add_sleeves(spec, d, cut);
  add_body(spec, d, cut);
  if (spec.kind == GarmentKind::kShirt) {
    add_shirt_details(spec, d, cut);
    add_shirt_collar(spec, d, cut);
  } else {
    add_neck_band(spec, d, cut);
  }
  return cut;
}

}  // namespace drape::render
