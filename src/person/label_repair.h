#pragma once

#include "person/label_solver.h"
#include "person/sleeve_end.h"

namespace drape::person {

/// Everything that repairs look at.
struct RepairContext {
  const WorkingPicture& picture;
  const BodyGeometry& body;
  const ColourEvidence& evidence;
  const WaistLine& waist;
  const CoverEnds& sleeve_ends;
};

/// Rules on the solved parts, in place, that keep pieces of the old garment from being taken for the person
/// (and the other way round): where one shows in a try-on as a stray patch. In this order: arm pixels far
/// from the arm's path become neck, upper or lower by height;
void repair_stray_arms(image::LabelMap& parts, const RepairContext& context);
/// pale pixels (chroma far under the skin's) of arms and neckline are cloth;
void repair_pale_skin(image::LabelMap& parts, const RepairContext& context);
/// hair hanging over neck and chest that the neckline swallowed;
void repair_hanging_hair(image::LabelMap& parts, const RepairContext& context);
/// shade on the neck that was taken for hair although no strand leads to it;
void repair_neck_shade(image::LabelMap& parts, const RepairContext& context);
/// pieces of a light collar that were taken for hair although the head's hair is much darker;
void repair_light_hair(image::LabelMap& parts, const RepairContext& context);
/// remains of the old collar that were taken for neck;
void repair_collar(image::LabelMap& parts, const RepairContext& context);
/// patches of one garment at the other's edge that clearly have the other's colours;
void repair_garment_border(image::LabelMap& parts, const RepairContext& context);
/// on plain ground, pieces of the upper garment that the masks missed;
void repair_missed_garment(image::LabelMap& parts, const RepairContext& context);
/// the boundary of upper and lower clothes follows the waist line;
void repair_waist(image::LabelMap& parts, const RepairContext& context);
/// what lies between a sleeve's axis and the background beside it is sleeve, unless its colours are clearly
/// those of the lower clothes;
void repair_sleeves(image::LabelMap& parts, const RepairContext& context);
/// strands of hair on a sleeve that were taken for a bare arm are cloth: cloth lies between them and the
/// background;
void repair_hair_on_sleeves(image::LabelMap& parts, const RepairContext& context);
/// what lies farther from a bare arm's outer edge than an arm is wide, and may be cloth by its colours, is
/// cloth;
void repair_bare_arms(image::LabelMap& parts, const RepairContext& context);
/// what juts out from the outline of the lower clothes beside the waist and touches a sleeve is its flounce.
void repair_flounces(image::LabelMap& parts, const RepairContext& context);

void repair_labels(image::LabelMap& parts, const RepairContext& context);

/// Part values -> Label values: arms and hands get their sides.
image::LabelMap name_limbs(const image::LabelMap& parts, const BodyGeometry& body);

}  // namespace drape::person
