#include "service/garment_categoriser.h"

#include "service_test.h"

namespace drape::service {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using task::GarmentCategory;
using Categories = std::vector<std::optional<GarmentCategory>>;

class GarmentCategoriserTest : public ServiceTest {
 protected:
  Categories categories(task::AccountId account, std::vector<task::GarmentImageId> garments,
                        milliseconds wait_max = hours(1)) {
    return categoriser_.categories(account, garments, wait_max).value();
  }
  GarmentCategoriser categoriser_{records(), blobs(), try_on_};
};

TEST_F(GarmentCategoriserTest, category_is_found_once_and_remembered) {
  try_on_.category_answer = [](const tryon::EncodedPicture&) { return garment::Category::kSkirt; };
  categoriser_.start();
  const task::AccountId account = add_account();
  const task::GarmentImageId garment = add_garment(account);
  EXPECT_EQ(categories(account, {garment, garment}),
            (Categories{GarmentCategory::kSkirt, GarmentCategory::kSkirt}));
  EXPECT_EQ(categories(account, {garment}), (Categories{GarmentCategory::kSkirt}));
  EXPECT_EQ(try_on_.categorised(), 1);
}

TEST_F(GarmentCategoriserTest, garment_that_is_not_recognised_is_not_tried_again) {
  try_on_.category_answer = [](const tryon::EncodedPicture&) -> Result<garment::Category> {
    return fail(Error::invalid("garment_not_recognised", "No."));
  };
  categoriser_.start();
  const task::AccountId account = add_account();
  const task::GarmentImageId garment = add_garment(account);
  EXPECT_EQ(categories(account, {garment}), (Categories{std::nullopt}));
  EXPECT_EQ(categories(account, {garment}), (Categories{std::nullopt}));
  EXPECT_EQ(try_on_.categorised(), 1);
}

TEST_F(GarmentCategoriserTest, engine_that_throws_leaves_the_category_unknown) {
  try_on_.category_answer = [](const tryon::EncodedPicture&) -> Result<garment::Category> { throw 1; };
  categoriser_.start();
  const task::AccountId account = add_account();
  EXPECT_EQ(categories(account, {add_garment(account)}), (Categories{std::nullopt}));
}

TEST_F(GarmentCategoriserTest, newer_engine_looks_again) {
  categoriser_.start();
  const task::AccountId account = add_account();
  const task::GarmentImageId garment = add_garment(account);
  EXPECT_EQ(categories(account, {garment}), (Categories{GarmentCategory::kUpper}));
  categoriser_.stop();
  try_on_.version = "fake 2";
  try_on_.category_answer = [](const tryon::EncodedPicture&) { return garment::Category::kOuter; };
  categoriser_.start();
  EXPECT_EQ(categories(account, {garment}), (Categories{GarmentCategory::kOuter}));
}

TEST_F(GarmentCategoriserTest, busy_engine_does_not_hold_up_whoever_asks) {
  fakes::Gate gate;
  try_on_.category_answer = [&](const tryon::EncodedPicture&) {
    gate.wait();
    return garment::Category::kDress;
  };
  categoriser_.start();
  const task::AccountId account = add_account();
  const task::GarmentImageId garment = add_garment(account);
  EXPECT_EQ(categories(account, {garment}, milliseconds(1)), (Categories{std::nullopt}));
  gate.open();
  EXPECT_EQ(categories(account, {garment}), (Categories{GarmentCategory::kDress}));
}

TEST_F(GarmentCategoriserTest, stopped_categoriser_answers_at_once) {
  const task::AccountId account = add_account();
  EXPECT_EQ(categories(account, {add_garment(account)}), (Categories{std::nullopt}));
  EXPECT_EQ(try_on_.categorised(), 0);
}

}  // namespace
}  // namespace drape::service
