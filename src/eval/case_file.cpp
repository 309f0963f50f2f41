#include "eval/case_file.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "eval/files.h"

namespace drape::eval {
namespace {

using Json = nlohmann::json;
using Maps = std::map<std::string, LabelColours, std::less<>>;

/// Carries a sentence from deep inside the file to parse_cases, where it becomes an Error.
struct BadCaseFile {
  std::string text;
};

constexpr std::array kClassNames = {std::pair{std::string_view("background"), TrueClass::kBackground},
                                    std::pair{std::string_view("head"), TrueClass::kHead},
                                    std::pair{std::string_view("arms"), TrueClass::kArms},
                                    std::pair{std::string_view("upper"), TrueClass::kUpper},
                                    std::pair{std::string_view("lower"), TrueClass::kLower},
                                    std::pair{std::string_view("dress"), TrueClass::kDress},
                                    std::pair{std::string_view("legs"), TrueClass::kLegs},
                                    std::pair{std::string_view("feet"), TrueClass::kFeet}};

void require_object(const Json& json, const std::string& where,
                    std::initializer_list<std::string_view> keys) {
  if (!json.is_object()) throw BadCaseFile{where + " must be an object."};
  for (const auto& [key, value] : json.items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      throw BadCaseFile{where + " has the unknown key '" + key + "'."};
    }
  }
}

std::string text_at(const Json& json, const char* key, const std::string& where) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string() || found->get_ref<const std::string&>().empty()) {
    throw BadCaseFile{where + " needs '" + key + "', a text."};
  }
  return found->get<std::string>();
}

cv::Vec3b colour_of(const Json& json, const std::string& where) {
  const std::string text = json.is_string() ? json.get<std::string>() : "";
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  if (text.size() != 7 || text[0] != '#' || std::from_chars(text.data() + 1, end, value, 16).ptr != end) {
    throw BadCaseFile{where + " must be a list of colours like \"#ff5500\"."};
  }
  return {static_cast<uchar>(value >> 16U), static_cast<uchar>(value >> 8U), static_cast<uchar>(value)};
}

LabelColours colours_of(const Json& json, const std::string& where) {
  if (!json.is_object()) throw BadCaseFile{where + " must be an object."};
  LabelColours colours;
  for (const auto& [name, list] : json.items()) {
    const auto known = std::find_if(kClassNames.begin(), kClassNames.end(),
                                    [&wanted = name](const auto& entry) { return entry.first == wanted; });
    if (known == kClassNames.end()) throw BadCaseFile{where + " has the unknown class '" + name + "'."};
    if (!list.is_array())
      throw BadCaseFile{where + "." + name + " must be a list of colours like \"#ff5500\"."};
    for (const Json& colour : list) colours[known->second].push_back(colour_of(colour, where + "." + name));
  }
  return colours;
}

Maps maps_of(const Json& file) {
  Maps maps;
  const auto found = file.find("label_maps");
  if (found == file.end()) return maps;
  if (!found->is_object()) throw BadCaseFile{"label_maps must be an object."};
  for (const auto& [name, map] : found->items()) maps[name] = colours_of(map, "label_maps." + name);
  return maps;
}

bool can_name_a_folder(const std::string& name) {
  return name[0] != '.' && std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
         });
}

class CaseParser {
 public:
  CaseParser(std::filesystem::path folder, Maps maps) : folder_(std::move(folder)), maps_(std::move(maps)) {}

  [[nodiscard]] Case parse(const Json& json, std::size_t index) const {
    const std::string position = "Case " + std::to_string(index + 1);
    require_object(json, position,
                   {"name", "kind", "person", "garments", "truth", "person_labels", "truth_labels"});
    Case out;
    out.name = text_at(json, "name", position);
    const std::string where = "Case '" + out.name + "'";
    if (!can_name_a_folder(out.name)) {
      throw BadCaseFile{where +
                        ": a name has only letters, digits, '-', '_' and '.', and does not begin with '.'."};
    }
    out.kind = text_at(json, "kind", where);
    out.person = path_of(text_at(json, "person", where));
    out.garments = garments(json, where);
    if (json.contains("truth")) out.truth = path_of(text_at(json, "truth", where));
    out.person_labels = labels(json, "person_labels", where);
    out.truth_labels = labels(json, "truth_labels", where);
    if (out.is_paired() && !out.truth_labels) out.truth_labels = out.person_labels;
    return out;
  }

 private:
  [[nodiscard]] std::filesystem::path path_of(const std::string& text) const {
    return (folder_ / text).lexically_normal();
  }

  [[nodiscard]] std::vector<std::filesystem::path> garments(const Json& json,
                                                            const std::string& where) const {
    const auto list = json.find("garments");
    if (list == json.end() || !list->is_array() || list->empty()) {
      throw BadCaseFile{where + " needs 'garments', a list of at least one file."};
    }
    std::vector<std::filesystem::path> out;
    for (const Json& garment : *list) {
      if (!garment.is_string()) throw BadCaseFile{where + " needs 'garments', a list of at least one file."};
      out.push_back(path_of(garment.get<std::string>()));
    }
    return out;
  }

  [[nodiscard]] std::optional<LabelSource> labels(const Json& json, const char* key,
                                                  const std::string& where) const {
    const auto found = json.find(key);
    if (found == json.end()) return std::nullopt;
    const std::string inside = where + ", " + key;
    require_object(*found, inside, {"file", "map"});
    const std::string map = text_at(*found, "map", inside);
    const auto colours = maps_.find(map);
    if (colours == maps_.end()) throw BadCaseFile{inside + ": there is no label map '" + map + "'."};
    return LabelSource{path_of(text_at(*found, "file", inside)), colours->second};
  }

  const std::filesystem::path folder_;
  const Maps maps_;
};

std::vector<Case> cases_of(const Json& file, const std::filesystem::path& folder) {
  require_object(file, "The case file", {"label_maps", "cases"});
  const auto list = file.find("cases");
  if (list == file.end() || !list->is_array()) throw BadCaseFile{"The case file needs 'cases', a list."};
  const CaseParser parser(folder, maps_of(file));
  std::vector<Case> cases;
  std::set<std::string> names;
  for (const Json& json : *list) {
    cases.push_back(parser.parse(json, cases.size()));
    const std::string& name = cases.back().name;
    if (!names.insert(name).second) throw BadCaseFile{"The name '" + name + "' is used twice."};
  }
  return cases;
}

Status require_files(const Case& one) {
  std::vector<std::filesystem::path> files = one.garments;
  files.push_back(one.person);
  if (one.truth) files.push_back(*one.truth);
  if (one.person_labels) files.push_back(one.person_labels->file);
  if (one.truth_labels) files.push_back(one.truth_labels->file);
  for (const auto& file : files) {
    if (std::filesystem::is_regular_file(file)) continue;
    return fail(Error::invalid("case_file", "Case '" + one.name + "': there is no file " + file.string()));
  }
  return {};
}

}  // namespace

Result<std::vector<Case>> parse_cases(std::string_view json, const std::filesystem::path& folder) {
  try {
    return cases_of(Json::parse(json), folder);
  } catch (const BadCaseFile& bad) {
    return fail(Error::invalid("case_file", bad.text));
  } catch (const Json::exception& error) {
    return fail(Error::invalid("case_file", std::string("The case file is not JSON: ") + error.what()));
  }
}

Result<std::vector<Case>> read_cases(const std::filesystem::path& file_or_folder) {
  const bool is_folder = std::filesystem::is_directory(file_or_folder);
  const std::filesystem::path file = is_folder ? file_or_folder / "cases.json" : file_or_folder;
  const auto text = read_text(file);
  if (!text) return fail(text.error());
  auto cases = parse_cases(*text, file.parent_path());
  if (!cases) return cases;
  for (const Case& one : *cases) {
    if (const Status there = require_files(one); !there) return fail(there.error());
  }
  return cases;
}

}  // namespace drape::eval
