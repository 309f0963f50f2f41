#include "store/records_test.h"

namespace drape::store {
namespace {

using FindingRecordsTest = RecordsTest;
DRAPE_FOR_EVERY_DATABASE(FindingRecordsTest);

task::PersonValidation verdict(task::PersonImageId person, Timestamp now) {
  return {person,
          false,
          {{"blurry", task::Severity::kError, "The photo is blurry."},
           {"too_dark", task::Severity::kWarning, "Dark."}},
          {"upper", "dress"},
          now};
}

TEST_P(FindingRecordsTest, validation_reads_back_with_its_issues_in_order) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  EXPECT_FALSE(records().findings().find_validation(account, person).value());
  ASSERT_TRUE(records().findings().put_validation(account, verdict(person, now())));
  const task::PersonValidation found = records().findings().find_validation(account, person).value().value();
  EXPECT_EQ(found.person_image, person);
  EXPECT_FALSE(found.is_valid);
  ASSERT_EQ(found.issues.size(), 2U);
  EXPECT_EQ(found.issues[0].code, "blurry");
  EXPECT_EQ(found.issues[0].severity, task::Severity::kError);
  EXPECT_EQ(found.issues[0].message, "The photo is blurry.");
  EXPECT_EQ(found.issues[1].severity, task::Severity::kWarning);
  EXPECT_EQ(found.supported_categories, (std::vector<std::string>{"upper", "dress"}));
  EXPECT_EQ(found.created_at, now());
}

TEST_P(FindingRecordsTest, later_validation_replaces_the_earlier_one_whole) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  ASSERT_TRUE(records().findings().put_validation(account, verdict(person, now())));
  ASSERT_TRUE(records().findings().put_validation(account, {person, true, {}, {}, now()}));
  const task::PersonValidation found = records().findings().find_validation(account, person).value().value();
  EXPECT_TRUE(found.is_valid);
  EXPECT_TRUE(found.issues.empty());
  EXPECT_TRUE(found.supported_categories.empty());
}

TEST_P(FindingRecordsTest, validation_goes_with_its_photo) {
  const task::AccountId account = add_account("a");
  const task::PersonImageId person = add_person(account);
  ASSERT_TRUE(records().findings().put_validation(account, verdict(person, now())));
  ASSERT_TRUE(records().person_images().remove(account, person).value());
  EXPECT_FALSE(records().findings().find_validation(account, person).value());
  const Status late = records().findings().put_validation(account, verdict(person, now()));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::kNotFound);
}

TEST_P(FindingRecordsTest, validation_of_another_account_can_be_neither_read_nor_written) {
  const task::AccountId owner = add_account("owner");
  const task::AccountId other = add_account("other");
  const task::PersonImageId person = add_person(owner);
  const Status foreign = records().findings().put_validation(other, verdict(person, now()));
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::kNotFound);
  ASSERT_TRUE(records().findings().put_validation(owner, verdict(person, now())));
  EXPECT_FALSE(records().findings().find_validation(other, person).value());
}

TEST_P(FindingRecordsTest, category_reads_back_with_the_engine_that_found_it) {
  const task::AccountId account = add_account("a");
  const task::GarmentImageId garment = add_garment(account);
  EXPECT_FALSE(records().findings().find_category(account, garment).value());
  ASSERT_TRUE(records().findings().put_category(garment, {"engine 1", task::GarmentCategory::kSkirt}));
  auto found = records().findings().find_category(account, garment).value().value();
  EXPECT_EQ(found.engine_version, "engine 1");
  EXPECT_EQ(found.category, task::GarmentCategory::kSkirt);
  ASSERT_TRUE(records().findings().put_category(garment, {"engine 2", std::nullopt}));
  found = records().findings().find_category(account, garment).value().value();
  EXPECT_EQ(found.engine_version, "engine 2");
  EXPECT_EQ(found.category, std::nullopt);
  EXPECT_FALSE(records().findings().find_category(add_account("b"), garment).value());
}

TEST_P(FindingRecordsTest, category_of_a_garment_that_has_gone_is_dropped) {
  EXPECT_TRUE(records().findings().put_category(task::GarmentImageId(99), {"engine 1", std::nullopt}));
}

}  // namespace
}  // namespace drape::store
