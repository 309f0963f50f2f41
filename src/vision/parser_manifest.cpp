#include "vision/parser_manifest.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace drape::vision {

namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;
constexpr std::string_view kKind = "body-parser";
constexpr std::size_t kNameSizeMax = 64;
constexpr std::size_t kTextSizeMax = 500;
constexpr std::size_t kHashSize = 64;
constexpr int kSideMax = 4096;
constexpr int kStrideMax = 64;
constexpr std::size_t kClassesMax = 256;
constexpr float kByteMax = 255;

/// Thrown inside this file only: a manifest has many places where reading ends.
struct Mistake {
  std::string sentence;
};

[[noreturn]] void reject(const std::string& where, const std::string& what) {
  throw Mistake{"The manifest's " + where + " " + what + "."};
}

/// One object of the manifest. Every member that is asked for is ticked off; finish() finds the unknown ones.
class Members {
 public:
  Members(const Json& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object.is_object()) reject(path_.empty() ? "text" : path_, "must be a JSON object");
  }

  [[nodiscard]] std::string path_of(const std::string& key) const {
    return path_.empty() ? key : path_ + "." + key;
  }
  [[nodiscard]] bool has(const std::string& key) const { return object_.contains(key); }

  const Json& at(const std::string& key) {
    known_.insert(key);
    if (!has(key)) reject(path_of(key), "is missing");
    return object_.at(key);
  }
  std::string text(const std::string& key, std::size_t size_max = kTextSizeMax) {
    const Json& value = at(key);
    if (!value.is_string()) reject(path_of(key), "must be a text");
    auto result = value.get<std::string>();
    if (result.empty() || result.size() > size_max) {
      reject(path_of(key), "must have 1 to " + std::to_string(size_max) + " characters");
    }
    return result;
  }
  int integer(const std::string& key, int low, int high) {
    const Json& value = at(key);
    const bool fits = value.is_number_integer() && value >= low && value <= high;
    if (!fits) {
      reject(path_of(key),
             "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    return value.get<int>();
  }
  std::vector<float> numbers(const std::string& key, std::size_t count) {
    const Json& value = at(key);
    const auto is_finite = [](const Json& v) { return v.is_number() && std::isfinite(v.get<float>()); };
    const bool fits =
        value.is_array() && value.size() == count && std::all_of(value.begin(), value.end(), is_finite);
    if (!fits) reject(path_of(key), "must be a list of " + std::to_string(count) + " numbers");
    return value.get<std::vector<float>>();
  }
  template <typename T>
  T choice(const std::string& key, const std::map<std::string, T>& choices) {
    const std::string value = text(key);
    const auto found = choices.find(value);
    if (found != choices.end()) return found->second;
    std::string names;
    for (const auto& [name, unused] : choices) names += (names.empty() ? "\"" : ", \"") + name + "\"";
    reject(path_of(key), "must be one of " + names);
  }
  Members object(const std::string& key) { return {at(key), path_of(key)}; }

  void finish() const {
    for (const auto& [key, unused] : object_.items()) {
      if (!known_.contains(key)) reject(path_of(key), "is not known");
    }
  }

 private:
  const Json& object_;
  std::string path_;
  std::set<std::string> known_;
};

std::string read_name(Members& members, const std::string& key) {
  const std::string name = members.text(key, kNameSizeMax);
  const auto allowed = [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.');
  };
  if (!std::all_of(name.begin(), name.end(), allowed) || name.front() == '.') {
    reject(members.path_of(key), "may have letters, digits, '-', '_' and '.', and must not begin with '.'");
  }
  return name;
}

std::string read_hash(Members& members) {
  std::string hash = members.text("sha256");
  const auto is_hex = [](unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (hash.size() != kHashSize || !std::all_of(hash.begin(), hash.end(), is_hex)) {
    reject("sha256", "must have 64 lower-case hexadecimal digits");
  }
  return hash;
}

InputSizeRule read_size(Members size) {
  InputSizeRule rule;
  if (size.has("height") || size.has("width")) {
    rule.fixed = {size.integer("width", 1, kSideMax), size.integer("height", 1, kSideMax)};
  } else {
    rule.long_side = size.integer("long_side", 32, kSideMax);
    rule.multiple = size.integer("multiple", 1, kSideMax);
    rule.plus = size.has("plus") ? size.integer("plus", 0, rule.multiple - 1) : 0;
    if (rule.long_side < rule.multiple + rule.plus) {
      reject(size.path_of("long_side"), "must be at least multiple + plus");
    }
  }
  size.finish();
  return rule;
}

const std::map<std::string, TensorLayout> kLayouts = {{"nhwc", TensorLayout::kChannelsLast},
                                                      {"nchw", TensorLayout::kChannelsFirst}};
const std::map<std::string, Activation> kActivations = {
    {"none", Activation::kNone}, {"sigmoid", Activation::kSigmoid}, {"softmax", Activation::kSoftmax}};

void require_finite(float value, const std::string& where) {
  if (!std::isfinite(value)) reject(where, "must have numbers that do not overflow");
}

/// Either `range` (what 0 and 255 become) or `mean` and `deviation` of values 0..1, a number for each
/// channel.
void read_values(Members& members, ParserInput& input) {
  if (members.has("range")) {
    const std::vector<float> range = members.numbers("range", 2);
    if (range[0] == range[1]) reject(members.path_of("range"), "must have two different numbers");
    require_finite(range[1] - range[0], members.path_of("range"));
    input.scale = cv::Vec3f::all((range[1] - range[0]) / kByteMax);
    input.offset = cv::Vec3f::all(range[0]);
    return;
  }
  const std::vector<float> mean = members.numbers("mean", 3);
  const std::vector<float> deviation = members.numbers("deviation", 3);
  for (std::size_t i = 0; i < mean.size(); ++i) {
    if (!(deviation[i] > 0)) reject(members.path_of("deviation"), "must have numbers over 0");
    const auto c = static_cast<int>(i);
    input.scale[c] = 1 / (kByteMax * deviation[i]);
    input.offset[c] = -mean[i] / deviation[i];
    require_finite(input.scale[c], members.path_of("deviation"));
    require_finite(input.offset[c], members.path_of("deviation"));
  }
}

ParserInput read_input(Members members) {
  ParserInput input;
  input.name = members.text("name");
  input.layout = members.choice("layout", kLayouts);
  input.blue_first = members.choice<bool>("colour", {{"rgb", false}, {"bgr", true}});
  read_values(members, input);
  input.size = read_size(members.object("size"));
  members.finish();
  return input;
}

ParserOutput read_output(Members members) {
  ParserOutput output;
  output.name = members.text("name");
  output.layout = members.choice("layout", kLayouts);
  output.activation = members.choice("activation", kActivations);
  members.finish();
  return output;
}

ParserClass read_class(Members members) {
  ParserClass one;
  one.name = members.text("name");
  const Json& labels = members.at("labels");
  if (!labels.is_array() || labels.empty()) {
    reject(members.path_of("labels"), "must be a list of at least one label");
  }
  for (const Json& label : labels) {
    const auto known = label.is_string() ? label_named(label.get<std::string>()) : std::nullopt;
    // Only a text is repeated: writing a value of any depth would take a stack of that depth.
    if (!known) {
      const std::string shown = label.is_string() ? label.dump() : label.type_name();
      reject(members.path_of("labels"), "has a label that is not known: " + shown);
    }
    one.labels.set(static_cast<std::size_t>(*known));
  }
  members.finish();
  return one;
}

std::vector<ParserClass> read_classes(const Json& list) {
  if (!list.is_array() || list.empty() || list.size() > kClassesMax) {
    reject("classes", "must be a list of 1 to " + std::to_string(kClassesMax) + " classes");
  }
  std::vector<ParserClass> classes;
  for (std::size_t i = 0; i < list.size(); ++i) {
    classes.push_back(read_class({list[i], "classes[" + std::to_string(i) + "]"}));
  }
  return classes;
}

void require_a_background(const ParserManifest& manifest) {
  const auto background = static_cast<std::size_t>(Label::kBackground);
  const bool among_classes = std::any_of(manifest.classes.begin(), manifest.classes.end(),
                                         [&](const ParserClass& one) { return one.labels[background]; });
  if (manifest.person.name.empty() && !among_classes) {
    reject("classes", "must have one with the label background when there is no output.person");
  }
  if (!manifest.person.name.empty() && among_classes) {
    reject("classes", "must not have the label background when output.person says what is a person");
  }
}

ParserManifest read_manifest(const Json& json) {
  Members members(json, "");
  members.integer("format", kFormat, kFormat);
  members.choice<int>("kind", {{std::string(kKind), 0}});
  ParserManifest manifest;
  manifest.name = read_name(members, "name");
  manifest.version = read_name(members, "version");
  manifest.licence = members.text("licence");
  if (members.has("source")) manifest.source = members.text("source");
  manifest.sha256 = read_hash(members);
  manifest.input = read_input(members.object("input"));
  Members output = members.object("output");
  manifest.stride = output.integer("stride", 1, kStrideMax);
  if (output.has("person")) manifest.person = read_output(output.object("person"));
  if (manifest.person.activation == Activation::kSoftmax) {
    reject("output.person.activation", "must be \"none\" or \"sigmoid\"");
  }
  manifest.parts = read_output(output.object("parts"));
  output.finish();
  manifest.classes = read_classes(members.at("classes"));
  members.finish();
  require_a_background(manifest);
  return manifest;
}

int nearest_side(double wanted, const InputSizeRule& rule) {
  const auto steps = std::lround((wanted - rule.plus) / rule.multiple);
  return static_cast<int>(std::max(1L, steps)) * rule.multiple + rule.plus;
}

}  // namespace

cv::Size InputSizeRule::size_for(cv::Size picture) const {
  if (!fixed.empty()) return fixed;
  const double scale = static_cast<double>(long_side) / std::max(picture.width, picture.height);
  return {nearest_side(scale * picture.width, *this), nearest_side(scale * picture.height, *this)};
}

std::vector<std::string> ParserManifest::output_names() const {
  if (person.name.empty()) return {parts.name};
  return {parts.name, person.name};
}

Result<ParserManifest> parse_manifest(std::string_view json) {
  try {
    return read_manifest(Json::parse(json));
  } catch (const Mistake& mistake) {
    return fail(Error::invalid("manifest_invalid", mistake.sentence));
  } catch (const Json::exception&) {
    return fail(Error::invalid("manifest_invalid", "The manifest is not JSON."));
  }
}

}  // namespace drape::vision
