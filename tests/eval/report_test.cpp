#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eval/comparison.h"
#include "eval/html.h"
#include "eval/report_html.h"
#include "eval/report_json.h"
#include "eval/summary.h"
#include "pictures.h"

namespace drape::eval {
namespace {

using testing::HasSubstr;
using testing::Not;

CaseReport case_of(const std::string& name, const std::string& kind, double lab_error) {
  CaseReport one;
  one.name = name;
  one.kind = kind;
  one.category = "upper";
  one.figures[Figure::kRegionLabError] = lab_error;
  one.figures[Figure::kRegionSsim] = 0.5;
  one.baselines["naive"][Figure::kRegionLabError] = 12;
  one.stages = {{"warp", 0.25}};
  one.warnings = {"gap_closed"};
  one.pixels = name;
  one.pictures = {{"result", "cases/" + name + "/result.png"}};
  return one;
}

CaseReport refused_case(const std::string& name) {
  CaseReport one;
  one.name = name;
  one.kind = "pairs";
  one.refusal = Refusal{"person", "not_frontal", "Please face the <camera>."};
  return one;
}

Report report() {
  return {"engine-1",
          true,
          {case_of("a", "pairs", 10), case_of("b", "pairs", 20), case_of("c", "pairs", 12), refused_case("d"),
           case_of("e", "cross", 6)}};
}

TEST(Summary, averages_the_cases_of_a_kind_that_have_a_picture) {
  const auto kinds = summarise(report());
  ASSERT_EQ(kinds.size(), 3U);
  EXPECT_EQ(kinds[0].kind, "pairs");
  EXPECT_EQ(kinds[0].cases, 4);
  EXPECT_EQ(kinds[0].refused, 1);
  const Mean& mean = kinds[0].engine.at(Figure::kRegionLabError);
  EXPECT_DOUBLE_EQ(mean.mean, 14);
  EXPECT_DOUBLE_EQ(mean.median, 12);
  EXPECT_EQ(mean.count, 3);
  EXPECT_EQ(kinds[2].kind, "all");
  EXPECT_DOUBLE_EQ(kinds[2].engine.at(Figure::kRegionLabError).mean, 12);
}

TEST(Summary, counts_the_cases_that_beat_the_naive_paste_strictly) {
  const auto kinds = summarise(report());
  EXPECT_EQ(kinds[0].compared_with_naive, 3);
  EXPECT_EQ(kinds[0].better_than_naive, 1);  // 10 < 12; 20 and 12 are not.
}

TEST(Summary, takes_the_middle_of_two_as_median) {
  const Report two{"e", false, {case_of("a", "k", 1), case_of("b", "k", 4)}};
  EXPECT_DOUBLE_EQ(summarise(two)[0].engine.at(Figure::kRegionLabError).median, 2.5);
}

TEST(ReportJson, reads_back_what_it_wrote) {
  const Report before = report();
  const auto read = parse_report(to_json(before));
  ASSERT_TRUE(read.has_value()) << read.error().internal_text.value;
  EXPECT_EQ(to_json(*read), to_json(before));
  EXPECT_EQ(read->cases[3].refusal->code, "not_frontal");
  EXPECT_EQ(read->cases[0].figures, before.cases[0].figures);
}

TEST(ReportJson, skips_figures_of_another_version) {
  std::string json = to_json(report());
  const std::string key = "\"region_ssim\": 0.5";
  for (std::size_t at = json.find(key); at != std::string::npos; at = json.find(key)) {
    json.replace(at, key.size(), "\"beauty\": 7.5");
  }
  const auto read = parse_report(json);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->cases[0].figures.size(), 1U);
}

TEST(ReportJson, refuses_what_is_no_report) {
  EXPECT_FALSE(parse_report("").has_value());
  EXPECT_FALSE(parse_report("{}").has_value());
  EXPECT_FALSE(parse_report(R"({"format": 99})").has_value());
}

TEST(Comparison, judges_a_change_by_the_direction_of_its_figure) {
  EXPECT_EQ(judged(Figure::kRegionLabError, -1), 1);
  EXPECT_EQ(judged(Figure::kRegionLabError, 1), -1);
  EXPECT_EQ(judged(Figure::kRegionSsim, 0.1), 1);
  EXPECT_EQ(judged(Figure::kRegionSsim, 0.0004), 0);
}

TEST(Comparison, finds_the_difference_of_cases_and_kinds) {
  Report old = report();
  old.cases[0].figures[Figure::kRegionLabError] = 13;
  const Comparison before(old);
  const Report now = report();
  EXPECT_DOUBLE_EQ(
      difference(now.cases[0].figures, before.find_case("a")->figures, Figure::kRegionLabError).value(), -3);
  EXPECT_DOUBLE_EQ(
      difference(summarise(now)[0].engine, before.find_kind("pairs")->engine, Figure::kRegionLabError)
          .value(),
      -1);
  EXPECT_EQ(before.find_case("none"), nullptr);
  EXPECT_FALSE(difference(now.cases[0].figures, old.cases[0].figures, Figure::kSsim).has_value());
}

TEST(ReportHtml, shows_every_case_with_its_pictures_and_figures) {
  const std::string page = to_html(report(), nullptr);
  EXPECT_THAT(page, HasSubstr("src=\"cases/a/result.png\""));
  EXPECT_THAT(page, HasSubstr("id=\"e\""));
  EXPECT_THAT(page, HasSubstr("engine-1"));
  EXPECT_THAT(page, HasSubstr("1 of 3 beat naive"));
}

TEST(ReportHtml, escapes_texts) {
  const std::string page = to_html(report(), nullptr);
  EXPECT_THAT(page, HasSubstr("Please face the &lt;camera&gt;."));
  EXPECT_THAT(page, Not(HasSubstr("<camera>")));
}

TEST(ReportHtml, needs_no_network) {
  const std::string page = to_html(report(), nullptr);
  EXPECT_THAT(page, Not(HasSubstr("http")));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
}

TEST(ReportHtml, says_when_paired_cases_were_not_erased) {
  Report unfair = report();
  unfair.cases[0].figures[Figure::kSsim] = 0.9;
  EXPECT_THAT(to_html(unfair, nullptr), HasSubstr("not fair"));
  unfair.cases[0].erased = true;
  EXPECT_THAT(to_html(unfair, nullptr), Not(HasSubstr("not fair")));
}

TEST(ReportHtml, tells_better_from_worse_and_counts_equal_pictures) {
  Report old = report();
  old.cases[0].figures[Figure::kRegionLabError] = 13;
  old.cases[0].pixels = "other";
  const Comparison before(old);
  const std::string page = to_html(report(), &before);
  EXPECT_THAT(page, HasSubstr("<span class=\"better\">-3.0</span>"));
  EXPECT_THAT(page, HasSubstr("3 results are the same to the pixel"));
}

TEST(Html, shows_no_negative_zero) {
  EXPECT_EQ(number(-0.04, 1), "0.0");
  EXPECT_EQ(number(-0.06, 1), "-0.1");
  EXPECT_EQ(escaped("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
}

TEST(PixelHash, differs_when_one_pixel_or_the_shape_differs) {
  const image::Image picture = pattern(30, 20);
  image::Image other = picture.clone();
  other(19, 29)[2] ^= 1;
  EXPECT_EQ(pixel_hash(picture), pixel_hash(pattern(30, 20)));
  EXPECT_NE(pixel_hash(picture), pixel_hash(other));
  EXPECT_NE(pixel_hash(plain({30, 20}, {1, 1, 1})), pixel_hash(plain({20, 30}, {1, 1, 1})));
}

}  // namespace
}  // namespace drape::eval
