#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>

namespace drape::vision {

/// What a pixel of a person photo shows. Left and right are the person's own.
enum class Label : unsigned char {
  kBackground = 0,
  kHair,
  kFace,
  kNeck,
  kLeftArm,
  kRightArm,
  kLeftHand,
  kRightHand,
  kUpperClothes,
  kLowerClothes,
  kLegs,
  kFeet,
  kCount
};

inline constexpr std::size_t kLabelCount = static_cast<std::size_t>(Label::kCount);

using LabelSet = std::bitset<kLabelCount>;

/// The labels' names in files, in the order of the labels.
inline constexpr std::array<std::string_view, kLabelCount> kLabelNames = {
    "background", "hair",       "face",          "neck",          "left_arm", "right_arm",
    "left_hand",  "right_hand", "upper_clothes", "lower_clothes", "legs",     "feet"};

/// The label of a name; nothing for any other text.
[[nodiscard]] constexpr std::optional<Label> label_named(std::string_view name) {
  for (std::size_t i = 0; i < kLabelCount; ++i) {
    if (kLabelNames[i] == name) return static_cast<Label>(i);
  }
  return std::nullopt;
}

}  // namespace drape::vision
