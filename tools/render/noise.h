#pragma once

#include <cstdint>

#include "render/vec.h"

namespace drape::render {

/// A pseudo-random number in 0..1 for three integers; the same on every machine.
float hash01(std::int32_t x, std::int32_t y, std::int32_t z);

/// Gradient noise (Perlin 2002) with period 1, about -1..1, smooth to the second derivative.
float noise(Vec3 p);

/// `octaves` of noise, each with half the amplitude and twice the frequency, about -1..1.
float fractal_noise(Vec3 p, int octaves);

/// Distance to the nearest of one random point a unit cell (Worley 1996), 0..about 1.2.
float cell_noise(Vec3 p);

}  // namespace drape::render
