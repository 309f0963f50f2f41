#include "service/person_validator.h"

#include "service_test.h"

namespace drape::service {
namespace {

class PersonValidatorTest : public ServiceTest {
 protected:
  PersonValidator validator_{{records(), blobs(), try_on_, clock_, metrics_}};
};

TEST_F(PersonValidatorTest, verdict_is_told_and_stored) {
  const task::AccountId account = add_account();
  const task::PersonImageId person = add_person(account);
  try_on_.validation_answer = [] {
    return person::Validation{{{"too_dark", person::Severity::kWarning, "A little dark."},
                               {"no_person", person::Severity::kError, "Nobody is there."}},
                              {"upper"}};
  };
  const task::PersonValidation verdict = validator_.validate(account, person).value();
  EXPECT_FALSE(verdict.is_valid);
  ASSERT_EQ(verdict.issues.size(), 2U);
  EXPECT_EQ(verdict.issues[0].severity, task::Severity::kWarning);
  EXPECT_EQ(verdict.issues[1].code, "no_person");
  EXPECT_EQ(verdict.issues[1].severity, task::Severity::kError);
  const task::PersonValidation found = validator_.find(account, person).value();
  EXPECT_EQ(found.is_valid, verdict.is_valid);
  EXPECT_EQ(found.issues.size(), 2U);
  EXPECT_EQ(found.supported_categories, std::vector<std::string>{"upper"});
}

TEST_F(PersonValidatorTest, warnings_alone_leave_a_photo_valid) {
  const task::AccountId account = add_account();
  const task::PersonImageId person = add_person(account);
  try_on_.validation_answer = [] {
    return person::Validation{{{"too_dark", person::Severity::kWarning, "A little dark."}}, {"upper"}};
  };
  EXPECT_TRUE(validator_.validate(account, person)->is_valid);
}

TEST_F(PersonValidatorTest, never_validated_and_missing_photos_are_told_apart) {
  const task::AccountId account = add_account();
  EXPECT_EQ(validator_.find(account, add_person(account)).error().code, "never_validated");
  EXPECT_EQ(validator_.find(account, task::PersonImageId(99)).error().code, "image_not_found");
  EXPECT_EQ(validator_.validate(account, task::PersonImageId(99)).error().code, "image_not_found");
}

TEST_F(PersonValidatorTest, foreign_photo_answers_like_a_missing_one) {
  const task::PersonImageId person = add_person(add_account("owner"));
  const task::AccountId other = add_account("other");
  EXPECT_EQ(validator_.validate(other, person).error().code, "image_not_found");
  EXPECT_EQ(validator_.find(other, person).error().code, "image_not_found");
}

TEST_F(PersonValidatorTest, engine_that_throws_is_an_internal_error_and_nothing_is_stored) {
  const task::AccountId account = add_account();
  const task::PersonImageId person = add_person(account);
  try_on_.validation_answer = []() -> Result<person::Validation> {
    throw std::runtime_error("secret detail");
  };
  const Error error = validator_.validate(account, person).error();
  EXPECT_EQ(error.kind, ErrorKind::kInternal);
  EXPECT_EQ(error.public_text.value.find("secret"), std::string::npos);
  EXPECT_EQ(validator_.find(account, person).error().code, "never_validated");
}

}  // namespace
}  // namespace drape::service
