#pragma once

#include "person/body_geometry.h"

namespace drape::person {

/// The persons in the picture and the one to dress.
struct FoundPersons {
  vision::PersonDetection chosen;  ///< The largest among the well visible.
  std::vector<vision::PersonDetection> all;
};

/// Fails with no_person when there is nobody, else as the networks do.
Result<FoundPersons> find_persons(const image::Image& photo, const vision::Vision& vision);

/// Face and hands of a posed person; what is not seen is absent. Fails as the networks do.
Result<Sightings> look_closely(const image::Image& photo, vision::Pose pose, const vision::Vision& vision);

}  // namespace drape::person
