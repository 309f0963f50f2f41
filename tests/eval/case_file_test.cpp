#include "eval/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace drape::eval {
namespace {

using testing::HasSubstr;

constexpr const char* kComplete = R"json({
  "label_maps": {"lip": {"upper": ["#ff5500", "#0077DD"], "background": ["#000000"]}},
  "cases": [
    {"name": "a-1", "kind": "pairs", "person": "p/a.jpg", "garments": ["g/a.jpg"], "truth": "./p/a.jpg",
     "person_labels": {"file": "l/a.png", "map": "lip"}},
    {"name": "b", "kind": "cross", "person": "p/b.jpg", "garments": ["g/b.jpg", "g/c.jpg"]}
  ]})json";

std::string refusal_of(const std::string& json) {
  const auto cases = parse_cases(json, "/data");
  return cases ? "" : cases.error().public_text.value;
}

/// A file with one case, which has these members.
std::string file_with(const std::string& members) {
  return R"({"cases": [{)" + members + "}]}";
}

TEST(CaseFile, gives_every_member_with_paths_relative_to_its_folder) {
  const auto cases = parse_cases(kComplete, "/data");
  ASSERT_TRUE(cases.has_value()) << cases.error().public_text.value;
  ASSERT_EQ(cases->size(), 2U);
  const Case& first = cases->front();
  EXPECT_EQ(first.name, "a-1");
  EXPECT_EQ(first.kind, "pairs");
  EXPECT_EQ(first.person, "/data/p/a.jpg");
  EXPECT_EQ(first.garments, (std::vector<std::filesystem::path>{"/data/g/a.jpg"}));
  ASSERT_TRUE(first.person_labels.has_value());
  EXPECT_EQ(first.person_labels->file, "/data/l/a.png");
  EXPECT_EQ(first.person_labels->colours.at(TrueClass::kUpper),
            (std::vector<cv::Vec3b>{{255, 85, 0}, {0, 119, 221}}));
  EXPECT_EQ(cases->back().garments.size(), 2U);
}

TEST(CaseFile, knows_that_a_case_is_paired_when_its_truth_is_the_person) {
  const auto cases = parse_cases(kComplete, "/data");
  EXPECT_TRUE(cases->front().is_paired());
  EXPECT_FALSE(cases->back().is_paired());
}

TEST(CaseFile, takes_the_persons_labels_for_the_truths_in_a_paired_case_only) {
  EXPECT_TRUE(parse_cases(kComplete, "/data")->front().truth_labels.has_value());
  const std::string other_truth =
      R"({"label_maps": {"m": {}}, "cases": [{"name": "a", "kind": "k", "person": "p",
      "garments": ["g"], "truth": "t", "person_labels": {"file": "l", "map": "m"}}]})";
  const auto cases = parse_cases(other_truth, "/data");
  ASSERT_TRUE(cases.has_value()) << cases.error().public_text.value;
  EXPECT_FALSE(cases->front().truth_labels.has_value());
}

TEST(CaseFile, refuses_what_is_no_json) {
  EXPECT_THAT(refusal_of("{"), HasSubstr("not JSON"));
  EXPECT_THAT(refusal_of("[]"), HasSubstr("must be an object"));
  EXPECT_THAT(refusal_of("{}"), HasSubstr("needs 'cases'"));
}

TEST(CaseFile, names_the_case_and_the_member_that_is_missing) {
  EXPECT_THAT(refusal_of(file_with(R"("kind": "k")")), HasSubstr("Case 1 needs 'name'"));
  EXPECT_THAT(refusal_of(file_with(R"("name": "x", "kind": "k", "garments": ["g"])")),
              HasSubstr("Case 'x' needs 'person'"));
  EXPECT_THAT(refusal_of(file_with(R"("name": "x", "kind": "k", "person": "p", "garments": [])")),
              HasSubstr("Case 'x' needs 'garments'"));
}

TEST(CaseFile, refuses_a_misspelt_key) {
  EXPECT_THAT(
      refusal_of(file_with(R"("name": "x", "kind": "k", "person": "p", "garments": ["g"], "thruth": "t")")),
      HasSubstr("unknown key 'thruth'"));
}

TEST(CaseFile, refuses_names_that_cannot_name_a_folder) {
  for (const std::string name : {"../x", ".x", "a b", "a/b"}) {
    EXPECT_THAT(refusal_of(file_with(R"("name": ")" + name + R"(", "kind": "k")")),
                HasSubstr("a name has only"))
        << name;
  }
}

TEST(CaseFile, refuses_a_name_that_is_used_twice) {
  const std::string one = R"({"name": "x", "kind": "k", "person": "p", "garments": ["g"]})";
  EXPECT_THAT(refusal_of(R"({"cases": [)" + one + "," + one + "]}"), HasSubstr("used twice"));
}

TEST(CaseFile, refuses_labels_that_cannot_be_read) {
  const std::string labelled =
      R"("name": "x", "kind": "k", "person": "p", "garments": ["g"], "person_labels": {"file": "l", "map": "m"})";
  EXPECT_THAT(refusal_of(file_with(labelled)), HasSubstr("no label map 'm'"));
  EXPECT_THAT(refusal_of(R"({"label_maps": {"m": {"uper": []}}, "cases": []})"),
              HasSubstr("unknown class 'uper'"));
  EXPECT_THAT(refusal_of(R"({"label_maps": {"m": {"upper": ["#12345"]}}, "cases": []})"),
              HasSubstr("#ff5500"));
  EXPECT_THAT(refusal_of(R"({"label_maps": {"m": {"upper": ["#12345g"]}}, "cases": []})"),
              HasSubstr("#ff5500"));
}

TEST(CaseFile, must_name_files_that_are_there) {
  const std::filesystem::path folder = testing::TempDir() + "/case_file_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "cases.json")
      << file_with(R"("name": "x", "kind": "k", "person": "gone.jpg", "garments": ["cases.json"])");
  const auto cases = read_cases(folder);
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error().public_text.value, HasSubstr("gone.jpg"));
  EXPECT_FALSE(read_cases(folder / "none").has_value());
}

}  // namespace
}  // namespace drape::eval
