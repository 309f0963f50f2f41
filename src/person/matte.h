#pragma once

#include "person/label_solver.h"
#include "person/working_picture.h"

namespace drape::person {

/// The person's share of each pixel of `photo` (the analysed window at full resolution). `parts`: Part values
/// at the working scale. Away from the outline it is 0 or 1; in a band along it, wider at the hair, the pixel
/// is projected between the local foreground and background colours and the result follows the photo's edges.
image::Plane make_matte(const image::Image& photo, const WorkingPicture& picture,
                        const image::LabelMap& parts);

}  // namespace drape::person
