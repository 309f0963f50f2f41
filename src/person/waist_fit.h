#pragma once

#include <vector>

#include "person/label_solver.h"
#include "person/waist_line.h"

namespace drape::person {

/// y of the waist line for each column of the working picture. Where colours tell the garments apart, columns
/// in which both are seen follow the parts' own boundary near the line; the rest, and ambiguous lines, follow
/// the line. REQUIRES: the line is not empty.
std::vector<float> fit_waist(const image::LabelMap& parts, const BodyGeometry& body, const WaistLine& line);

/// Working columns and rows -> the photo's.
std::vector<float> waist_in_photo(const std::vector<float>& working_y, const WorkingPicture& picture,
                                  int photo_width);

}  // namespace drape::person
