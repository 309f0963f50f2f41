// Prints how well the label maps of photographs with drawn truth are met, and writes overlays of all
// photographs.
//   labels_eval [--labelled] [FOLDER_FOR_OVERLAYS [PART_OF_A_FILE_NAME]]
// --labelled: only the photographs with drawn truth. With DRAPE_MODELS_STORE in the environment the optional
// networks in that store are used.

#include <fmt/format.h>

#include <iostream>
#include <map>
#include <opencv2/imgproc.hpp>

#include "person/analyse.h"
#include "person/overlay.h"
#include "person/person_mask.h"
#include "person/person_measurements.h"
#include "photographs.h"

namespace {

using namespace drape;
using namespace drape::test;

struct Mean {
  double sum = 0;
  int count = 0;
  void add(double value) {
    sum += value;
    ++count;
  }
  [[nodiscard]] double value() const { return count == 0 ? 0 : sum / count; }
};

using Table = std::map<std::string, std::map<std::string, Mean>>;

std::string cell(const std::optional<double>& value) {
  return value ? fmt::format("{:>11.3f}", *value) : fmt::format("{:>11}", "-");
}

std::string verdict(const person::Validation& validation) {
  std::string text = validation.is_valid() ? "valid" : "REFUSED";
  for (const person::Issue& issue : validation.issues) {
    text += fmt::format(" {}{}", issue.code, issue.severity == person::Severity::kError ? "!" : "");
  }
  return text;
}

// Photo, overlay and cut-out side by side.
image::Image sheet(const person::PersonModel& model) {
  image::Image cut_out(model.image.size());
  const cv::Vec3f ground(190, 0, 190);
  for (int y = 0; y < cut_out.rows; ++y) {
    for (int x = 0; x < cut_out.cols; ++x) {
      const float share = model.matte(y, x);
      cut_out(y, x) = cv::Vec3b(cv::Vec3f(model.image(y, x)) * share + ground * (1 - share));
    }
  }
  image::Image all;
  cv::hconcat(std::vector<image::Image>{model.image, person::draw_overlay(model), cut_out}, all);
  return all;
}

std::optional<person::PersonModel> analyse(const std::filesystem::path& file, const image::Image& photo,
                                           std::map<std::string, Mean>& seconds) {
  StageContext stages;
  auto model = person::analyse_person(photo, *shared_vision(), stages);
  if (!model) {
    std::cout << fmt::format("{:<22} no analysis: {}\n", file.stem().string(), model.error().code);
    return std::nullopt;
  }
  for (const StageTime& time : stages.times()) seconds[time.name].add(time.seconds);
  return std::move(*model);
}

// What the validation measured, for calibrating its limits.
void print_measurements(const image::Image& photo) {
  const auto persons = person::find_persons(photo, *shared_vision());
  if (!persons) return;
  const auto pose = shared_vision()->estimate_pose(photo, persons->chosen);
  if (!pose) return;
  const person::PoseMeasurements m = person::measure_pose(*pose, photo.size());
  std::cout << fmt::format(
      "{:<22} presence {:.2f} torso {:.0f} px span {:.2f} upright {:.2f} thigh {:.2f} torso in frame {:.2f} "
      "shoulders {:.2f} "
      "hips {:.2f} crossing {:.2f} {:.2f} others {:.2f}\n",
      "", m.presence, m.torso_length_px, m.shoulder_span, m.hip_drop, m.thigh_drop, m.torso_in_frame,
      m.shoulder_visibility, m.hip_visibility, m.arm_crossing[0], m.arm_crossing[1],
      person::largest_other_person(*persons));
  person::Sightings sightings;
  sightings.pose = *pose;
  if (const auto face = shared_vision()->face_mesh(photo, *pose)) sightings.face = *face;
  const auto mask = person::find_person_mask(photo, *pose, *shared_vision());
  if (!mask) return;
  const person::PhotoMeasurements p = person::measure_photo(photo, sightings, *mask);
  std::cout << fmt::format(
      "{:<22} aspect {:.2f} brightest {:.0f} face {:.0f} burnt {:.2f} blur {:.2f} cover {:.2f}\n", "",
      p.aspect, p.brightest, p.face_lightness, p.burnt_share, p.blur, p.torso_cover);
}

void report(const std::filesystem::path& file, const image::Image& photo, const person::PersonModel* model) {
  const auto validation = person::validate_person(photo, *shared_vision());
  if (validation) std::cout << fmt::format("{:<22} {}\n", file.stem().string(), verdict(*validation));
  print_measurements(photo);
  if (model == nullptr) return;
  std::cout << fmt::format(
      "{:<22} sleeves {:.2f} {:.2f} front {:d} {:d} waist seen {:d} certain {:d} plain {:d}\n", "",
      model->arms[0].sleeve_end, model->arms[1].sleeve_end, model->arms[0].in_front_of_torso,
      model->arms[1].in_front_of_torso, model->waist.seen, model->waist.certain, model->plain_background);
}

void print_means(const Table& table) {
  for (const auto& [collection, classes] : table) {
    std::cout << fmt::format("\n{:<10}", collection);
    for (const auto& [name, mean] : classes) std::cout << fmt::format(" {} {:.3f} ", name, mean.value());
  }
  std::cout << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const bool labelled_only = argc > 1 && std::string_view(argv[1]) == "--labelled";
  if (labelled_only) {
    --argc;
    ++argv;
  }
  const std::filesystem::path folder = argc > 1 ? argv[1] : "";
  if (!folder.empty()) std::filesystem::create_directories(folder);
  const std::string wanted = argc > 2 ? argv[2] : "";
  const auto is_wanted = [&](const std::filesystem::path& file) {
    return file.string().find(wanted) != std::string::npos;
  };
  const auto save = [&](const std::filesystem::path& file, const person::PersonModel& model) {
    if (folder.empty()) return;
    const std::string collection = file.parent_path().parent_path().filename().string();
    write_picture(folder / (collection + "-" + file.stem().string() + ".png"), sheet(model));
  };
  Table table;
  std::map<std::string, Mean> seconds;
  for (const ParsedPhotograph& photograph : parsed_photographs()) {
    if (!is_wanted(photograph.file)) continue;
    const auto model = analyse(photograph.file, photograph.photo, seconds);
    report(photograph.file, photograph.photo, model ? &*model : nullptr);
    if (!model) continue;
    std::cout << fmt::format("{:<12}", photograph.file.stem().string());
    for (const ClassScore& score : score_labels(model->labels, photograph.truth)) {
      std::cout << " " << score.name << cell(score.iou).substr(5);
      if (!score.iou) continue;
      table[photograph.collection][score.name].add(*score.iou);
      table["together"][score.name].add(*score.iou);
    }
    std::cout << "\n";
    save(photograph.file, *model);
  }
  for (const std::string other : {"pairs/person", "persons-misc"}) {
    if (labelled_only) continue;
    for (const std::filesystem::path& file : pictures_in(other)) {
      if (!is_wanted(file)) continue;
      const image::Image photo = read_picture(file);
      const auto model = analyse(file, photo, seconds);
      report(file, photo, model ? &*model : nullptr);
      if (model) save(file, *model);
    }
  }
  print_means(table);
  double total = 0;
  for (const auto& [stage, mean] : seconds) {
    std::cout << fmt::format("{:<20} {:.3f} s\n", stage, mean.value());
    total += mean.value();
  }
  std::cout << fmt::format("{:<20} {:.3f} s\n", "total", total);
  return 0;
}
