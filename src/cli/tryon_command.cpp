#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/engine_settings.h"
#include "cli/file_io.h"
#include "cli/program.h"
#include "cli/report.h"
#include "cli/setting.h"

namespace drape::cli {
namespace {

struct TryOnArguments {
  std::string person;
  std::vector<std::string> garments;
  std::string out;
  std::string mask_out;
  std::vector<std::string> categories;   ///< One for all garments, or one for each; empty: none.
  std::vector<std::string> photo_types;  ///< The same.
  bool json = false;
  EngineSettings engine;
};

nlohmann::ordered_json as_json(const std::vector<StageTime>& times) {
  nlohmann::ordered_json stages = nlohmann::ordered_json::array();
  for (const StageTime& time : times) stages.push_back({{"stage", time.name}, {"seconds", time.seconds}});
  return stages;
}

void print_times(const TryOnArguments& arguments, const tryon::TryOnResult& result,
                 const std::vector<StageTime>& times, double seconds) {
  if (arguments.json) {
    const nlohmann::ordered_json report = {{"out", arguments.out},        {"width", result.image.cols},
                                           {"height", result.image.rows}, {"warnings", result.warnings},
                                           {"seconds", seconds},          {"stages", as_json(times)}};
    std::cout << report.dump() << "\n";
    return;
  }
  for (const StageTime& time : times) std::printf("%8.3f s  %s\n", time.seconds, time.name.c_str());
  std::printf("%8.3f s  in total\n", seconds);
  for (const std::string& warning : result.warnings) std::printf("warning: %s\n", warning.c_str());
  std::printf("%s\n", arguments.out.c_str());
}

/// Fails unless there is a hint for each garment, one for all, or none.
Status check_hint_count(const std::string& flag, const std::vector<std::string>& hints,
                        std::size_t garments) {
  if (hints.size() <= 1 || hints.size() == garments) return {};
  return fail(Error::invalid("invalid_setting", flag + " must be given once, or once for each --garment."));
}

garment::Hints hints_of(const TryOnArguments& arguments, std::size_t garment) {
  const auto said = [garment](const std::vector<std::string>& hints) -> std::string {
    return hints.empty() ? "auto" : hints.size() == 1 ? hints.front() : hints[garment];
  };
  garment::Hints hints;
  const std::string photo_type = said(arguments.photo_types);
  if (photo_type == "model") hints.photo_type = garment::PhotoType::kModel;
  if (photo_type == "flat-lay") hints.photo_type = garment::PhotoType::kFlatLay;
  for (const garment::Hints& candidate : garment::all_hints()) {
    if (candidate.category && to_string(*candidate.category) == said(arguments.categories))
      hints.category = candidate.category;
  }
  return hints;
}

Status check_hint_counts(const TryOnArguments& arguments) {
  const std::size_t garments = arguments.garments.size();
  if (Status good = check_hint_count("--category", arguments.categories, garments); !good) return good;
  return check_hint_count("--photo-type", arguments.photo_types, garments);
}

void add_hints(CLI::App& command, TryOnArguments& arguments) {
  command
      .add_option("--category", arguments.categories,
                  "What the garment is, when it is known: once for all garments, or once for each")
      ->check(CLI::IsMember({"auto", "upper", "outer", "lower", "skirt", "dress"}))
      ->type_name("CATEGORY");
  command
      .add_option("--photo-type", arguments.photo_types,
                  "How the photo shows it, when that is known: once for all garments, or once for each")
      ->check(CLI::IsMember({"auto", "flat-lay", "model"}))
      ->type_name("TYPE");
}

Status dress(const TryOnArguments& arguments) {
  if (Status good = check_hint_counts(arguments); !good) return good;
  const auto person = read_file(arguments.person);
  if (!person) return fail(person.error());
  std::vector<image::Bytes> garments;
  for (const std::string& path : arguments.garments) {
    auto bytes = read_file(path);
    if (!bytes) return fail(bytes.error());
    garments.push_back(*std::move(bytes));
  }
  const auto engine = open_try_on(arguments.engine);
  if (!engine) return fail(engine.error());

  std::vector<tryon::EncodedGarment> encoded;
  for (std::size_t i = 0; i < garments.size(); ++i) {
    encoded.emplace_back(tryon::EncodedPicture{garments[i], {}}, hints_of(arguments, i));
  }
  StageContext stages(std::nullopt, stage_progress());
  const Stopwatch watch;
  const auto result = (*engine)->try_on({*person, {}}, encoded, stages);
  if (!result) return fail(result.error());
  const double seconds = watch.seconds();
  clear_progress();
  if (auto written = write_picture(arguments.out, result->image); !written) return written;
  if (!arguments.mask_out.empty()) {
    const std::vector<cv::Mat> channels(3, result->changed);
    image::Image mask;
    cv::merge(channels, mask);
    if (auto written = write_picture(arguments.mask_out, mask); !written) return written;
  }
  print_times(arguments, *result, stages.times(), seconds);
  return {};
}

}  // namespace

void add_tryon_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<TryOnArguments>();
  CLI::App* command = app.add_subcommand("tryon", "Dress a person without a server: photos in, picture out");
  const CLI::Validator is_picture_name(
      [](const std::string& name) {
        return has_picture_extension(name) ? std::string() : "must end in .png, .jpg or .webp: " + name;
      },
      "PICTURE");
  command->add_option("--person", arguments->person, "The person's photo")->required();
  command->add_option("--garment", arguments->garments, "A garment's photo; may be given several times")
      ->required();
  command->add_option("--out", arguments->out, "Where the picture goes (.png, .jpg, .webp)")
      ->required()
      ->check(is_picture_name);
  command
      ->add_option("--mask-out", arguments->mask_out, "Also write the region that may differ from the photo")
      ->check(is_picture_name);
  add_hints(*command, *arguments);
  command->add_flag("--json", arguments->json, "Print the stage times as JSON");
  add_engine_settings(*command, arguments->engine);
  command->callback([arguments, &exit_code] {
    if (const auto done = dress(*arguments); !done) {
      print_error(done.error());
      exit_code = kExitFailed;
    }
  });
}

}  // namespace drape::cli
