#include "eval/evaluate.h"

#include <algorithm>
#include <system_error>

#include "eval/comparison.h"
#include "eval/files.h"
#include "eval/report_html.h"
#include "eval/report_json.h"

namespace drape::eval {
namespace {

Result<std::optional<Comparison>> earlier_report(const EvaluationInput& input) {
  if (!input.against) return std::optional<Comparison>();
  const auto text = read_text(*input.against);
  if (!text) return fail(text.error());
  auto report = parse_report(*text);
  if (!report) return fail(report.error());
  return std::optional<Comparison>(*std::move(report));
}

/// The earlier result beside the new one. A missing picture is no failure: reports may be kept without them.
void copy_earlier_result(CaseReport& one, const Comparison& before, const std::filesystem::path& from,
                         const std::filesystem::path& to) {
  const CaseReport* old = before.find_case(one.name);
  if (old == nullptr || old->pixels == one.pixels) return;
  const auto picture = std::find_if(old->pictures.begin(), old->pictures.end(),
                                    [](const ReportPicture& p) { return p.role == "result"; });
  if (picture == old->pictures.end()) return;
  const std::filesystem::path file = std::filesystem::path("cases") / one.name / "result-before.png";
  std::error_code error;
  std::filesystem::copy_file(from / picture->file, to / file,
                             std::filesystem::copy_options::overwrite_existing, error);
  if (!error) one.pictures.push_back({"before", file.generic_string()});
}

}  // namespace

Result<Report> evaluate(const EvaluationInput& input, const Bench& bench) {
  // Read first: the earlier report may be in the folder that is about to be written.
  const auto before = earlier_report(input);
  if (!before) return fail(before.error());
  Report report{bench.engine.version() + bench.vision.version_suffix(), bench.erase, {}};
  for (const Case& one : input.cases) {
    auto done = run_case(one, bench);
    if (!done) return fail(done.error());
    if (*before) copy_earlier_result(*done, **before, input.against->parent_path(), bench.out);
    if (input.on_case) input.on_case(*done);
    report.cases.push_back(*std::move(done));
  }
  if (const Status json = write_text(bench.out / "report.json", to_json(report)); !json)
    return fail(json.error());
  const std::string page = to_html(report, *before ? &**before : nullptr);
  if (const Status html = write_text(bench.out / "index.html", page); !html) return fail(html.error());
  return report;
}

}  // namespace drape::eval
