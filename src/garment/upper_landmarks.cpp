#include "garment/upper_landmarks.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "garment/neck.h"
#include "garment/neckline.h"
#include "garment/sleeves.h"
#include "garment/torso.h"

namespace drape::garment {

UpperLandmarks find_upper_landmarks(const image::LabImage& lab, const Silhouette& shape,
                                    const Shoulders& shoulders) {
  const Neck neck = find_neck(shape, shoulders);

  UpperLandmarks landmarks;
  landmarks.axis_x = shape.axis_x;
  landmarks.neck = neck.base;
  landmarks.collar_height = neck.collar_height;
  landmarks.shoulder_tip = shoulders.tip;
  landmarks.armpit = shoulders.armpit;
  landmarks.sleeves = trace_sleeves(shape, shoulders);
  image::Mask body = shape.mask.clone();
  for (const auto& sleeve : landmarks.sleeves) {
    if (sleeve) body.setTo(0, sleeve->mask);
  }
  Torso torso = measure_torso(shape, body, shoulders);
  landmarks.hem_y = torso.hem_y;
  landmarks.sides = std::move(torso.sides);
  landmarks.front_neckline = find_front_neckline(lab, shape, neck);
  return landmarks;
}

}  // namespace drape::garment
