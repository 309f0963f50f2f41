#include "vision/vision.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "vision/anchor_detector.h"
#include "vision/face_finder.h"
#include "vision/garment_sight.h"
#include "vision/hand_finder.h"
#include "vision/model_store.h"
#include "vision/network.h"
#include "vision/pose_estimator.h"

namespace drape::vision {

namespace {

constexpr float kPersonScoreMin = 0.5F;

const AnchorGrid kPersonAnchors = {224, {8, 16, 32, 32, 32}, 2};
const AnchorGrid kFaceAnchors = {192, {4}, 1};

struct Networks {
  AnchorDetector persons;
  Network pose;
  Network selfie;
  AnchorDetector faces;
  Network mesh;
  Network hand;
  Network garment_sight;
  Network garment_outline;
  Network garment_look;
};

/// The optional networks of a store.
struct OptionalNetworks {
  std::optional<BodyParser> parser;
  std::string version_suffix;
};

class OnnxVision final : public Vision {
 public:
  OnnxVision(Networks networks, OptionalNetworks optional)
      : networks_(std::move(networks)), optional_(std::move(optional)) {}

  Result<std::vector<PersonDetection>> detect_persons(const image::Image& image) const override;
  Result<Pose> estimate_pose(const image::Image& image, const PersonDetection& person) const override {
    return vision::estimate_pose(networks_.pose, image, person);
  }
  Result<image::Plane> segment_selfie(const image::Image& image,
                                      std::optional<cv::Rect2f> region) const override;
  Result<std::vector<FaceDetection>> detect_faces(const image::Image& image, float score_min,
                                                  std::optional<cv::Rect2f> region) const override {
    return vision::detect_faces(networks_.faces, image, score_min,
                                region ? upright_square(*region) : whole_picture(image.size()));
  }
  Result<std::optional<FaceMesh>> face_mesh(const image::Image& image, const Pose& pose) const override {
    return vision::face_mesh({networks_.faces, networks_.mesh}, image, pose);
  }
  Result<std::optional<Hand>> hand(const image::Image& image, const Pose& pose, Side side) const override {
    return find_hand(networks_.hand, image, pose, side);
  }
  Result<image::Plane> see_garment(const image::Image& image) const override {
    return vision::see_garment(networks_.garment_sight, image);
  }
  Result<GarmentOdds> classify_garment(const image::Image& image, const image::Plane& alpha) const override {
    return vision::classify_garment({networks_.garment_outline, networks_.garment_look}, image, alpha);
  }
  Result<std::optional<ParsedBody>> parse_body(const image::Image& image, cv::Size size) const override {
    if (!optional_.parser) return std::nullopt;
    return optional_.parser->parse(image, size).map([](ParsedBody body) {
      return std::optional(std::move(body));
    });
  }
  const std::string& version_suffix() const override { return optional_.version_suffix; }

 private:
  Networks networks_;
  OptionalNetworks optional_;
};

Result<std::vector<PersonDetection>> OnnxVision::detect_persons(const image::Image& image) const {
  auto detections = networks_.persons.detect(image, whole_picture(image.size()), kPersonScoreMin);
  if (!detections) return fail(detections.error());
  std::vector<PersonDetection> persons;
  for (const Detection& detection : *detections) {
    PersonDetection person{detection.box, {}, detection.score};
    std::copy_n(detection.points.begin(), person.points.size(), person.points.begin());
    persons.push_back(person);
  }
  return persons;
}

Result<image::Plane> OnnxVision::segment_selfie(const image::Image& image,
                                                std::optional<cv::Rect2f> region) const {
  const int side = networks_.selfie.side();
  cv::Mat3f input;
  if (region) {
    input = Crop(upright_square(*region), side).take(image, Outside::kRepeatEdge);
  } else {
    image::Image squashed;
    cv::resize(image, squashed, {side, side}, 0, 0, cv::INTER_AREA);
    squashed.convertTo(input, CV_32F);
  }
  input.convertTo(input, CV_32F, 1 / 255.0);
  auto outputs = networks_.selfie.run(input, {0});
  if (!outputs) return fail(outputs.error());
  const cv::Mat1f mask(side, side, outputs->front().data());
  if (region) return Crop(upright_square(*region), side).lay_back(mask, image.size(), 0);
  image::Plane result;
  cv::resize(mask, result, image.size(), 0, 0, cv::INTER_LINEAR);
  return result;
}

/// Loads networks until one fails; the first error is kept.
class Loader {
 public:
  explicit Loader(const VisionOptions& options) : options_(options) {}

  [[nodiscard]] std::optional<Network> load(std::string_view name) {
    for (const tflite::CatalogueEntry& entry : tflite::catalogue()) {
      if (entry.name == name) return load(entry);
    }
    return std::nullopt;
  }
  [[nodiscard]] std::optional<Network> load(const tflite::CatalogueEntry& entry) {
    auto network = Network::load(options_.models, entry, std::max(options_.threads, 1));
    if (network) return std::move(*network);
    if (!error_) error_ = network.error();
    return std::nullopt;
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  const VisionOptions& options_;
  std::optional<Error> error_;
};

Result<OptionalNetworks> load_optional(const VisionOptions& options) {
  OptionalNetworks optional;
  if (options.store.empty()) return optional;
  const ModelStore store(options.store);
  const auto models = store.list();
  if (!models) return fail(models.error());
  for (const InstalledModel& model : *models) {
    if (optional.parser)
      return fail(Error::internal("more than one body parser in " + options.store.string()));
    auto parser = store.open(model, std::max(options.threads, 1));
    if (!parser) return fail(parser.error());
    optional.parser = *std::move(parser);
    optional.version_suffix += "+" + model.tag;
  }
  return optional;
}

}  // namespace

Result<std::shared_ptr<const Vision>> Vision::open(const VisionOptions& options) {
  Loader loader(options);
  auto persons = loader.load("pose_detection");
  auto pose = loader.load("pose_landmark_heavy");
  auto selfie = loader.load("selfie_segmentation");
  auto faces = loader.load("face_detection_full_range");
  auto mesh = loader.load("face_landmark");
  auto hand = loader.load("hand_landmark_full");
  auto garment_sight = loader.load(garment_sight_entry());
  auto garment_outline = loader.load(garment_outline_entry());
  auto garment_look = loader.load(garment_look_entry());
  if (loader.error()) return fail(*loader.error());
  auto optional = load_optional(options);
  if (!optional) return fail(optional.error());
  return std::make_shared<const OnnxVision>(
      Networks{AnchorDetector(std::move(*persons), kPersonAnchors), std::move(*pose), std::move(*selfie),
               AnchorDetector(std::move(*faces), kFaceAnchors), std::move(*mesh), std::move(*hand),
               std::move(*garment_sight), std::move(*garment_outline), std::move(*garment_look)},
      *std::move(optional));
}

}  // namespace drape::vision
