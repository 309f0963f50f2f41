#include "tryon/person_verdict.h"

#include <algorithm>
#include <array>

namespace drape::tryon {
namespace {

using garment::Category;
using person::Issue;
using person::Severity;

// What is said already is not said again, an error least of all as a warning.
void add(std::vector<Issue>& issues, const Error& refusal, Severity severity) {
  const auto says_it = [&](const Issue& known) {
    return known.code == refusal.code &&
           (known.message == refusal.public_text.value || known.severity == Severity::kError);
  };
  const auto known = std::find_if(issues.begin(), issues.end(), says_it);
  if (known == issues.end()) {
    issues.push_back({refusal.code, severity, refusal.public_text.value});
  } else if (severity == Severity::kError) {
    known->severity = severity;
  }
}

}  // namespace

void add_engine_verdict(person::Validation& validation, const Result<const person::PersonModel*>& analysis,
                        const TryOnEngine& engine) {
  if (!analysis) return add(validation.issues, analysis.error(), Severity::kError);
  constexpr std::array kCategories = {Category::kUpper, Category::kLower, Category::kDress};
  constexpr std::array kNames = {"upper", "lower", "dress"};
  for (std::size_t i = 0; i < kCategories.size(); ++i) {
    const Status fit = engine.fit_for(**analysis, kCategories[i]);
    if (fit) {
      validation.supported_categories.emplace_back(kNames[i]);
    } else {
      const bool is_for_all = kCategories[i] == Category::kUpper;
      add(validation.issues, fit.error(), is_for_all ? Severity::kError : Severity::kWarning);
    }
  }
}

}  // namespace drape::tryon
