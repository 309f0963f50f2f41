#include <gtest/gtest.h>

#include "task/account.h"
#include "task/deletion.h"
#include "task/layering.h"
#include "task/page.h"
#include "task/picture.h"
#include "task/task.h"
#include "task/validation.h"

namespace drape::task {
namespace {

TEST(Names, every_status_reads_back_as_itself) {
  for (const TaskStatus status : kTaskStatuses) EXPECT_EQ(task_status_from(to_string(status)), status);
}

TEST(Names, pending_is_a_synonym_of_queued) {
  EXPECT_EQ(task_status_from("pending"), TaskStatus::kQueued);
}

TEST(Names, unknown_texts_have_no_value) {
  EXPECT_FALSE(task_status_from(""));
  EXPECT_FALSE(task_status_from("Queued"));
  EXPECT_FALSE(picture_format_from("gif"));
  EXPECT_FALSE(garment_category_from("hat"));
  EXPECT_FALSE(severity_from("fatal"));
}

TEST(Names, formats_categories_and_severities_read_back_as_themselves) {
  for (const auto format : {PictureFormat::kJpeg, PictureFormat::kPng, PictureFormat::kWebp,
                            PictureFormat::kAvif, PictureFormat::kHeic}) {
    EXPECT_EQ(picture_format_from(to_string(format)), format);
    EXPECT_EQ(media_type(format), "image/" + std::string(to_string(format)));
  }
  for (const auto category : {GarmentCategory::kUpper, GarmentCategory::kOuter, GarmentCategory::kLower,
                              GarmentCategory::kSkirt, GarmentCategory::kDress}) {
    EXPECT_EQ(garment_category_from(to_string(category)), category);
  }
  for (const auto photo_type : {GarmentPhotoType::kFlatLay, GarmentPhotoType::kModel}) {
    EXPECT_EQ(garment_photo_type_from(to_string(photo_type)), photo_type);
  }
  for (const auto engine : {EngineChoice::kAuto, EngineChoice::kGeometric}) {
    EXPECT_EQ(engine_choice_from(to_string(engine)), engine);
    EXPECT_NE(engine_for(engine), EngineChoice::kAuto);
  }
  for (const auto kind : {DeletedKind::kPersonImage, DeletedKind::kGarmentImage, DeletedKind::kResult,
                          DeletedKind::kTask, DeletedKind::kAccount, DeletedKind::kOrphans}) {
    EXPECT_EQ(deleted_kind_from(to_string(kind)), kind);
  }
  for (const auto scope : {KeyScope::kRead, KeyScope::kWrite, KeyScope::kAdmin}) {
    EXPECT_EQ(key_scope_from(to_string(scope)), scope);
  }
  for (const auto severity : {Severity::kError, Severity::kWarning}) {
    EXPECT_EQ(severity_from(to_string(severity)), severity);
  }
}

TEST(Names, zero_and_negative_numbers_are_no_ids) {
  EXPECT_FALSE(TaskId::from(0));
  EXPECT_FALSE(TaskId::from(-1));
  EXPECT_EQ(TaskId::from(1)->value(), 1);
}

TEST(Page, empty_list_has_one_page) {
  EXPECT_EQ((Page<int>{0, 1, 20, {}}.page_count()), 1);
  EXPECT_EQ((Page<int>{20, 1, 20, {}}.page_count()), 1);
  EXPECT_EQ((Page<int>{21, 1, 20, {}}.page_count()), 2);
}

}  // namespace
}  // namespace drape::task
