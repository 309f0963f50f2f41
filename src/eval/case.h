#pragma once

#include <filesystem>
#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drape::eval {

/// What a pixel of a hand-made label picture shows.
enum class TrueClass { kOther, kBackground, kHead, kArms, kUpper, kLower, kDress, kLegs, kFeet };

/// The colours (RGB) that a data set's label pictures use for each class; a colour that is in none is kOther.
using LabelColours = std::map<TrueClass, std::vector<cv::Vec3b>>;

/// A label picture and how to read it.
struct LabelSource {
  std::filesystem::path file;
  LabelColours colours;
};

/// One try-on to measure.
struct Case {
  std::string name;  ///< Unique; letters, digits, '-', '_' and '.', so that it can name a folder.
  std::string kind;  ///< Cases of one kind are averaged.
  std::filesystem::path person;
  std::vector<std::filesystem::path> garments;  ///< At least one.
  std::optional<std::filesystem::path> truth;   ///< The person wearing exactly these garments.
  std::optional<LabelSource> person_labels;
  std::optional<LabelSource> truth_labels;  ///< Those of the person when the truth is the person's photo.

  /// The truth is the person's photo itself: measured fairly only when the garment is erased from it first.
  [[nodiscard]] bool is_paired() const { return truth && *truth == person; }
};

}  // namespace drape::eval
