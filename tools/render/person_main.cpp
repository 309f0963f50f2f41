#include <cstdio>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "render/cli_options.h"
#include "render/render_person.h"

namespace {

using drape::render::ArmPose;
using drape::render::Framing;
using drape::render::HairStyle;
using drape::render::LowerKind;
using drape::render::PersonSpec;
using drape::render::Sex;
using drape::render::TopKind;

const std::map<std::string, Sex> kSexes{{"female", Sex::kFemale}, {"male", Sex::kMale}};
const std::map<std::string, ArmPose> kArmPoses{{"hanging", ArmPose::kHanging},
                                               {"spread", ArmPose::kSpread},
                                               {"bent", ArmPose::kBent},
                                               {"hip", ArmPose::kOnHip}};
const std::map<std::string, Framing> kFramings{{"portrait", Framing::kPortrait},
                                               {"half", Framing::kHalfBody},
                                               {"three-quarter", Framing::kThreeQuarter},
                                               {"full", Framing::kFullBody}};
const std::map<std::string, TopKind> kTops{{"tee", TopKind::kTee},
                                           {"long-sleeve", TopKind::kLongSleeve},
                                           {"sleeveless", TopKind::kSleeveless},
                                           {"shirt", TopKind::kShirt}};
const std::map<std::string, LowerKind> kLowers{
    {"trousers", LowerKind::kTrousers}, {"shorts", LowerKind::kShorts}, {"skirt", LowerKind::kSkirt}};
const std::map<std::string, HairStyle> kHairStyles{
    {"short", HairStyle::kShort}, {"cropped", HairStyle::kCropped}, {"curly", HairStyle::kCurly},
    {"bob", HairStyle::kBob},     {"long", HairStyle::kLong},       {"bun", HairStyle::kBun}};
}  // namespace

int main(int argc, char** argv) {
  using drape::render::add_choice;
  using drape::render::add_colour;
  using drape::render::add_fabric;
  CLI::App app{"Draws a clothed person from parameters, with the true label map and joints."};
  PersonSpec spec;
  drape::render::PictureSize size;
  std::string out, labels, joints;
  int threads = 2;
  app.add_option("--out", out, "Picture to write (.png or .jpg)")->required();
  app.add_option("--labels", labels, "Label map to write (.png, values of person::Label)");
  app.add_option("--joints", joints, "Joints to write (.json, the 33 points of BlazePose in pixels)");
  app.add_option("--width", size.width, "Pixels")->check(CLI::Range(64, 4096))->capture_default_str();
  app.add_option("--height", size.height, "Pixels")->check(CLI::Range(64, 4096))->capture_default_str();
  app.add_option("--threads", threads)->check(CLI::Range(1, 256))->capture_default_str();
  add_choice(app, "--sex", spec.sex, kSexes, "Body and face");
  app.add_option("--tone", spec.skin_tone, "Skin, 0 lightest .. 5 darkest")->check(CLI::Range(0, 5));
  app.add_option("--build", spec.build, "-1 slim .. 1 full")->check(CLI::Range(-1.0, 1.0));
  add_choice(app, "--hair", spec.hair, kHairStyles, "Hair style");
  add_colour(app, "--hair-colour", spec.hair_colour, "Hair");
  add_colour(app, "--eye-colour", spec.eye_colour, "Eyes");
  app.add_option("--beard", spec.beard, "0 shaven .. 1 short full beard")->check(CLI::Range(0.0, 1.0));
  add_choice(app, "--left-arm", spec.arms[0], kArmPoses, "The person's left arm");
  add_choice(app, "--right-arm", spec.arms[1], kArmPoses, "The person's right arm");
  app.add_option("--turn", spec.turn_degrees, "Body, degrees to the picture's right")
      ->check(CLI::Range(-30.0, 30.0));
  app.add_option("--head-turn", spec.head_turn_degrees, "Head, on top of the body's")
      ->check(CLI::Range(-30.0, 30.0));
  app.add_option("--sway", spec.sway, "Weight on one leg, -1 .. 1")->check(CLI::Range(-1.0, 1.0));
  app.add_option("--face", spec.face, "Variation of the features");
  add_choice(app, "--framing", spec.framing, kFramings, "What the picture shows");
  add_choice(app, "--top", spec.outfit.top, kTops, "Upper garment");
  add_fabric(app, "--top", spec.outfit.top_fabric, "Upper garment");
  add_choice(app, "--lower", spec.outfit.lower, kLowers, "Lower garment");
  add_fabric(app, "--lower", spec.outfit.lower_fabric, "Lower garment");
  add_colour(app, "--shoes", spec.outfit.shoes, "Shoes");
  CLI11_PARSE(app, argc, argv);

  const drape::render::RenderedPerson person = drape::render::render_person(spec, size, threads);
  cv::Mat bgr;
  cv::cvtColor(person.image, bgr, cv::COLOR_RGB2BGR);
  const std::vector<int> options{cv::IMWRITE_JPEG_QUALITY, 92};
  bool written = cv::imwrite(out, bgr, options);
  if (!labels.empty()) written = cv::imwrite(labels, person.labels) && written;
  if (!joints.empty())
    written = static_cast<bool>(std::ofstream(joints) << drape::render::joints_json(person)) && written;
  if (!written) std::fprintf(stderr, "drape-render-person: cannot write the output\n");
  return written ? 0 : 1;
}
