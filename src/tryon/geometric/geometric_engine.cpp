#include "tryon/geometric/geometric_engine.h"

#include "tryon/geometric/lower_recipe.h"
#include "tryon/geometric/person_requirements.h"
#include "tryon/geometric/requirements.h"
#include "tryon/geometric/strip_lower.h"
#include "tryon/geometric/upper_recipe.h"

namespace drape::tryon::geometric {
namespace {

using garment::GarmentModel;
using person::PersonModel;

class GeometricEngine final : public TryOnEngine {
 public:
  std::string version() const override { return "geometric-6"; }

  Status fit_for(const PersonModel& person, garment::Category category) const override {
    return require_fit_for(person, category);
  }

  Status wearable(const GarmentModel& garment) const override { return require_wearable(garment); }

  Result<TryOnResult> run(const PersonModel& person, std::span<const GarmentModel* const> garments,
                          StageContext& stages) const override {
    const Result<std::vector<const GarmentModel*>> order = wearing_order(garments);
    if (!order) return fail(order.error());
    for (const GarmentModel* garment : *order) {
      if (Status status = fit_for(person, garment->category); !status) return fail(std::move(status.error()));
    }
    Dressing dressing = undressed(person);
    std::span<const GarmentModel* const> left = *order;
    if (is_lower(*left.front())) {
      const bool top_follows = left.size() > 1;
      if (const Status status = dress_lower(dressing, *left.front(), top_follows, stages); !status)
        return fail(status.error());
      left = left.subspan(1);
    }
    for (const GarmentModel* garment : left) {
      if (garment->category == garment::Category::kDress) {
        if (const Status status = strip_lower(dressing, stages); !status) return fail(status.error());
      }
      if (const Status status = dress_upper(dressing, *garment, stages); !status) return fail(status.error());
    }
    return TryOnResult{dressing.person.image, dressing.changed, dressing.garment, dressing.warnings};
  }
};

}  // namespace

std::shared_ptr<const TryOnEngine> make_geometric_engine() {
  return std::make_shared<GeometricEngine>();
}

}  // namespace drape::tryon::geometric
