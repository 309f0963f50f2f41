#include "service/garment_validator.h"

#include "service/garment_categoriser.h"
#include "service_test.h"

namespace drape::service {
namespace {

Result<garment::Category> not_recognised(const tryon::EncodedPicture&) {
  return fail(Error::invalid("garment_not_recognised", "No garment was recognised."));
}

class GarmentValidatorTest : public ServiceTest {
 protected:
  task::AccountId account_ = add_account();
  GarmentValidator validator_{{records(), blobs(), try_on_, clock_}};
};

TEST_F(GarmentValidatorTest, verdict_is_told_and_stored) {
  try_on_.category_answer = [](const tryon::EncodedPicture&) { return garment::Category::kSkirt; };
  const task::GarmentImageId garment = add_garment(account_);
  const task::GarmentValidation told = validator_.validate(account_, garment).value();
  const task::GarmentValidation stored = validator_.find(account_, garment).value();
  for (const task::GarmentValidation& verdict : {told, stored}) {
    EXPECT_EQ(verdict.garment_image, garment);
    EXPECT_TRUE(verdict.is_valid);
    EXPECT_EQ(verdict.category, task::GarmentCategory::kSkirt);
    EXPECT_EQ(verdict.on_model, false);
    EXPECT_EQ(verdict.cutout_quality, 0.5);
    EXPECT_EQ(verdict.category_confidence, 0.75);
    EXPECT_TRUE(verdict.issues.empty());
    EXPECT_EQ(verdict.engine_version, "fake 1");
    EXPECT_EQ(verdict.created_at, clock_.now());
  }
}

TEST_F(GarmentValidatorTest, refusal_is_a_verdict_and_a_later_one_replaces_it) {
  try_on_.category_answer = not_recognised;
  const task::GarmentImageId garment = add_garment(account_);
  const task::GarmentValidation refused = validator_.validate(account_, garment).value();
  EXPECT_FALSE(refused.is_valid);
  EXPECT_FALSE(refused.category);
  ASSERT_EQ(refused.issues.size(), 1U);
  EXPECT_EQ(refused.issues[0].code, "garment_not_recognised");
  EXPECT_EQ(validator_.find(account_, garment)->issues.size(), 1U);
  try_on_.category_answer = [](const tryon::EncodedPicture&) { return garment::Category::kUpper; };
  ASSERT_TRUE(validator_.validate(account_, garment));
  EXPECT_TRUE(validator_.find(account_, garment)->is_valid);
  EXPECT_TRUE(validator_.find(account_, garment)->issues.empty());
}

TEST_F(GarmentValidatorTest, never_validated_missing_and_foreign_photos) {
  const task::GarmentImageId garment = add_garment(account_);
  EXPECT_EQ(validator_.find(account_, garment).error().code, "never_validated");
  EXPECT_EQ(validator_.find(account_, task::GarmentImageId(99)).error().code, "image_not_found");
  const task::AccountId other = add_account("other");
  EXPECT_EQ(validator_.validate(other, garment).error().code, "image_not_found");
  ASSERT_TRUE(validator_.validate(account_, garment));
  EXPECT_EQ(validator_.find(other, garment).error().code, "image_not_found");
  EXPECT_FALSE(validator_.finding(other, garment).value());
}

TEST_F(GarmentValidatorTest, verdict_goes_with_its_photo) {
  const task::GarmentImageId garment = add_garment(account_);
  ASSERT_TRUE(validator_.validate(account_, garment));
  ASSERT_TRUE(records().garment_images().remove(account_, garment).value());
  EXPECT_EQ(validator_.find(account_, garment).error().code, "image_not_found");
}

TEST_F(GarmentValidatorTest, validation_is_a_finding_and_a_finding_is_no_validation) {
  const task::GarmentImageId validated = add_garment(account_, 2);
  EXPECT_FALSE(validator_.finding(account_, validated).value());
  ASSERT_TRUE(validator_.validate(account_, validated));
  EXPECT_EQ(validator_.finding(account_, validated).value()->category, task::GarmentCategory::kUpper);

  try_on_.category_answer = not_recognised;
  const task::GarmentImageId looked_at = add_garment(account_, 3);
  GarmentCategoriser categoriser(records(), blobs(), try_on_);
  categoriser.start();
  ASSERT_TRUE(categoriser.categories(account_, std::vector{looked_at}, std::chrono::hours(1)));
  const auto finding = validator_.finding(account_, looked_at).value().value();
  EXPECT_FALSE(finding.category);
  EXPECT_EQ(finding.refusal->code, "garment_not_recognised");
  EXPECT_EQ(finding.refusal->message, "No garment was recognised.");
  EXPECT_EQ(validator_.find(account_, looked_at).error().code, "never_validated");
}

TEST_F(GarmentValidatorTest, finding_of_another_engine_does_not_count) {
  const task::GarmentImageId garment = add_garment(account_);
  ASSERT_TRUE(validator_.validate(account_, garment));
  try_on_.version = "fake 2";
  EXPECT_FALSE(validator_.finding(account_, garment).value());
  EXPECT_TRUE(validator_.find(account_, garment));
}

TEST_F(GarmentValidatorTest, busy_engine_leaves_no_verdict) {
  try_on_.category_answer = [](const tryon::EncodedPicture&) -> Result<garment::Category> {
    return fail({ErrorKind::kBusy, "out_of_memory", {"Later."}, {}});
  };
  const task::GarmentImageId garment = add_garment(account_);
  EXPECT_EQ(validator_.validate(account_, garment).error().kind, ErrorKind::kBusy);
  EXPECT_EQ(validator_.find(account_, garment).error().code, "never_validated");
  GarmentCategoriser categoriser(records(), blobs(), try_on_);
  categoriser.start();
  ASSERT_TRUE(categoriser.categories(account_, std::vector{garment}, std::chrono::hours(1)));
  EXPECT_FALSE(validator_.finding(account_, garment).value());
}

}  // namespace
}  // namespace drape::service
