// What drape-crash has in the place of cli/open_try_on.cpp. With DRAPE_CRASH_ENGINE=stand-in it computes no
// try-on: the photos are decoded, the person is tinted in the garment's colour. That takes some milliseconds
// and no networks, so that a thousand restarts fit into minutes. What is tested is the storage, not the
// picture.
#include <cstdlib>
#include <opencv2/core.hpp>
#include <string_view>
#include <utility>

#include "cli/engine_settings.h"
#include "image/decoder.h"
#include "tryon/try_on.h"

namespace drape::cli {
namespace {

class StandIn final : public tryon::TryOn {
 public:
  explicit StandIn(std::shared_ptr<const image::Decoder> decoder) : decoder_(std::move(decoder)) {}

  [[nodiscard]] std::string engine_version() const override { return "stand-in 1"; }

  [[nodiscard]] Result<person::Validation> validate_person(const tryon::EncodedPicture&) const override {
    return person::Validation{};
  }

  [[nodiscard]] Result<garment::Category> categorise_garment(
      const tryon::EncodedGarment& garment) const override {
    const auto picture = decoded(garment.photo.bytes);
    if (!picture) return fail(picture.error());
    return garment::Category::kUpper;
  }

  [[nodiscard]] Result<tryon::GarmentVerdict> judge_garment(
      const tryon::EncodedPicture& garment) const override {
    const auto category = categorise_garment(garment);
    if (!category) return fail(category.error());
    tryon::GarmentVerdict verdict;
    verdict.category = *category;
    verdict.on_model = false;
    return verdict;
  }

  [[nodiscard]] Result<tryon::TryOnResult> try_on(const tryon::EncodedPicture& person,
                                                  std::span<const tryon::EncodedGarment> garments,
                                                  StageContext& stages) const override {
    auto photo = stages.run("stand_in_person", [&] { return decoded(person.bytes); });
    if (!photo) return fail(photo.error());
    if (photo->cols < kPersonSideMin) return fail(Error::invalid("no_person", "The photo shows nobody."));
    cv::Scalar tint;
    for (const tryon::EncodedGarment& garment : garments) {
      const auto cloth = stages.run("stand_in_garment", [&] { return decoded(garment.photo.bytes); });
      if (!cloth) return fail(cloth.error());
      tint = cv::mean(*cloth);
    }
    return stages.run("stand_in_dress", [&]() -> Result<tryon::TryOnResult> {
      tryon::TryOnResult result;
      cv::addWeighted(*photo, 0.5, cv::Mat(photo->size(), photo->type(), tint), 0.5, 0, result.image);
      return result;
    });
  }

  void forget(const std::string&) const override {}

 private:
  [[nodiscard]] Result<image::Image> decoded(std::span<const std::byte> file) const {
    return decoder_->decode(file, {}, 0).map([](const image::DecodedPicture& picture) {
      return picture.pixels;
    });
  }

  static constexpr int kPersonSideMin = 64;  // Pixels: the driver's picture of nobody is smaller.

  std::shared_ptr<const image::Decoder> decoder_;
};

}  // namespace

Result<std::shared_ptr<const tryon::TryOn>> open_try_on(const EngineSettings& settings,
                                                        std::shared_ptr<const image::Decoder> decoder) {
  const char* engine = std::getenv("DRAPE_CRASH_ENGINE");
  if (engine != nullptr && std::string_view(engine) == "stand-in")
    return std::make_shared<const StandIn>(std::move(decoder));
  auto vision = open_vision(settings);
  if (!vision) return fail(vision.error());
  tryon::TryOnLimits limits;
  limits.person_side_max = settings.person_side_max;
  limits.garment_side_max = settings.garment_side_max;
  return tryon::make_try_on(*std::move(vision), open_engine(settings), limits, std::move(decoder));
}

}  // namespace drape::cli
