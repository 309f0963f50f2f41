#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "image/image.h"
#include "person/person_model.h"
#include "vision/vision.h"

namespace drape::test {

/// Folder with photographs for tests (environment DRAPE_TEST_DATA, else beside the repository). May not
/// exist.
std::filesystem::path test_data();

/// The networks that the build imported, opened once, with the optional ones of the environment's
/// DRAPE_MODELS_STORE.
std::shared_ptr<const vision::Vision> shared_vision();

/// Pictures of a folder below test_data(), sorted; empty where it is missing.
std::vector<std::filesystem::path> pictures_in(const std::string& folder);

/// Throws when the file is no picture.
image::Image read_picture(const std::filesystem::path& file);
void write_picture(const std::filesystem::path& file, const image::Image& picture);

/// A photograph whose label map was drawn by others.
struct ParsedPhotograph {
  std::filesystem::path file;
  std::string collection;  ///< "full-body" or "parsed".
  image::Image photo;
  image::LabelMap truth;  ///< person::Label; arms and hands are both kLeftArm.
};

/// All photographs with label maps; empty where the folder is missing.
std::vector<ParsedPhotograph> parsed_photographs();

/// Intersection over union of classes between a label map and the truth, at 512 px height; nothing where the
/// truth shows less than 60 pixels of the class.
struct ClassScore {
  std::string name;
  std::optional<double> iou;
};
std::vector<ClassScore> score_labels(const image::LabelMap& labels, const image::LabelMap& truth);

}  // namespace drape::test
