#include "eval/report_tables.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "eval/html.h"

namespace drape::eval {
namespace {

constexpr std::array kBaselines = {"naive", "erased", "unchanged", "truth"};

std::string cell(const std::string& inner) {
  return element("td", inner);
}

std::string name_cell(const std::string& text) {
  return element("td", escaped(text), "class=\"name\"");
}

std::string header_cell(const FigureInfo& info) {
  const std::string arrow = info.better == Better::kHigher ? " ↑" : " ↓";
  return element("th", escaped(info.title) + arrow, attribute("title", info.definition));
}

std::string change_mark(Figure figure, double difference) {
  constexpr std::array kClasses = {"worse", "same", "better"};
  const auto verdict = static_cast<std::size_t>(judged(figure, difference)) + 1U;
  const std::string sign = difference > 0 ? "+" : "";
  const int decimals = info_of(figure).decimals;
  const std::string text = verdict == 1 ? "±0" : sign + number(difference, decimals);
  return element("span", text, attribute("class", kClasses[verdict]));
}

std::vector<const FigureInfo*> figures_in(FigureGroup group) {
  std::vector<const FigureInfo*> out;
  for (const FigureInfo& info : all_figures()) {
    if (info.group == group) out.push_back(&info);
  }
  return out;
}

std::string row(const std::string& cells, std::string_view row_class = {}) {
  return element("tr", cells, row_class.empty() ? std::string() : attribute("class", row_class)) + "\n";
}

std::string table(const std::string& rows) {
  return element("div", element("table", rows), "class=\"scroll\"") + "\n";
}

using Means = std::map<Figure, Mean>;

/// Mean, with the median where the two are told apart, and the change.
std::string mean_cells(const Means& means, const std::vector<const FigureInfo*>& figures,
                       const Means* before) {
  std::string cells;
  for (const FigureInfo* info : figures) {
    const auto found = means.find(info->figure);
    if (found == means.end()) {
      cells += cell("");
      continue;
    }
    std::string text = number(found->second.mean, info->decimals);
    if (found->second.count > 1) {
      text +=
          element("span", std::string(" (").append(number(found->second.median, info->decimals)).append(")"),
                  "class=\"quiet\"");
    }
    const auto change = before == nullptr ? std::nullopt : difference(means, *before, info->figure);
    if (change) text.append(" ").append(change_mark(info->figure, *change));
    cells += cell(text);
  }
  return cells;
}

std::string change_cells(const CaseReport& now, const CaseReport& before,
                         const std::vector<const FigureInfo*>& figures) {
  std::string cells;
  for (const FigureInfo* info : figures) {
    const auto change = difference(now.figures, before.figures, info->figure);
    cells += cell(change ? change_mark(info->figure, *change) : "");
  }
  return cells;
}

std::string header_row(const std::string& first, const std::vector<const FigureInfo*>& figures) {
  std::string cells = first;
  for (const FigureInfo* info : figures) cells += header_cell(*info);
  return row(cells);
}

std::string counts(const KindSummary& kind) {
  std::string text = std::to_string(kind.cases - kind.refused) + " of " + std::to_string(kind.cases);
  if (kind.compared_with_naive > 0) {
    text += std::string(", ") + std::to_string(kind.better_than_naive) + " of " +
            std::to_string(kind.compared_with_naive) + " beat naive";
  }
  return text;
}

/// All changes of one case in the figures that judge a picture.
std::string changes_of(const CaseReport& now, const CaseReport& before, int& balance) {
  std::string text;
  for (const FigureInfo* info : figures_in(FigureGroup::kPicture)) {
    const auto change = difference(now.figures, before.figures, info->figure);
    if (!change || judged(info->figure, *change) == 0) continue;
    balance += judged(info->figure, *change);
    text += escaped(info->title) + " " + change_mark(info->figure, *change) + " ";
  }
  return text;
}

std::string outcome_of(const CaseReport& one) {
  return one.refusal ? std::string("refused: ") + one.refusal->code : std::string("picture");
}

}  // namespace

std::string picture_table(const std::vector<KindSummary>& kinds, const Comparison* before) {
  const auto figures = figures_in(FigureGroup::kPicture);
  const std::string head = element("th", "Kind", "class=\"name\"") +
                           element("th", "Method", "class=\"name\"") +
                           element("th", "Pictures", "class=\"name\"");
  std::string rows = header_row(head, figures);
  for (const KindSummary& kind : kinds) {
    const KindSummary* old = before == nullptr ? nullptr : before->find_kind(kind.kind);
    rows += row(name_cell(kind.kind) + name_cell("engine") + name_cell(counts(kind)) +
                    mean_cells(kind.engine, figures, old == nullptr ? nullptr : &old->engine),
                "engine");
    for (const char* method : kBaselines) {
      const auto baseline = kind.baselines.find(method);
      if (baseline == kind.baselines.end()) continue;
      rows += row(name_cell(kind.kind) + name_cell(method) + cell("") +
                  mean_cells(baseline->second, figures, nullptr));
    }
  }
  return table(rows);
}

std::string group_table(const std::vector<KindSummary>& kinds, FigureGroup group, const Comparison* before) {
  const auto figures = figures_in(group);
  std::string rows = header_row(element("th", "Kind", "class=\"name\""), figures);
  bool any = false;
  for (const KindSummary& kind : kinds) {
    const bool has = std::any_of(figures.begin(), figures.end(),
                                 [&](const FigureInfo* info) { return kind.engine.contains(info->figure); });
    if (!has) continue;
    any = true;
    const KindSummary* old = before == nullptr ? nullptr : before->find_kind(kind.kind);
    rows +=
        row(name_cell(kind.kind) + mean_cells(kind.engine, figures, old == nullptr ? nullptr : &old->engine));
  }
  return any ? table(rows) : std::string();
}

std::string case_table(const CaseReport& one, const CaseReport* before) {
  std::vector<const FigureInfo*> figures;
  for (const FigureInfo& info : all_figures()) {
    if (one.figures.contains(info.figure)) figures.push_back(&info);
  }
  const auto cells = [&](const Figures& values) {
    std::string out;
    for (const FigureInfo* info : figures) {
      const auto found = values.find(info->figure);
      out += cell(found == values.end() ? "" : number(found->second, info->decimals));
    }
    return out;
  };
  std::string rows = header_row(element("th", "Method", "class=\"name\""), figures);
  rows += row(name_cell("engine") + cells(one.figures), "engine");
  if (before != nullptr) rows += row(name_cell("change") + change_cells(one, *before, figures));
  for (const char* method : kBaselines) {
    const auto baseline = one.baselines.find(method);
    if (baseline != one.baselines.end()) rows += row(name_cell(method) + cells(baseline->second));
  }
  return table(rows);
}

std::string stage_table(const std::vector<StageTime>& stages) {
  std::string rows = row(element("th", "Stage", "class=\"name\"") + element("th", "Seconds"));
  for (const StageTime& time : stages) rows += row(name_cell(time.name) + cell(number(time.seconds, 3)));
  return table(rows);
}

std::string refusal_table(const Report& report) {
  std::string rows;
  for (const CaseReport& one : report.cases) {
    if (!one.refusal) continue;
    rows += row(name_cell(one.name) + name_cell(one.kind) + name_cell(one.refusal->stage) +
                name_cell(one.refusal->code) + element("td", escaped(one.refusal->text), "class=\"text\""));
  }
  if (rows.empty()) return element("p", "None.");
  std::string head;
  for (const char* title : {"Case", "Kind", "Stage", "Code", "What the shopper reads"}) {
    head += element("th", title, "class=\"name\"");
  }
  return table(row(head) + rows);
}

std::string change_table(const Report& report, const Comparison& before) {
  std::string rows;
  int same = 0;
  for (const CaseReport& one : report.cases) {
    const CaseReport* old = before.find_case(one.name);
    if (old == nullptr) continue;
    if (!one.pixels.empty() && one.pixels == old->pixels) {
      ++same;
      continue;
    }
    int balance = 0;
    const std::string changes = changes_of(one, *old, balance);
    const std::string was = outcome_of(*old);
    const std::string is = outcome_of(one);
    const std::string outcome = was == is ? escaped(is) : escaped(was) + " → " + escaped(is);
    const char* verdict = balance > 0 ? "better" : balance < 0 ? "worse" : "same";
    rows += row(name_cell(one.name) + element("td", outcome, "class=\"name\"") +
                element("td", verdict, attribute("class", std::string("name ") + verdict)) +
                element("td", changes, "class=\"text\""));
  }
  const std::string unchanged = element("p", std::to_string(same) + " results are the same to the pixel.");
  if (rows.empty()) return unchanged;
  std::string head;
  for (const char* title : {"Case", "Outcome", "On balance", "Changes"})
    head += element("th", title, "class=\"name\"");
  return unchanged + table(row(head) + rows);
}

}  // namespace drape::eval
