#include "tryon/try_on.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/side_by_side.h"
#include "person/analyse.h"
#include "tryon/analysis_cache.h"
#include "tryon/garment_photo.h"
#include "tryon/person_verdict.h"

namespace drape::tryon {
namespace {

using garment::Category;
using garment::GarmentModel;
using person::PersonModel;

/// Rough size of a model in memory: its planes, which outweigh all the rest.
std::size_t size_of(const PersonModel& model) {
  constexpr std::size_t kBytesPerPixel = 3 + 4 + 4 + 1;  // image, pose mask, matte, labels
  return model.image.total() * kBytesPerPixel + 65'536;
}

std::size_t size_of(const GarmentModel& model) {
  constexpr std::size_t kBytesPerPixel = 3 + 4 + 2;  // colour, alpha, two sleeve masks
  return model.colour.total() * kBytesPerPixel + 65'536;
}

class CachingTryOn final : public TryOn {
 public:
  CachingTryOn(std::shared_ptr<const vision::Vision> vision, std::shared_ptr<const TryOnEngine> engine,
               const TryOnLimits& limits, std::shared_ptr<const image::Decoder> decoder)
      : vision_(std::move(vision)),
        engine_(std::move(engine)),
        limits_(limits),
        decoder_(std::move(decoder)),
        persons_(limits.cache_bytes_max / 2),
        garments_(limits.cache_bytes_max / 2) {}

  std::string engine_version() const override { return engine_->version() + vision_->version_suffix(); }

  std::string result_version() const override {
    return engine_version() + " sides " + std::to_string(limits_.person_side_max) + " " +
           std::to_string(limits_.garment_side_max);
  }

  Result<person::Validation> validate_person(const EncodedPicture& encoded) const override {
    const auto image = decode(encoded, limits_.person_side_max);
    if (!image) return fail(image.error());
    auto validation = person::validate_person(*image, *vision_);
    if (!validation) return validation;
    StageContext stages;
    const auto found = person_model(
        encoded.sha256, [&] { return image; }, stages);
    if (!found && found.error().kind != ErrorKind::kInvalidInput) return fail(found.error());
    add_engine_verdict(*validation, found.map([](const auto& model) { return model.get(); }), *engine_);
    return validation;
  }

  Result<Category> categorise_garment(const EncodedGarment& garment) const override {
    StageContext stages;
    const auto model = garment_model(garment, stages);
    if (!model) return fail(model.error());
    return (*model)->category;
  }

  Result<GarmentVerdict> judge_garment(const EncodedPicture& encoded) const override {
    StageContext stages;
    const auto found = garment_model(encoded, stages);
    if (!found && found.error().kind != ErrorKind::kInvalidInput) return fail(found.error());
    return tryon::judge_garment(found.map([](const auto& model) { return model.get(); }), *engine_);
  }

  Result<TryOnResult> try_on(const EncodedPicture& person, std::span<const EncodedGarment> garments,
                             StageContext& stages) const override {
    const auto decode_person = [&] { return decode(person, limits_.person_side_max); };
    // Person and garments know nothing of each other: they are looked at side by side.
    Result<std::shared_ptr<const PersonModel>> person_found;
    Result<std::vector<std::shared_ptr<const GarmentModel>>> garments_found;
    side_by_side(
        [&] {
          person_found = person_model(
              person.sha256, [&] { return stages.run("decode_person", decode_person); }, stages);
        },
        [&] { garments_found = garment_models(garments, stages); });
    if (!person_found) return fail(person_found.error());
    if (!garments_found) return fail(garments_found.error());
    std::vector<const GarmentModel*> models;
    for (const auto& model : *garments_found) models.push_back(model.get());
    return engine_->run(**person_found, models, stages);
  }

  void forget(const std::string& sha256) const override {
    persons_.erase(sha256);
    for (const garment::Hints& hints : garment::all_hints()) garments_.erase(key_of(sha256, hints));
  }

 private:
  Result<image::Image> decode(const EncodedPicture& encoded, int longer_side_max) const {
    auto picture = decoder_->decode(encoded.bytes, limits_.decode, longer_side_max);
    if (!picture) return fail(std::move(picture.error()));
    return std::move(picture->pixels);
  }

  Result<std::vector<std::shared_ptr<const GarmentModel>>> garment_models(
      std::span<const EncodedGarment> garments, StageContext& stages) const {
    std::vector<std::shared_ptr<const GarmentModel>> models;
    for (const EncodedGarment& garment : garments) {
      auto found = garment_model(garment, stages);
      if (!found) return fail(found.error());
      models.push_back(*std::move(found));
    }
    return models;
  }

  // From the cache, else from what `picture` gives.
  template <typename Picture>
  Result<std::shared_ptr<const PersonModel>> person_model(const std::string& sha256, Picture&& picture,
                                                          StageContext& stages) const {
    if (auto cached = persons_.find(sha256)) return cached;
    const Result<image::Image> image = picture();
    if (!image) return fail(image.error());
    auto model = person::analyse_person(*image, *vision_, stages);
    if (!model) return fail(model.error());
    auto shared = std::make_shared<const PersonModel>(*std::move(model));
    persons_.insert(sha256, shared, size_of(*shared));
    return shared;
  }

  // Other hints may lead to another analysis. Without a hash nothing is kept.
  static std::string key_of(const std::string& sha256, const garment::Hints& hints) {
    return sha256.empty() ? sha256 : sha256 + to_key(hints);
  }

  Result<std::shared_ptr<const GarmentModel>> garment_model(const EncodedGarment& garment,
                                                            StageContext& stages) const {
    const std::string key = key_of(garment.photo.sha256, garment.hints);
    if (auto cached = garments_.find(key)) return cached;
    const auto image =
        stages.run("decode_garment", [&] { return decode(garment.photo, limits_.garment_side_max); });
    if (!image) return fail(image.error());
    auto model = analyse_garment_photo(*image, *vision_, stages, garment.hints);
    if (!model) return fail(model.error());
    auto shared = std::make_shared<const GarmentModel>(*std::move(model));
    garments_.insert(key, shared, size_of(*shared));
    return shared;
  }

  const std::shared_ptr<const vision::Vision> vision_;
  const std::shared_ptr<const TryOnEngine> engine_;
  const TryOnLimits limits_;
  const std::shared_ptr<const image::Decoder> decoder_;
  mutable AnalysisCache<PersonModel> persons_;
  mutable AnalysisCache<GarmentModel> garments_;
};

}  // namespace

std::shared_ptr<const TryOn> make_try_on(std::shared_ptr<const vision::Vision> vision,
                                         std::shared_ptr<const TryOnEngine> engine, const TryOnLimits& limits,
                                         std::shared_ptr<const image::Decoder> decoder) {
  if (!decoder) decoder = image::in_process_decoder();
  return std::make_shared<CachingTryOn>(std::move(vision), std::move(engine), limits, std::move(decoder));
}

}  // namespace drape::tryon
