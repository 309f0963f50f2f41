#pragma once

#include "person/label_solver.h"
#include "vision/body_parser.h"

namespace drape::person {

/// The size at which a parser's answer for a working picture is asked for: finer it has nothing to say.
cv::Size parsing_size(cv::Size working);

/// Adds what a body parser saw in the working picture to the priors of the parts, in place: evidence beside
/// geometry, so that it decides where it is sure and leaves its vague borders to colours and geometry.
void weigh_with_parser(PartPlanes& priors, const vision::ParsedBody& parsed);

}  // namespace drape::person
