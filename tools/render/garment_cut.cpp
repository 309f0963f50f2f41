#include "render/garment_cut.h"

#include "render/colour.h"
#include "render/fabric.h"
#include "render/noise.h"

namespace drape::render {

float yarn(Weave weave, float x, float y) {
  switch (weave) {
    case Weave::kKnit:
      return 1.0F + 0.045F * noise({x * 950, y * 330, 1}) + 0.020F * noise({x * 60, y * 420, 2});
    case Weave::kRib:
      return 1.0F + 0.030F * noise({x * 900, y * 500, 3});
    case Weave::kWoven:
      return 1.0F + 0.030F * noise({x * 1100, y * 180, 4}) + 0.030F * noise({x * 180, y * 1100, 5});
    case Weave::kTwill: {
      const float a = (x + y) * 0.7071F, b = (x - y) * 0.7071F;
      return 1.0F + 0.085F * noise({a * 1000, b * 170, 6}) + 0.050F * noise({x * 40, y * 600, 7}) +
             0.030F * noise({x * 9, y * 9, 8});
    }
  }
  return 1;
}

std::function<Vec3(float, float)> fabric_colour(const Fabric& fabric, Weave weave, float print_y) {
  return [=](float x, float y) {
    ClothPoint at;
    at.u = x;
    at.v = y;
    at.print_x = x / 0.118F;
    at.print_y = (y - print_y) / 0.118F;
    return dyed(fabric, at, 0.0005F) * yarn(weave, x, y);
  };
}

Sheet maker_label(float y) {
  constexpr float kHalfWidth = 0.0215F, kHalfHeight = 0.0115F;
  Sheet sheet;
  sheet.outline = {{-kHalfWidth, y - kHalfHeight},
                   {kHalfWidth, y - kHalfHeight},
                   {kHalfWidth, y + kHalfHeight},
                   {-kHalfWidth, y + kHalfHeight}};
  sheet.colour = [](float x, float at_y) { return linear({238, 236, 230}) * yarn(Weave::kWoven, x, at_y); };
  sheet.volume = 0;
  sheet.thickness = 0.0008F;
  sheet.shadow = 0.25F;
  sheet.shade = 0.92F;
  // A sign of three waves and a line of small print.
  for (int i = 0; i < 3; ++i) {
    Outline wave;
    for (int k = 0; k <= 24; ++k) {
      const float t = static_cast<float>(k) / 24;
      wave.emplace_back(mix(-0.0085F, 0.0085F, t),
                        y + 0.0052F - 0.0032F * static_cast<float>(i) + 0.0011F * std::sin(12.566F * t));
    }
    sheet.seams.push_back({wave, 0.0009F, 0, 0.18F});
  }
  sheet.seams.push_back({{{-0.0115F, y - 0.0070F}, {0.0115F, y - 0.0070F}}, 0.0009F, 0, 0.45F, true});
  return sheet;
}

Seam stitches(const Outline& line, float distance) {
  return {shifted(line, distance), 0.0010F, 0.0004F, 0.80F, true};
}

}  // namespace drape::render
