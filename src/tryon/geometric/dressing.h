#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/stage.h"
#include "person/person_model.h"

namespace drape::tryon::geometric {

/// A person on whom garments are put one recipe after another. Planes have the photo's size.
struct Dressing {
  /// As the person is dressed by now: image, labels, matte and waist show what was put on already. Its planes
  /// may be shared with the photo: a recipe replaces them and never writes into them.
  person::PersonModel person;
  image::Mask changed;  ///< 255 where the image may differ from the photo; equal to it elsewhere.
  image::Mask garment;  ///< 255 where the image shows new garments.
  std::vector<std::string> warnings;
  /// The waist is a new waistband that was put over the old top, which hung over the old one: the next top
  /// hangs over it too.
  bool top_hangs_over = false;
};

/// Nothing put on yet.
[[nodiscard]] inline Dressing undressed(const person::PersonModel& person) {
  return {
      person, image::Mask::zeros(person.image.size()), image::Mask::zeros(person.image.size()), {}, false};
}

/// Runs `work` as a stage and moves its value into `to`.
template <typename T, typename Work>
Status run_stage(StageContext& stages, std::string_view name, T& to, Work&& work) {
  auto result = stages.run(name, [&]() -> Result<T> { return work(); });
  if (!result) return fail(result.error());
  to = std::move(*result);
  return {};
}

}  // namespace drape::tryon::geometric
