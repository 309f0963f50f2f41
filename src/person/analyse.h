#pragma once

#include "base/result.h"
#include "base/stage.h"
#include "person/person_model.h"

namespace drape::person {

/// The picture -> everything that the engine needs to know of the person. Fails with a code of the
/// validation (no_person, ...) when there is nobody to dress. Stages report their time to `stages`.
/// Deterministic. Thread safe.
[[nodiscard]] Result<PersonModel> analyse_person(const image::Image& image, const vision::Vision& vision,
                                                 StageContext& stages);

/// Is this a good photograph of one person in a suitable pose? Never fails for a reason of the picture: what
/// is wrong with it is in the issues. What can be tried on is for the engine to say
/// (tryon::add_engine_verdict). Thread safe.
[[nodiscard]] Result<Validation> validate_person(const image::Image& image, const vision::Vision& vision);

}  // namespace drape::person
