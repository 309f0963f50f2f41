#include "eval/run_case.h"

#include <numeric>
#include <optional>
#include <utility>

#include "base/clock.h"
#include "eval/case_pictures.h"
#include "eval/files.h"
#include "eval/fill.h"
#include "eval/memory.h"
#include "eval/naive_paste.h"
#include "eval/scene.h"
#include "eval/seam.h"
#include "person/analyse.h"
#include "person/overlay.h"
#include "tryon/garment_photo.h"

namespace drape::eval {
namespace {

using garment::GarmentModel;
using person::PersonModel;

double sum_of(const std::vector<StageTime>& times) {
  return std::accumulate(times.begin(), times.end(), 0.0,
                         [](double sum, const StageTime& time) { return sum + time.seconds; });
}

/// Runs one case from files to report.
class CaseRun {
 public:
  CaseRun(const Case& one, const Bench& bench) : case_(one), bench_(bench), pictures_(bench.out, one.name) {
    report_.name = one.name;
    report_.kind = one.kind;
  }

  Result<CaseReport> run() {
    Status done = analyse();
    if (done && !report_.refusal) done = dress_and_measure();
    if (!done) return fail(done.error());
    if (!pictures_.status()) return fail(pictures_.status().error());
    report_.stages = stages_.times();
    report_.pictures = pictures_.written();
    return std::move(report_);
  }

 private:
  /// A picture as the product would decode it. What cannot be decoded is the case file's fault, not a
  /// refusal.
  Result<image::Image> decoded(const std::filesystem::path& path, const char* stage, int side_max) {
    const auto bytes = read_bytes(path);
    if (!bytes) return fail(bytes.error());
    auto picture = stages_.run(stage, [&] { return image::decode(*bytes, {}, side_max); });
    if (!picture)
      return fail(Error::invalid("file", path.string() + ": " + picture.error().public_text.value));
    return picture;
  }

  /// The first refusal is the one that a client would see.
  void refuse(std::string stage, const Error& error) {
    if (!report_.refusal) report_.refusal = {std::move(stage), error.code, error.public_text.value};
  }

  Status analyse() {
    reset_peak_memory();
    if (const Status read = analyse_person_photo(); !read) return read;
    for (std::size_t i = 0; i < case_.garments.size(); ++i) {
      if (const Status read = analyse_garment_photo(i); !read) return read;
    }
    return {};
  }

  Status analyse_person_photo() {
    const auto photo = decoded(case_.person, "decode_person", bench_.person_side_max);
    if (!photo) return fail(photo.error());
    pictures_.add("person", *photo);
    auto model = person::analyse_person(*photo, bench_.vision, stages_);
    if (!model) {
      refuse("person", model.error());
      return {};
    }
    person_ = *std::move(model);
    pictures_.add("labels", person::draw_overlay(*person_));
    return {};
  }

  Status analyse_garment_photo(std::size_t index) {
    const auto photo = decoded(case_.garments[index], "decode_garment", bench_.garment_side_max);
    if (!photo) return fail(photo.error());
    pictures_.add("garment", *photo, static_cast<int>(index) + 1);
    auto model = tryon::analyse_garment_photo(*photo, bench_.vision, stages_);
    if (!model) {
      refuse("garment " + std::to_string(index + 1), model.error());
      return {};
    }
    if (!report_.category.empty()) report_.category += " + ";
    report_.category += garment::to_string(model->category);
    garments_.push_back(*std::move(model));
    return {};
  }

  Status dress_and_measure() {
    for (const GarmentModel& garment : garments_) garment_pointers_.push_back(&garment);
    report_.erased = bench_.erase && case_.is_paired();
    auto input = scene_input();
    if (!input) return fail(input.error());
    const Scene scene = make_scene(*input);
    if (report_.erased) pictures_.add("given", scene.given.image);
    if (scene.truth) pictures_.add("truth", *scene.truth);

    const double analysing = sum_of(stages_.times());
    const Stopwatch watch;
    const auto result = bench_.engine.run(scene.given, garment_pointers_, stages_);
    // Its stages run side by side in part: their times do not add up to it.
    const double dressing = watch.seconds();
    // Read before the measuring, which needs memory of its own.
    report_.figures[Figure::kPeakMemory] = peak_memory_mb();
    report_.figures[Figure::kSecondsEngine] = dressing;
    report_.figures[Figure::kSecondsTotal] = analysing + dressing;
    if (result) {
      measure_result(scene, *result);
    } else {
      refuse("engine", result.error());
      report_.figures.clear();
    }
    if (input->person_labels) report_.figures.merge(measure_labels(*person_, *input->person_labels));
    measure_baselines(scene);
    return {};
  }

  Result<std::optional<TrueLabels>> labels(const std::optional<LabelSource>& source, cv::Size size) {
    if (!source) return std::optional<TrueLabels>();
    auto read = TrueLabels::read(*source, size);
    if (!read) return fail(read.error());
    return std::optional(*std::move(read));
  }

  Result<SceneInput> scene_input() {
    const cv::Size size = person_->image.size();
    auto person_labels = labels(case_.person_labels, size);
    if (!person_labels) return fail(person_labels.error());
    SceneInput input{*person_, garment_pointers_, *std::move(person_labels), {}, report_.erased};
    if (!case_.truth) return input;
    auto truth = truth_photo();
    if (!truth) return fail(truth.error());
    input.truth = *std::move(truth);
    return input;
  }

  Result<TruthPhoto> truth_photo() {
    const cv::Size size = person_->image.size();
    auto truth_labels = labels(case_.truth_labels, size);
    if (!truth_labels) return fail(truth_labels.error());
    TruthPhoto truth{person_->image, *std::move(truth_labels), {}};
    if (case_.is_paired()) return truth;
    const auto bytes = read_bytes(*case_.truth);
    if (!bytes) return fail(bytes.error());
    auto photo = image::decode(*bytes, {}, bench_.person_side_max);
    if (!photo)
      return fail(Error::invalid("file", case_.truth->string() + ": " + photo.error().public_text.value));
    truth.image = *std::move(photo);
    if (truth.labels || truth.image.size() != size) return truth;
    StageContext apart;
    const auto model = person::analyse_person(truth.image, bench_.vision, apart);
    if (model) truth.worn = worn_area(*model, garment_pointers_);
    return truth;
  }

  void measure_result(const Scene& scene, const tryon::TryOnResult& result) {
    report_.figures.merge(measure_picture(scene, {result.image, result.garment}));
    report_.identity = measure_identity(scene, result.image, result.changed);
    report_.figures.merge(figures_of(*report_.identity));
    const image::Mask garment =
        result.garment.empty() ? image::Mask::zeros(result.changed.size()) : result.garment;
    const auto seam = seam_visibility({result.image, person_->image, result.changed, garment});
    if (seam) report_.figures[Figure::kSeam] = *seam;
    report_.warnings = result.warnings;
    report_.pixels = pixel_hash(result.image);
    pictures_.add("result", result.image);
    pictures_.add("mask", draw_masks({result.image, result.changed, result.garment, scene.region}));
  }

  void measure_baselines(const Scene& scene) {
    Pasted pasted{scene.erased.empty() ? scene.given.image : filled(scene.given.image, scene.erased),
                  image::Mask::zeros(scene.given.image.size())};
    for (const GarmentModel* garment : garment_pointers_) {
      const Pasted next = naive_paste(pasted.picture, *person_, *garment);
      pasted = {next.picture, pasted.garment | next.garment};
    }
    pictures_.add("naive", pasted.picture);
    report_.baselines["naive"] = measure_picture(scene, {pasted.picture, pasted.garment});
    if (!scene.truth) return;
    if (report_.erased) {
      report_.baselines["erased"] = measure_picture(scene, {scene.given.image, {}});
    }
    if (case_.is_paired()) {
      report_.baselines["truth"] =
          measure_picture(scene, {*scene.truth, worn_area(*person_, garment_pointers_)});
    } else {
      report_.baselines["unchanged"] = measure_picture(scene, {person_->image, {}});
      measure_share(report_.baselines["unchanged"]);
    }
  }

  void measure_share(const Figures& unchanged) {
    const auto own = report_.figures.find(Figure::kRegionLabError);
    const auto other = unchanged.find(Figure::kRegionLabError);
    if (own == report_.figures.end() || other == unchanged.end() || other->second <= 0) return;
    report_.figures[Figure::kShareOfUnchanged] = own->second / other->second;
  }

  const Case& case_;
  const Bench& bench_;
  CasePictures pictures_;
  StageContext stages_;
  std::optional<PersonModel> person_;
  std::vector<GarmentModel> garments_;
  std::vector<const GarmentModel*> garment_pointers_;
  CaseReport report_;
};

}  // namespace

Result<CaseReport> run_case(const Case& one, const Bench& bench) {
  return CaseRun(one, bench).run();
}

}  // namespace drape::eval
