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

Status dress(const TryOnArguments& arguments) {
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

  std::vector<tryon::EncodedPicture> encoded;
  for (const image::Bytes& bytes : garments) encoded.push_back({bytes, {}});
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
