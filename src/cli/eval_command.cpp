#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/engine_settings.h"
#include "cli/program.h"
#include "cli/report.h"
#include "eval/case_file.h"
#include "eval/evaluate.h"
#include "eval/html.h"
#include "eval/summary.h"

namespace drape::cli {
namespace {

struct EvalArguments {
  std::string cases;
  std::string out;
  std::string against;
  std::string only;
  bool erase = false;
  EngineSettings engine;
};

void print_case(const eval::CaseReport& one) {
  if (one.refusal) {
    std::fprintf(stderr, "%-36s refused: %s\n", one.name.c_str(), one.refusal->code.c_str());
    return;
  }
  std::string line;
  for (const eval::Figure figure :
       {eval::Figure::kRegionLabError, eval::Figure::kShareOfUnchanged, eval::Figure::kRegionSsim,
        eval::Figure::kColourDifference, eval::Figure::kPrintFidelity}) {
    const auto found = one.figures.find(figure);
    if (found == one.figures.end()) continue;
    const eval::FigureInfo& info = eval::info_of(figure);
    line.append("  ").append(info.key).append(" ").append(eval::number(found->second, info.decimals));
  }
  std::fprintf(stderr, "%-36s%s\n", one.name.c_str(), line.c_str());
}

void print_means(const std::string& kind, const std::string& method,
                 const std::map<eval::Figure, eval::Mean>& means) {
  std::string line;
  for (const eval::FigureInfo& info : eval::all_figures()) {
    const auto found = means.find(info.figure);
    if (found == means.end()) continue;
    line.append("  ").append(info.key).append(" ").append(eval::number(found->second.mean, info.decimals));
  }
  std::printf("%-10s %-10s%s\n", kind.c_str(), method.c_str(), line.c_str());
}

void print_summary(const eval::Report& report) {
  for (const eval::KindSummary& kind : eval::summarise(report)) {
    std::printf("%-10s %d cases, %d refused\n", kind.kind.c_str(), kind.cases, kind.refused);
    print_means(kind.kind, "engine", kind.engine);
    for (const auto& [method, means] : kind.baselines) print_means(kind.kind, method, means);
  }
}

Status evaluate(const EvalArguments& arguments) {
  auto cases = eval::read_cases(arguments.cases);
  if (!cases) return fail(cases.error());
  std::erase_if(*cases,
                [&](const eval::Case& one) { return one.name.find(arguments.only) == std::string::npos; });
  if (cases->empty()) return fail(Error::invalid("no_cases", "There is no case to run."));
  const auto vision = open_vision(arguments.engine);
  if (!vision) return fail(vision.error());
  const auto engine = open_engine(arguments.engine);

  eval::EvaluationInput input{*std::move(cases), {}, print_case};
  if (!arguments.against.empty()) input.against = arguments.against;
  const eval::Bench bench{**vision,
                          *engine,
                          arguments.out,
                          arguments.erase,
                          arguments.engine.person_side_max,
                          arguments.engine.garment_side_max};
  const auto report = eval::evaluate(input, bench);
  if (!report) return fail(report.error());
  print_summary(*report);
  std::printf("%s\n", (std::filesystem::path(arguments.out) / "index.html").c_str());
  return {};
}

}  // namespace

void add_eval_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<EvalArguments>();
  CLI::App* command = app.add_subcommand("eval", "Measure the engine on many cases and write a report");
  command->add_option("--cases", arguments->cases, "Case file (JSON), or a folder with cases.json")
      ->required();
  command->add_option("--out", arguments->out, "Folder for report.json, index.html and the pictures")
      ->required();
  command->add_flag(
      "--erase", arguments->erase,
      "Erase the garment from the photo where the person already wears it: without this such a case "
      "is not fair");
  command->add_option("--against", arguments->against, "report.json of an earlier run to compare with");
  command->add_option("--only", arguments->only, "Run only the cases whose name contains this");
  add_engine_settings(*command, arguments->engine);
  command->callback([arguments, &exit_code] {
    if (const auto done = evaluate(*arguments); !done) {
      print_error(done.error());
      exit_code = kExitFailed;
    }
  });
}

}  // namespace drape::cli
