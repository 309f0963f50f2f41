#pragma once

#include <memory>

#include "tryon/engine.h"

namespace drape::tryon::geometric {

/// Dresses by geometry: the garment photo is cut along its landmarks, laid on the person's outline and
/// composed with what it reveals. No network, no randomness; the same input gives the same bytes. One recipe
/// for each kind of garment, from the legs upwards and from the skin outwards.
///
/// Fails with unsupported_garment (another category, two garments of one layer, a shape that is not
/// understood), garment_not_frontal, garment_too_short, a code of the person's photo
/// (person_requirements.h), or result_not_acceptable (the self-check).
[[nodiscard]] std::shared_ptr<const TryOnEngine> make_geometric_engine();

}  // namespace drape::tryon::geometric
