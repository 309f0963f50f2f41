#include "service/task_progress.h"

#include <gtest/gtest.h>

namespace drape::service {
namespace {

const std::vector<std::string> kRecipe{"prepare", "repair", "body",       "scale", "fit",
                                       "warp",    "erase",  "background", "skin",  "reveal",
                                       "lower",   "light",  "compose",    "check"};

std::vector<std::string> stages_of(int garments, bool analysed_before) {
  std::vector<std::string> stages{"load"};
  if (!analysed_before) {
    for (const char* stage :
         {"decode_garment", "decode_person", "garment_worn", "find person", "person mask", "garment_sight",
          "person labels", "matte", "garment_landmarks", "full resolution"})
      stages.emplace_back(stage);
  }
  for (int i = 0; i < garments; ++i) stages.insert(stages.end(), kRecipe.begin(), kRecipe.end());
  stages.emplace_back("encode");
  return stages;
}

TEST(TaskProgress, share_grows_from_nothing_to_nearly_all_and_never_falls) {
  for (const int garments : {1, 2, 3}) {
    for (const bool analysed_before : {false, true}) {
      const TaskProgress progress{1, static_cast<std::size_t>(garments),
                                  stages_of(garments, analysed_before)};
      EXPECT_EQ(progress.share(0), 0);
      for (std::size_t i = 1; i < progress.stages.size(); ++i) {
        EXPECT_GE(progress.share(i), progress.share(i - 1)) << progress.stages[i];
        EXPECT_LT(progress.share(i), 1);
      }
      EXPECT_GT(progress.share(progress.stages.size() - 1), 0.9);
    }
  }
}

TEST(TaskProgress, second_garment_is_not_nearly_done_when_the_first_is) {
  const TaskProgress progress{1, 2, stages_of(2, true)};
  EXPECT_LT(progress.share(kRecipe.size()), 0.8) << "at the check of the first";
  EXPECT_GT(progress.share(2 * kRecipe.size()), 0.9) << "at the check of the second";
}

TEST(TaskProgress, stages_of_another_engine_do_no_harm) {
  const TaskProgress progress{1, 1, {"load", "sampling", "sampling", "encode"}};
  EXPECT_EQ(progress.share(2), 0);
  EXPECT_GT(progress.share(3), 0.9);
}

}  // namespace
}  // namespace drape::service
