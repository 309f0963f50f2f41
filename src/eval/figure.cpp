#include "eval/figure.h"

#include <algorithm>
#include <array>

namespace drape::eval {
namespace {

using enum Figure;
using enum FigureGroup;
using enum Better;

constexpr std::array kAll = {
    FigureInfo{kRegionLabError, "region_lab_error", "Region Lab",
               "Mean CIE L*a*b* distance to the truth in the garment region.", kPicture, kLower, 1},
    FigureInfo{kShareOfUnchanged, "share_of_unchanged", "Of unchanged",
               "Region Lab as a share of the unchanged photo's: what is left of the change of clothes.",
               kPicture, kLower, 2},
    FigureInfo{kRegionSsim, "region_ssim", "Region SSIM", "Mean SSIM with the truth in the garment region.",
               kPicture, kHigher, 3},
    FigureInfo{kSsim, "ssim", "SSIM",
               "SSIM of the whole picture with the truth. No target: it rewards painting nothing.", kPicture,
               kHigher, 3},
    FigureInfo{kMsSsim, "ms_ssim", "MS-SSIM", "Multi-scale SSIM of the whole picture with the truth.",
               kPicture, kHigher, 3},
    FigureInfo{kSilhouetteIou, "silhouette_iou", "Silhouette",
               "Intersection over union of the worn garment with the truth's label.", kPicture, kHigher, 3},
    FigureInfo{kColourDifference, "colour_difference", "Colour",
               "CIEDE2000 between the palettes of garment photo and worn garment, shading removed.", kPicture,
               kLower, 1},
    FigureInfo{kPrintFidelity, "print_fidelity", "Print",
               "Normalised correlation of the print after alignment.", kPicture, kHigher, 3},
    FigureInfo{kSeam, "seam_visibility", "Seam",
               "Colour step across the border of the repainted region, away from the garment, over the "
               "photo's own step.",
               kPicture, kLower, 2},
    FigureInfo{kIdentityLargest, "identity_largest", "Outside, max",
               "Largest change of a channel outside the declared mask. Must be 0.", kIdentity, kLower, 0},
    FigureInfo{kIdentityMean, "identity_mean", "Outside, mean",
               "Mean change outside the declared mask. Must be 0.", kIdentity, kLower, 3},
    FigureInfo{kFaceChange, "face_change", "Face", "Mean change of the face, the declared mask included.",
               kIdentity, kLower, 2},
    FigureInfo{kHairChange, "hair_change", "Hair", "Mean change of the hair, the declared mask included.",
               kIdentity, kLower, 2},
    FigureInfo{kHandChange, "hand_change", "Hands", "Mean change of the hands, the declared mask included.",
               kIdentity, kLower, 2},
    FigureInfo{kSecondsTotal, "seconds_total", "Seconds, new", "Decoding, both analyses and the engine.",
               kCost, kLower, 2},
    FigureInfo{kSecondsEngine, "seconds_engine", "Seconds, cached",
               "The engine alone, with both analyses at hand.", kCost, kLower, 2},
    FigureInfo{kPeakMemory, "peak_memory_mb", "Peak MiB",
               "Largest resident size of the process during the case.", kCost, kLower, 0},
    FigureInfo{kForegroundIou, "foreground_iou", "Person",
               "IoU of everything but the background with the true labels.", kLabels, kHigher, 3},
    FigureInfo{kHeadIou, "head_iou", "Head", "IoU of hair, face and neck.", kLabels, kHigher, 3},
    FigureInfo{kArmsIou, "arms_iou", "Arms and hands", "IoU of arms and hands.", kLabels, kHigher, 3},
    FigureInfo{kUpperIou, "upper_iou", "Upper clothes", "IoU of the upper clothes.", kLabels, kHigher, 3},
    FigureInfo{kLowerIou, "lower_iou", "Lower clothes", "IoU of the lower clothes.", kLabels, kHigher, 3}};

}  // namespace

std::span<const FigureInfo> all_figures() {
  return kAll;
}

const FigureInfo& info_of(Figure figure) {
  return *std::find_if(kAll.begin(), kAll.end(),
                       [&](const FigureInfo& info) { return info.figure == figure; });
}

const FigureInfo* find_figure(std::string_view key) {
  const auto* found =
      std::find_if(kAll.begin(), kAll.end(), [&](const FigureInfo& info) { return info.key == key; });
  return found == kAll.end() ? nullptr : found;
}

}  // namespace drape::eval
