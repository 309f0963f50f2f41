#include "eval/report_json.h"

#include <nlohmann/json.hpp>

#include "eval/summary.h"

namespace drape::eval {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

Json json_of(const Figures& figures) {
  Json out = Json::object();
  for (const FigureInfo& info : all_figures()) {
    const auto found = figures.find(info.figure);
    if (found != figures.end()) out[std::string(info.key)] = found->second;
  }
  return out;
}

Json json_of(const Change& change) {
  return {{"largest", change.largest}, {"mean", change.mean}, {"pixels", change.pixels}};
}

Json json_of(const Identity& identity) {
  return {{"outside_mask", json_of(identity.outside)},
          {"face", json_of(identity.face)},
          {"hair", json_of(identity.hair)},
          {"hands", json_of(identity.hands)},
          {"background", json_of(identity.background)},
          {"whole_face", json_of(identity.whole_face)},
          {"whole_hair", json_of(identity.whole_hair)},
          {"whole_hands", json_of(identity.whole_hands)}};
}

Json json_of(const CaseReport& one) {
  Json out = {{"name", one.name}, {"kind", one.kind}, {"category", one.category}, {"erased", one.erased}};
  if (one.refusal) {
    out["refusal"] = {
        {"stage", one.refusal->stage}, {"code", one.refusal->code}, {"text", one.refusal->text}};
  }
  out["figures"] = json_of(one.figures);
  out["baselines"] = Json::object();
  for (const auto& [method, figures] : one.baselines) out["baselines"][method] = json_of(figures);
  if (one.identity) out["identity"] = json_of(*one.identity);
  out["stages"] = Json::array();
  for (const StageTime& time : one.stages)
    out["stages"].push_back({{"stage", time.name}, {"seconds", time.seconds}});
  out["warnings"] = one.warnings;
  out["pixels"] = one.pixels;
  out["pictures"] = Json::array();
  for (const ReportPicture& picture : one.pictures) {
    out["pictures"].push_back({{"role", picture.role}, {"file", picture.file}});
  }
  return out;
}

Json json_of(const std::map<Figure, Mean>& means) {
  Json out = Json::object();
  for (const FigureInfo& info : all_figures()) {
    const auto found = means.find(info.figure);
    if (found == means.end()) continue;
    const Mean& mean = found->second;
    out[std::string(info.key)] = {{"mean", mean.mean}, {"median", mean.median}, {"count", mean.count}};
  }
  return out;
}

Json json_of(const KindSummary& kind) {
  Json baselines = Json::object();
  for (const auto& [method, means] : kind.baselines) baselines[method] = json_of(means);
  return {{"kind", kind.kind},
          {"cases", kind.cases},
          {"refused", kind.refused},
          {"better_than_naive", {{"cases", kind.better_than_naive}, {"of", kind.compared_with_naive}}},
          {"engine", json_of(kind.engine)},
          {"baselines", baselines}};
}

Figures figures_from(const Json& json) {
  Figures figures;
  for (const auto& [key, value] : json.items()) {
    if (const FigureInfo* info = find_figure(key)) figures[info->figure] = value.get<double>();
  }
  return figures;
}

CaseReport case_from(const Json& json) {
  CaseReport one;
  one.name = json.at("name");
  one.kind = json.at("kind");
  one.category = json.at("category");
  one.erased = json.at("erased");
  if (json.contains("refusal")) {
    const Json& refusal = json["refusal"];
    one.refusal = Refusal{refusal.at("stage"), refusal.at("code"), refusal.at("text")};
  }
  one.figures = figures_from(json.at("figures"));
  for (const auto& [method, figures] : json.at("baselines").items())
    one.baselines[method] = figures_from(figures);
  for (const Json& stage : json.at("stages")) one.stages.push_back({stage.at("stage"), stage.at("seconds")});
  one.warnings = json.at("warnings").get<std::vector<std::string>>();
  one.pixels = json.at("pixels");
  for (const Json& picture : json.at("pictures"))
    one.pictures.push_back({picture.at("role"), picture.at("file")});
  return one;
}

}  // namespace

std::string to_json(const Report& report) {
  Json out = {{"format", kFormat}, {"engine", report.engine}, {"erase", report.erase}};
  out["summary"] = Json::array();
  for (const KindSummary& kind : summarise(report)) out["summary"].push_back(json_of(kind));
  out["cases"] = Json::array();
  for (const CaseReport& one : report.cases) out["cases"].push_back(json_of(one));
  return out.dump(1) + "\n";
}

Result<Report> parse_report(std::string_view json) {
  try {
    const Json file = Json::parse(json);
    if (file.at("format") != kFormat) {
      return fail(
          Error::invalid("report", "The report to compare with has a format that is not understood."));
    }
    Report report;
    report.engine = file.at("engine");
    report.erase = file.at("erase");
    for (const Json& one : file.at("cases")) report.cases.push_back(case_from(one));
    return report;
  } catch (const Json::exception& error) {
    Error bad = Error::invalid("report", "The file to compare with is not a report.");
    bad.internal_text = {error.what()};
    return fail(bad);
  }
}

}  // namespace drape::eval
