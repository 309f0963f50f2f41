#pragma once

#include "person/working_picture.h"

namespace drape::person {

/// Labels at the photo's resolution with edges that follow the photo: joint bilateral upsampling (Kopf et al.
/// 2007) of the working labels, where they change; person against background is what the matte says.
/// `photo`: the analysed window; `labels`: Label values, working size; `matte`: size of `photo`.
image::LabelMap upsample_labels(const image::Image& photo, const WorkingPicture& picture,
                                const image::LabelMap& labels, const image::Plane& matte);

}  // namespace drape::person
