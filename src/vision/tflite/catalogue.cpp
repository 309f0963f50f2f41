#include "tflite/catalogue.h"

namespace drape::tflite {

namespace {

const std::vector<CatalogueEntry> kEntries = {
    {
        .name = "pose_detection",
        .package = "@mediapipe/pose",
        .version = "0.5.1675469404",
        .file = "pose_solution_packed_assets.data",
        .slice = Slice{0, 2'962'288},
        .sha256 = "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
        .licence = "Apache-2.0",
        .input = {"input_1", {1, 224, 224, 3}},
        .outputs = {{"Identity", {1, 2254, 12}}, {"Identity_1", {1, 2254, 1}}},
    },
    {
        .name = "pose_landmark_heavy",
        .package = "@mediapipe/pose",
        .version = "0.5.1675469404",
        .file = "pose_landmark_heavy.tflite",
        .slice = {},
        .sha256 = "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
        .licence = "Apache-2.0",
        .input = {"input_1", {1, 256, 256, 3}},
        .outputs = {{"Identity", {1, 195}},
                    {"Identity_1", {1, 1}},
                    {"Identity_2", {1, 256, 256, 1}},
                    {"Identity_3", {1, 64, 64, 39}},
                    {"Identity_4", {1, 117}}},
    },
    {
        .name = "selfie_segmentation",
        .package = "@mediapipe/selfie_segmentation",
        .version = "0.1.1675465747",
        .file = "selfie_segmentation.tflite",
        .slice = {},
        .sha256 = "8d13b7fae74af625c641226813616a2117bd6bca19eb3b75574621fc08557f27",
        .licence = "Apache-2.0",
        .input = {"input_1", {1, 256, 256, 3}},
        .outputs = {{"activation_10", {1, 256, 256, 1}}},
    },
    {
        .name = "face_detection_full_range",
        .package = "@mediapipe/face_detection",
        .version = "0.4.1657300184",
        .file = "face_detection_full_range.tflite",
        .slice = {},
        .sha256 = "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
        .licence = "Apache-2.0",
        .input = {"input", {1, 192, 192, 3}},
        .outputs = {{"reshaped_regressor_face_4", {1, 2304, 16}},
                    {"reshaped_classifier_face_4", {1, 2304, 1}}},
    },
    {
        .name = "face_landmark",
        .package = "@mediapipe/face_mesh",
        .version = "0.4.1657299874",
        .file = "face_mesh_solution_packed_assets.data",
        .slice = Slice{2'495'952, 1'241'896},
        .sha256 = "c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1",
        .licence = "Apache-2.0",
        .input = {"input_1", {1, 192, 192, 3}},
        .outputs = {{"conv2d_21", {1, 1, 1, 1404}}, {"conv2d_31", {1, 1, 1, 1}}},
    },
    {
        .name = "hand_landmark_full",
        .package = "@mediapipe/holistic",
        .version = "0.5.1675471629",
        .file = "holistic_solution_packed_assets.data",
        .slice = Slice{3'986'256, 5'478'688},
        .sha256 = "8c026882c9ec059ce0f8e75266bee5a9a23c341a40e0000df755374d3d1b9b68",
        .licence = "Apache-2.0",
        .input = {"input_1", {1, 224, 224, 3}},
        .outputs =
            {{"Identity", {1, 63}}, {"Identity_1", {1, 1}}, {"Identity_2", {1, 1}}, {"Identity_3", {1, 63}}},
    },
};

}  // namespace

std::span<const CatalogueEntry> catalogue() {
  return kEntries;
}

}  // namespace drape::tflite
