#include "render/folds.h"

#include "render/noise.h"

namespace drape::render {

float fold_height(const std::vector<Fold>& folds, float x, float y) {
  float sum = 0;
  for (const Fold& f : folds) {
    const float dx = f.to_x - f.from_x, dy = f.to_y - f.from_y;
    const float length2 = dx * dx + dy * dy, inverse = 1.0F / std::sqrt(length2);
    const float t = ((x - f.from_x) * dx + (y - f.from_y) * dy) / length2;
    if (t <= 0 || t >= 1) continue;
    const float offset = ((x - f.from_x) * -dy + (y - f.from_y) * dx) * inverse - f.sag * 4 * t * (1 - t);
    const float width = 1.25F * f.width * (0.70F + 0.7F * t);
    if (std::abs(offset) > 2.4F * width) continue;
    const float taper = smoothstep(0, 0.30F, t) * smoothstep(1, 0.35F, t);
    sum += f.height * taper * (bump(offset, 0, width) - 0.55F * bump(offset, -1.15F * width, 1.2F * width));
  }
  return sum;
}

void add_pair(std::vector<Fold>& folds, const Fold& fold, std::int32_t seed) {
  for (int side = 0; side < 2; ++side) {
    const auto vary = [&](int what, float amount) { return amount * (2 * hash01(seed, side, what) - 1); };
    const float sign = side == 0 ? 1.0F : -1.0F;
    Fold f = fold;
    f.from_x = sign * (fold.from_x + vary(1, 0.010F));
    f.to_x = sign * (fold.to_x + vary(2, 0.022F));
    f.from_y += vary(3, 0.014F);
    f.to_y += vary(4, 0.024F);
    f.sag = sign * (fold.sag + vary(5, 0.008F));
    f.width *= 1 + vary(6, 0.25F);
    f.height *= 1 + vary(7, 0.45F);
    folds.push_back(f);
  }
}

float wrinkle_height(const Wrinkles& w, float u, float v, float depth) {
  const float c = std::cos(w.angle), s = std::sin(w.angle);
  const float a = c * u + s * v, b = -s * u + c * v;
  const float drift = 0.55F * noise({a * w.along * 1.4F, b * w.across * 0.35F, depth * 5 + w.seed + 11});
  const float n = noise({a * w.along, b * w.across + drift, depth * 4 + w.seed});
  // Crests are narrower than the hollows between them.
  return 0.85F - 1.9F * std::sqrt(n * n + 0.02F);
}

}  // namespace drape::render
