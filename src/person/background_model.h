#pragma once

#include "image/image.h"

namespace drape::person {

/// The ground behind the person as a smooth plate of colour.
struct BackgroundModel {
  cv::Mat3f plate;              ///< Stretched Lab; empty when the picture shows no sure background.
  cv::Vec3f deviation;          ///< Of the background around the plate, for each channel.
  image::Plane log_likelihood;  ///< Weak everywhere on cluttered grounds.
  bool plain = false;           ///< Studio wall, sky, ...: the plate explains nearly all of the background.
};

/// `lab` stretched; `mask` is the person's probability.
BackgroundModel fit_background(const cv::Mat3f& lab, const image::Plane& mask);

}  // namespace drape::person
