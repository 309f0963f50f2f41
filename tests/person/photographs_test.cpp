#include "photographs.h"

#include <gtest/gtest.h>

#include <map>

#include "person/analyse.h"

namespace drape::person {
namespace {

using test::parsed_photographs;
using test::pictures_in;
using test::read_picture;
using test::shared_vision;

PersonModel analyse(const image::Image& photo) {
  StageContext stages;
  auto model = analyse_person(photo, *shared_vision(), stages);
  if (!model) throw std::runtime_error(model.error().code);
  return std::move(*model);
}

Validation validate(const image::Image& photo) {
  auto validation = validate_person(photo, *shared_vision());
  if (!validation) throw std::runtime_error(validation.error().code);
  return *validation;
}

bool has_error(const Validation& validation, const std::string& code) {
  for (const Issue& issue : validation.issues) {
    if (issue.code == code && issue.severity == Severity::kError) return true;
  }
  return false;
}

// Slightly under what the analysis reaches: a change that costs a class more than this is noticed.
const std::map<std::string, std::map<std::string, double>> kGates = {
    {"full-body",
     {{"foreground", .97}, {"head", .95}, {"arms", .89}, {"upper", .96}, {"lower", .94}, {"feet", .83}}},
    {"parsed", {{"foreground", .955}, {"head", .925}, {"arms", .77}, {"upper", .88}, {"lower", .925}}}};

TEST(ParsedPhotographs, labels_meet_the_drawn_truth) {
  const auto photographs = parsed_photographs();
  if (photographs.empty()) GTEST_SKIP() << "no photographs in " << test::test_data();
  std::map<std::string, std::map<std::string, std::pair<double, int>>> sums;
  for (const test::ParsedPhotograph& photograph : photographs) {
    const PersonModel model = analyse(photograph.photo);
    for (const test::ClassScore& score : test::score_labels(model.labels, photograph.truth)) {
      if (!score.iou) continue;
      auto& [sum, count] = sums[photograph.collection][score.name];
      sum += *score.iou;
      ++count;
    }
  }
  for (const auto& [collection, gates] : kGates) {
    for (const auto& [name, gate] : gates) {
      const auto& [sum, count] = sums[collection][name];
      ASSERT_GT(count, 0) << collection << " " << name;
      EXPECT_GE(sum / count, gate) << collection << " " << name;
    }
  }
}

TEST(StudioPhotographs, are_valid) {
  int seen = 0;
  for (const std::string folder : {"pairs/person", "parsed/person", "full-body/person"}) {
    for (const auto& file : pictures_in(folder)) {
      const Validation validation = validate(read_picture(file));
      EXPECT_TRUE(validation.is_valid()) << file;
      ++seen;
    }
  }
  if (seen == 0) GTEST_SKIP() << "no photographs in " << test::test_data();
}

TEST(UnsuitablePhotographs, are_refused_with_the_right_code) {
  const std::map<std::string, std::string> expected = {{"coco_000000000785.jpg", "not_frontal"},
                                                       {"mp_test_image.jpg", "not_frontal"},
                                                       {"tfjs_pose.jpg", "not_frontal"},
                                                       {"mp_business-person.png", "arms_hide_torso"},
                                                       {"obama.jpg", "arms_hide_torso"}};
  int seen = 0;
  for (const auto& file : pictures_in("persons-misc")) {
    const auto verdict = expected.find(file.filename().string());
    if (verdict == expected.end()) continue;
    EXPECT_TRUE(has_error(validate(read_picture(file)), verdict->second)) << file;
    ++seen;
  }
  if (seen == 0) GTEST_SKIP() << "no photographs in " << test::test_data();
}

TEST(Analysis, of_one_photograph_is_the_same_twice) {
  const auto files = pictures_in("pairs/person");
  if (files.empty()) GTEST_SKIP() << "no photographs in " << test::test_data();
  const image::Image photo = read_picture(files.front());
  const PersonModel first = analyse(photo);
  const PersonModel second = analyse(photo);
  EXPECT_EQ(cv::countNonZero(first.labels != second.labels), 0);
  EXPECT_EQ(cv::countNonZero(first.matte != second.matte), 0);
  EXPECT_EQ(first.waist.y, second.waist.y);
}

TEST(Analysis, of_an_empty_wall_finds_no_person) {
  const image::Image wall(640, 480, cv::Vec3b(220, 220, 215));
  StageContext stages;
  const auto model = analyse_person(wall, *shared_vision(), stages);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, "no_person");
  EXPECT_TRUE(has_error(validate(wall), "no_person"));
}

}  // namespace
}  // namespace drape::person
