#pragma once

#include "base/result.h"
#include "person/person_model.h"
#include "tryon/engine.h"

namespace drape::tryon {

/// Adds to the validation of a photo what the engine says of its analysis: the categories that can be tried
/// on, and why the others cannot. What stands in the way of tops stands in the way of everything and is an
/// error, the rest is a warning. `analysis`: the model, or why there is none. So a category is supported
/// exactly when the engine does not refuse garments of it for a reason of the photo.
void add_engine_verdict(person::Validation& validation, const Result<const person::PersonModel*>& analysis,
                        const TryOnEngine& engine);

}  // namespace drape::tryon
