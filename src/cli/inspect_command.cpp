#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "cli/commands.h"
#include "cli/engine_settings.h"
#include "cli/file_io.h"
#include "cli/program.h"
#include "cli/report.h"
#include "garment/overlay.h"
#include "person/analyse.h"
#include "person/overlay.h"
#include "tryon/garment_photo.h"
#include "tryon/person_verdict.h"

namespace drape::cli {
namespace {

using Json = nlohmann::ordered_json;

struct InspectArguments {
  std::string file;
  std::string overlay;
  std::string mask;
  bool json = false;
  EngineSettings engine;
};

/// What was found, as one JSON object, and the picture that shows it (empty when there is nothing to show).
struct Finding {
  Json report;
  image::Image overlay;
  image::Plane mask;  ///< 0..1: the person's matte, or the garment's cut-out.
};

Json as_json(cv::Point2f point) {
  return Json::array({std::round(point.x), std::round(point.y)});
}

Json as_json(const std::vector<StageTime>& times) {
  Json stages = Json::array();
  for (const StageTime& time : times) stages.push_back({{"stage", time.name}, {"seconds", time.seconds}});
  return stages;
}

Json as_json(const person::Validation& validation) {
  Json details = Json::array();
  for (const person::Issue& issue : validation.issues) {
    details.push_back({{"code", issue.code},
                       {"severity", issue.severity == person::Severity::kError ? "error" : "warning"},
                       {"message", issue.message}});
  }
  return {{"is_valid", validation.is_valid()},
          {"details", details},
          {"supported_categories", validation.supported_categories}};
}

Result<Finding> inspect_person(const image::Image& picture, const vision::Vision& vision,
                               const tryon::TryOnEngine& engine) {
  auto validation = person::validate_person(picture, vision);
  if (!validation) return fail(validation.error());
  StageContext stages(std::nullopt, stage_progress());
  const auto model = person::analyse_person(picture, vision, stages);
  clear_progress();
  tryon::add_engine_verdict(*validation, model.map([](const auto& found) { return &found; }), engine);
  Finding finding;
  finding.report = as_json(*validation);
  if (!model) {
    finding.report["analysis_error"] = {{"code", model.error().code},
                                        {"message", model.error().public_text.value}};
    return finding;
  }
  Json points = Json::array();
  for (const vision::KeyPoint& point : model->pose.points) {
    points.push_back({{"at", as_json(point.position)}, {"visibility", point.visibility}});
  }
  finding.report["presence"] = model->presence;
  finding.report["shoulder_width"] = model->torso.shoulder_width;
  finding.report["torso_length"] = model->torso.length;
  finding.report["plain_background"] = model->plain_background;
  finding.report["waist"] = {{"seen", model->waist.seen}, {"certain", model->waist.certain}};
  finding.report["key_points"] = points;
  finding.report["stages"] = as_json(stages.times());
  finding.overlay = person::draw_overlay(*model);
  finding.mask = model->matte;
  return finding;
}

Json as_json(const garment::UpperLandmarks& upper) {
  Json sleeves = Json::array();
  for (const auto& sleeve : upper.sleeves) sleeves.push_back(sleeve ? Json(sleeve->length) : Json(nullptr));
  return {{"neck", {as_json(upper.neck[0]), as_json(upper.neck[1])}},
          {"shoulder_tip", {as_json(upper.shoulder_tip[0]), as_json(upper.shoulder_tip[1])}},
          {"armpit", {as_json(upper.armpit[0]), as_json(upper.armpit[1])}},
          {"hem_y", upper.hem_y},
          {"sleeve_lengths", sleeves}};
}

Result<Finding> inspect_garment(const image::Image& picture, const vision::Vision& vision,
                                const tryon::TryOnEngine& /*engine*/) {
  StageContext stages(std::nullopt, stage_progress());
  const auto model = tryon::analyse_garment_photo(picture, vision, stages);
  clear_progress();
  if (!model) return fail(model.error());
  Finding finding;
  finding.report = {{"category", garment::to_string(model->category)},
                    {"category_confidence", model->category_confidence},
                    {"cutout_confidence", model->cutout_confidence},
                    {"frontal", model->frontal},
                    {"box", {model->box.x, model->box.y, model->box.width, model->box.height}}};
  if (model->upper) finding.report["landmarks"] = as_json(*model->upper);
  finding.report["stages"] = as_json(stages.times());
  finding.overlay = garment::draw_overlay(picture, *model);
  finding.mask = model->alpha;
  return finding;
}

using Inspect = Result<Finding> (*)(const image::Image&, const vision::Vision&, const tryon::TryOnEngine&);

image::Image as_picture(const image::Plane& mask) {
  image::Mask grey;
  mask.convertTo(grey, CV_8U, 255);
  image::Image picture;
  cv::cvtColor(grey, picture, cv::COLOR_GRAY2RGB);
  return picture;
}

Status write_drawing(const std::string& path, const image::Image& drawing) {
  if (path.empty()) return {};
  if (drawing.empty()) return fail(Error::invalid("nothing_to_draw", "There is nothing to draw."));
  return write_picture(path, drawing);
}

Status inspect(const InspectArguments& arguments, int side_max, Inspect look) {
  const auto picture = read_picture(arguments.file, side_max);
  if (!picture) return fail(picture.error());
  const auto vision = open_vision(arguments.engine);
  if (!vision) return fail(vision.error());
  const auto finding = look(*picture, **vision, *open_engine(arguments.engine));
  if (!finding) return fail(finding.error());
  std::cout << finding->report.dump(arguments.json ? -1 : 2) << "\n";
  if (Status written = write_drawing(arguments.overlay, finding->overlay); !written) return written;
  return write_drawing(arguments.mask, finding->mask.empty() ? image::Image() : as_picture(finding->mask));
}

void add_subject(CLI::App& inspect_app, const std::string& name, Inspect look, int& exit_code) {
  auto arguments = std::make_shared<InspectArguments>();
  CLI::App* command = inspect_app.add_subcommand(name, "Show what the analysis sees in a " + name + " photo");
  command->add_option("file", arguments->file, "The photo")->required();
  command->add_flag("--json", arguments->json, "Print one line of JSON");
  command->add_option("--overlay", arguments->overlay, "Write the photo with the findings drawn on it");
  command->add_option("--mask", arguments->mask, "Write what was cut out, white on black");
  add_engine_settings(*command, arguments->engine);
  command->callback([arguments, name, look, &exit_code] {
    const EngineSettings& engine = arguments->engine;
    const int side_max = name == "person" ? engine.person_side_max : engine.garment_side_max;
    if (const auto done = inspect(*arguments, side_max, look); !done) {
      print_error(done.error());
      exit_code = kExitFailed;
    }
  });
}

}  // namespace

void add_inspect_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("inspect", "Show what the analysis sees in a photo");
  command->require_subcommand(1);
  add_subject(*command, "person", inspect_person, exit_code);
  add_subject(*command, "garment", inspect_garment, exit_code);
}

}  // namespace drape::cli
