// The whole way of a case, with an engine that does what a test needs: persons and garments are drawn.
#include "eval/run_case.h"

#include <gtest/gtest.h>

#include "eval/evaluate.h"
#include "eval/files.h"
#include "fixtures/rendered_person.h"
#include "pictures.h"
#include "render/render_garment.h"

namespace drape::eval {
namespace {

const vision::Vision& networks() {
  static const auto kVision = vision::Vision::open({DRAPE_MODELS_DIR, 2});
  return **kVision;
}

/// Gives the person back as it is and remembers what it was given.
class RememberingEngine : public tryon::TryOnEngine {
 public:
  [[nodiscard]] std::string version() const override { return "remembering"; }
  [[nodiscard]] Status fit_for(const person::PersonModel& /*person*/,
                               garment::Category /*category*/) const override {
    return {};
  }
  [[nodiscard]] Status wearable(const garment::GarmentModel& /*garment*/) const override { return {}; }
  [[nodiscard]] Result<tryon::TryOnResult> run(const person::PersonModel& person,
                                               std::span<const garment::GarmentModel* const> /*garments*/,
                                               StageContext& /*stages*/) const override {
    given = person;
    const image::Mask none = image::Mask::zeros(person.image.size());
    return tryon::TryOnResult{person.image, none, none, {}};
  }
  mutable person::PersonModel given;
};

/// Changes one pixel outside the mask that it declares.
class CarelessEngine final : public RememberingEngine {
 public:
  [[nodiscard]] Result<tryon::TryOnResult> run(const person::PersonModel& person,
                                               std::span<const garment::GarmentModel* const> garments,
                                               StageContext& stages) const override {
    auto result = RememberingEngine::run(person, garments, stages);
    result->image = result->image.clone();
    result->image(3, 3)[1] ^= 0x10;
    return result;
  }
};

/// Gives one picture whoever is to be dressed, all of it declared as changed.
class PaintingEngine final : public RememberingEngine {
 public:
  explicit PaintingEngine(image::Image picture) : picture_(std::move(picture)) {}
  [[nodiscard]] Result<tryon::TryOnResult> run(const person::PersonModel& person,
                                               std::span<const garment::GarmentModel* const> garments,
                                               StageContext& stages) const override {
    auto result = RememberingEngine::run(person, garments, stages);
    result->image = picture_;
    result->changed.setTo(255);
    return result;
  }

 private:
  image::Image picture_;
};

class RefusingEngine final : public RememberingEngine {
 public:
  [[nodiscard]] Result<tryon::TryOnResult> run(const person::PersonModel& /*person*/,
                                               std::span<const garment::GarmentModel* const> /*garments*/,
                                               StageContext& /*stages*/) const override {
    return fail(Error::invalid("unsupported_garment", "Not this one."));
  }
};

class RunCase : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    image::initialise_codecs();
    folder_ = std::filesystem::path(testing::TempDir()) / "drape_run_case";
    std::filesystem::create_directories(folder_);
    const auto person = fixtures::rendered_person(fixtures::one_of_each_person().front());
    ASSERT_TRUE(write_picture(folder_ / "person.png", person.image).has_value());
    const auto garment = render::render_garment({}, {288, 384});
    ASSERT_TRUE(write_picture(folder_ / "garment.png", garment.image).has_value());
    case_ = {"paired", "pairs", folder_ / "person.png", {folder_ / "garment.png"}, folder_ / "person.png",
             {},       {}};
  }

  static CaseReport run(const tryon::TryOnEngine& engine, bool erase) {
    auto report = run_case(case_, {networks(), engine, folder_ / "out", erase});
    EXPECT_TRUE(report.has_value());
    return *std::move(report);
  }

  static inline std::filesystem::path folder_;
  static inline Case case_;
};

TEST_F(RunCase, gives_the_engine_the_photo_itself_without_erase) {
  const RememberingEngine engine;
  const CaseReport report = run(engine, false);
  ASSERT_FALSE(report.refusal.has_value()) << report.refusal->code;
  EXPECT_FALSE(report.erased);
  EXPECT_EQ(report.figures.at(Figure::kSsim), 1);
  EXPECT_EQ(report.figures.at(Figure::kRegionLabError), 0);
}

TEST_F(RunCase, with_erase_shows_the_engine_nothing_of_the_garment) {
  const RememberingEngine engine;
  const CaseReport report = run(engine, true);
  EXPECT_TRUE(report.erased);
  const image::Mask upper = area_of(engine.given, {person::Label::kUpperClothes});
  ASSERT_GT(cv::countNonZero(upper), 5000);
  EXPECT_EQ(change_in(engine.given.image, plain(upper.size(), {128, 128, 128}), upper).largest, 0);
  // An engine that paints nothing is exactly the erased baseline.
  const Figures& erased = report.baselines.at("erased");
  EXPECT_EQ(report.figures.at(Figure::kRegionLabError), erased.at(Figure::kRegionLabError));
  EXPECT_GT(erased.at(Figure::kRegionLabError), 5);
}

TEST_F(RunCase, measures_the_true_photo_like_a_method) {
  const Figures& truth = run(RememberingEngine(), true).baselines.at("truth");
  EXPECT_EQ(truth.at(Figure::kRegionLabError), 0);
  EXPECT_EQ(truth.at(Figure::kRegionSsim), 1);
  EXPECT_TRUE(truth.contains(Figure::kColourDifference));
}

TEST_F(RunCase, sees_a_change_outside_the_declared_mask) {
  EXPECT_EQ(run(CarelessEngine(), true).figures.at(Figure::kIdentityLargest), 16);
  EXPECT_EQ(run(RememberingEngine(), true).figures.at(Figure::kIdentityLargest), 0);
}

TEST_F(RunCase, reports_a_refusal_with_its_code) {
  const CaseReport report = run(RefusingEngine(), true);
  ASSERT_TRUE(report.refusal.has_value());
  EXPECT_EQ(report.refusal->code, "unsupported_garment");
  EXPECT_EQ(report.refusal->stage, "engine");
  EXPECT_FALSE(report.figures.contains(Figure::kSsim));
}

TEST_F(RunCase, writes_a_page_with_pictures_that_are_there) {
  const RememberingEngine engine;
  const auto out = folder_ / "report";
  const auto report = evaluate({{case_}, {}, {}}, {networks(), engine, out, true});
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(std::filesystem::is_regular_file(out / "index.html"));
  EXPECT_TRUE(std::filesystem::is_regular_file(out / "report.json"));
  ASSERT_FALSE(report->cases.front().pictures.empty());
  for (const ReportPicture& picture : report->cases.front().pictures) {
    EXPECT_TRUE(std::filesystem::is_regular_file(out / picture.file)) << picture.file;
  }
}

TEST_F(RunCase, compares_with_an_earlier_report) {
  const auto earlier = folder_ / "earlier";
  ASSERT_TRUE(evaluate({{case_}, {}, {}}, {networks(), RememberingEngine(), earlier, true}).has_value());
  const auto report = evaluate({{case_}, earlier / "report.json", {}},
                               {networks(), CarelessEngine(), folder_ / "later", true});
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->cases.front().pictures.back().role, "before");
  EXPECT_TRUE(
      std::filesystem::is_regular_file(folder_ / "later" / report->cases.front().pictures.back().file));
  EXPECT_FALSE(
      evaluate({{case_}, earlier / "none.json", {}}, {networks(), RememberingEngine(), earlier, true}));
}

TEST_F(RunCase, with_another_photo_as_truth_tells_what_is_left_of_the_change) {
  const image::Image other = plain({384, 512}, {128, 128, 128});
  ASSERT_TRUE(write_picture(folder_ / "other.png", other).has_value());
  Case change = case_;
  change.truth = folder_ / "other.png";
  const auto share_left_by = [&](const tryon::TryOnEngine& engine) {
    const auto report = run_case(change, {networks(), engine, folder_ / "out", false});
    return report.value().figures.at(Figure::kShareOfUnchanged);
  };
  EXPECT_EQ(share_left_by(RememberingEngine()), 1);
  EXPECT_EQ(share_left_by(PaintingEngine(other)), 0);
}

TEST_F(RunCase, without_another_photo_as_truth_knows_no_share_of_a_change) {
  EXPECT_FALSE(run(RememberingEngine(), false).figures.contains(Figure::kShareOfUnchanged));
}

TEST_F(RunCase, fails_when_a_picture_cannot_be_read) {
  Case broken = case_;
  broken.person = folder_ / "none.png";
  EXPECT_FALSE(run_case(broken, {networks(), RememberingEngine(), folder_ / "out", true}).has_value());
}

}  // namespace
}  // namespace drape::eval
