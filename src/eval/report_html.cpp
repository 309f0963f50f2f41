#include "eval/report_html.h"

#include <algorithm>
#include <array>

#include "eval/html.h"
#include "eval/report_style.h"
#include "eval/report_tables.h"

namespace drape::eval {
namespace {

struct RoleTitle {
  std::string_view role;
  std::string_view title;
};

/// Order and titles of the contact sheet.
constexpr std::array kRoles = {RoleTitle{"person", "Person"},
                               RoleTitle{"garment", "Garment"},
                               RoleTitle{"given", "Given to the engine"},
                               RoleTitle{"result", "Result"},
                               RoleTitle{"before", "Result before"},
                               RoleTitle{"truth", "Truth"},
                               RoleTitle{"mask", "Changed (red), garment (green), region (yellow)"},
                               RoleTitle{"naive", "Naive paste"},
                               RoleTitle{"labels", "Labels"}};

std::string picture_row(const CaseReport& one) {
  std::string out;
  for (const RoleTitle& role : kRoles) {
    for (const ReportPicture& picture : one.pictures) {
      if (picture.role != role.role) continue;
      std::string image = "<img loading=\"lazy\" ";
      image += attribute("src", picture.file) + ' ' + attribute("alt", role.title) + '>';
      out += element("figure", element("a", image, attribute("href", picture.file)) +
                                   element("figcaption", role.title)) +
             '\n';
    }
  }
  return element("div", out, "class=\"pictures\"");
}

std::string case_heading(const CaseReport& one) {
  std::string about = one.kind;
  if (!one.category.empty()) about += " · " + one.category;
  if (one.erased) about += " · garment erased";
  return element("h3", escaped(one.name) + " " + element("span", escaped(about), "class=\"quiet\""));
}

std::string case_section(const CaseReport& one, const Comparison* before) {
  const CaseReport* old = before == nullptr ? nullptr : before->find_case(one.name);
  std::string body = case_heading(one);
  if (one.refusal) {
    body += element("p", escaped(one.refusal->text) + " Refused in " + escaped(one.refusal->stage) + ": " +
                             element("code", escaped(one.refusal->code)) + ".");
  }
  if (!one.warnings.empty()) {
    std::string warnings = "Warnings: ";
    for (const std::string& warning : one.warnings) warnings += element("code", escaped(warning)) + " ";
    body += element("p", warnings);
  }
  body += picture_row(one);
  body += element("details", element("summary", "Figures") + case_table(one, old), "open");
  body += element("details", element("summary", "Stage times") + stage_table(one.stages));
  const std::string attributes = attribute("id", one.name) + (one.refusal ? " class=\"refused\"" : "");
  return element("article", body, attributes) + "\n";
}

std::string header(const Report& report, const Comparison* before) {
  const auto refused = std::count_if(report.cases.begin(), report.cases.end(),
                                     [](const CaseReport& one) { return one.refusal.has_value(); });
  std::string about = element("b", escaped(report.engine)) + ", " + std::to_string(report.cases.size()) +
                      " cases, " + std::to_string(refused) + " refused.";
  if (before != nullptr) {
    about += " Compared with a report of ";
    about += element("b", escaped(before->report().engine)) + ".";
  }
  std::string out = element("h1", "Drape: evaluation") + element("p", about);
  out += element(
      "p",
      "Figures are means over the cases with a picture, medians in brackets; ↑ more is better, ↓ less is "
      "better. Hold the pointer over a heading for its definition.",
      "class=\"quiet\"");
  return out;
}

/// Paired cases that still show the engine its own answer are worth nothing; the page has to say so.
std::string fairness_note(const Report& report) {
  const bool unfair = std::any_of(report.cases.begin(), report.cases.end(), [](const CaseReport& one) {
    const bool has_unchanged = one.baselines.contains("unchanged");
    return !one.erased && !has_unchanged && one.figures.contains(Figure::kSsim);
  });
  if (!unfair) return {};
  return element(
      "p",
      "Paired cases were run without <code>--erase</code>: the engine saw the person in the very garment "
      "that it had to draw. Their figures are not fair.",
      "class=\"warn\"");
}

std::string definitions() {
  std::string list;
  for (const FigureInfo& info : all_figures()) {
    list += element("dt", escaped(info.title) + " " + element("code", escaped(info.key), "class=\"quiet\"")) +
            element("dd", escaped(info.definition));
  }
  return element("dl", list);
}

std::string titled(std::string_view title, const std::string& body) {
  return body.empty() ? std::string() : element("h2", title) + "\n" + body;
}

}  // namespace

std::string to_html(const Report& report, const Comparison* before) {
  const std::vector<KindSummary> kinds = summarise(report);
  std::string body = header(report, before) + fairness_note(report);
  body += titled("Pictures", picture_table(kinds, before));
  body += titled("Identity", group_table(kinds, FigureGroup::kIdentity, before));
  body += titled("Time and memory", group_table(kinds, FigureGroup::kCost, before));
  body += titled("Labels of the person analysis, against hand-made ones",
                 group_table(kinds, FigureGroup::kLabels, before));
  if (before != nullptr) body += titled("Changes since the earlier report", change_table(report, *before));
  body += titled("Refused", refusal_table(report));
  std::string cases;
  for (const CaseReport& one : report.cases) cases += case_section(one, before);
  body += titled("Cases", cases);
  body += titled("Definitions", definitions());

  std::string out = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += element("title", "Drape: evaluation") + "\n" + element("style", kReportStyle) + "\n";
  return out + element("body", "\n" + body) + "\n</html>\n";
}

}  // namespace drape::eval
