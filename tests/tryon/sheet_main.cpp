// Dresses every pair of a list and writes the pictures to look at:
//   tryon_sheet MODELS LIST OUT
// A line of LIST is "NAME PERSON GARMENT [GARMENT]". OUT gets NAME.png (the result), NAME_debug.png (labels
// and fit beside the changed region) and sheet_N.png (person | garment | result, eight pairs each).
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <opencv2/imgproc.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "image/codec.h"
#include "person/analyse.h"
#include "tryon/garment_photo.h"
#include "tryon/geometric/fit.h"
#include "tryon/geometric/geometric_engine.h"
#include "tryon/geometric/repair.h"
#include "vision/vision.h"

namespace {

using namespace drape;
using tryon::geometric::Polyline;

image::Bytes read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
  image::Bytes bytes(text.size());
  std::transform(text.begin(), text.end(), bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
  return bytes;
}

void write_png(const std::filesystem::path& path, const image::Image& picture) {
  const auto encoded = image::encode(picture, {image::Format::kPng});
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(encoded->data()), static_cast<std::streamsize>(encoded->size()));
}

void draw(image::Image& picture, const Polyline& line, cv::Scalar colour) {
  std::vector<cv::Point> points;
  for (const cv::Point2f p : line) points.emplace_back(cvRound(p.x), cvRound(p.y));
  cv::polylines(picture, points, false, colour, 2, cv::LINE_AA);
}

image::Image label_picture(const person::PersonModel& person) {
  static const std::array<cv::Vec3b, 12> colours{{{30, 30, 30},
                                                  {255, 140, 0},
                                                  {255, 220, 180},
                                                  {255, 255, 0},
                                                  {0, 160, 255},
                                                  {0, 90, 200},
                                                  {0, 255, 255},
                                                  {120, 255, 255},
                                                  {200, 40, 60},
                                                  {60, 160, 60},
                                                  {200, 0, 200},
                                                  {255, 255, 255}}};
  image::Image out = person.image.clone();
  for (int y = 0; y < out.rows; ++y) {
    for (int x = 0; x < out.cols; ++x) {
      const cv::Vec3b c = colours[person.labels(y, x)];
      for (int k = 0; k < 3; ++k)
        out(y, x)[k] = cv::saturate_cast<unsigned char>(0.45 * out(y, x)[k] + 0.55 * c[k]);
    }
  }
  return out;
}

image::Image debug_picture(person::PersonModel person, const garment::GarmentModel& garment,
                           const image::Image& result, const image::Mask& changed) {
  using namespace tryon::geometric;
  repair_labels(person, make_planes(person.image));
  image::Image labels = label_picture(person);
  image::Image fit_picture = person.image.clone();
  if (garment.upper) {
    const BodyShape body = measure_body(person);
    const GarmentFit fit = fit_garment(person, body, garment);
    for (const int side : kSides) {
      const auto k = static_cast<std::size_t>(side);
      draw(fit_picture, body.shoulder[k], {120, 120, 255});
      draw(fit_picture, fit.shoulder[k], {255, 0, 0});
      draw(fit_picture, body.arms[k].path.line(), {255, 255, 0});
      if (fit.sleeves[k]) {
        draw(fit_picture, fit.sleeves[k]->outer, {0, 200, 0});
        draw(fit_picture, fit.sleeves[k]->inner, {0, 120, 255});
      }
    }
    for (const FitLevel& level : fit.levels)
      draw(fit_picture, {level.left, level.middle, level.right}, {255, 0, 255});
  }
  if (person.waist.seen) {
    for (int x = 0; x < fit_picture.cols; ++x) {
      cv::circle(fit_picture, {x, cvRound(person.waist.y[static_cast<std::size_t>(x)])}, 1, {0, 255, 255});
    }
  }
  image::Image diff = result.clone();
  diff.setTo(cv::Scalar(40, 40, 40), changed == 0);
  image::Image out;
  cv::hconcat(std::vector<cv::Mat>{labels, fit_picture, diff}, out);
  return out;
}

image::Image tile(const image::Image& picture, int height) {
  image::Image out;
  cv::resize(picture, out, {picture.cols * height / picture.rows, height}, 0, 0, cv::INTER_AREA);
  image::Image padded(height, height * 3 / 4, cv::Vec3b(255, 255, 255));
  const int width = std::min(out.cols, padded.cols);
  out.colRange(0, width).copyTo(padded.colRange(0, width));
  return padded;
}

class Sheet {
 public:
  Sheet(std::shared_ptr<const vision::Vision> vision, std::filesystem::path out)
      : vision_(std::move(vision)), out_(std::move(out)) {}

  void add(const std::string& name, const std::string& person_path,
           const std::vector<std::string>& garment_paths) {
    StageContext stages;
    const person::PersonModel* person = person_model(person_path, stages);
    std::vector<const garment::GarmentModel*> garments;
    for (const std::string& path : garment_paths) garments.push_back(garment_model(path, stages));
    const auto known = stages.times().size();
    if (!person || std::count(garments.begin(), garments.end(), nullptr) > 0) {
      std::printf("%s: cannot be analysed\n", name.c_str());
      return;
    }
    const auto result = tryon::geometric::make_geometric_engine()->run(*person, garments, stages);
    const image::Image picture =
        result ? result->image : image::Image(person->image.size(), cv::Vec3b(90, 0, 0));
    write_png(out_ / (name + ".png"), picture);
    write_png(out_ / (name + "_debug.png"),
              debug_picture(*person, *garments[0], picture,
                            result ? result->changed : image::Mask(picture.size(), 0)));
    image::Image row;
    cv::hconcat(std::vector<cv::Mat>{tile(person->image, 480), tile(pictures_[garment_paths[0]], 480),
                                     tile(picture, 480)},
                row);
    rows_.push_back(row);
    report(name, result, stages, known);
  }

  void write_sheets() {
    constexpr std::size_t kPerSheet = 8;
    for (std::size_t i = 0; i < rows_.size(); i += kPerSheet) {
      std::vector<cv::Mat> lines;
      for (std::size_t j = i; j < std::min(i + kPerSheet, rows_.size()); j += 2) {
        cv::Mat line;
        cv::hconcat(
            rows_[j],
            j + 1 < rows_.size() ? rows_[j + 1] : image::Image(rows_[j].size(), cv::Vec3b(255, 255, 255)),
            line);
        lines.push_back(line);
      }
      cv::Mat sheet;
      cv::vconcat(lines, sheet);
      write_png(out_ / ("sheet_" + std::to_string(i / kPerSheet) + ".png"), sheet);
    }
  }

 private:
  static void report(const std::string& name, const Result<tryon::TryOnResult>& result,
                     const StageContext& stages, std::size_t known) {
    double total = 0;
    std::string times;
    for (std::size_t i = known; i < stages.times().size(); ++i) {
      total += stages.times()[i].seconds;
      char text[80];
      std::snprintf(text, sizeof text, " %s %.0f", stages.times()[i].name.c_str(),
                    1000 * stages.times()[i].seconds);
      times += text;
    }
    std::printf("%-26s %.3f s |%s", name.c_str(), total, times.c_str());
    if (!result)
      std::printf(" | %s (%s)", result.error().code.c_str(), result.error().internal_text.value.c_str());
    if (result) {
      for (const std::string& warning : result->warnings) std::printf(" ! %s", warning.c_str());
    }
    std::printf("\n");
    std::fflush(stdout);
  }

  const person::PersonModel* person_model(const std::string& path, StageContext& stages) {
    if (const auto found = persons_.find(path); found != persons_.end()) return &found->second;
    const auto picture = image::decode(read_file(path));
    if (!picture) return nullptr;
    auto model = person::analyse_person(*picture, *vision_, stages);
    if (!model) {
      std::printf("%s: %s\n", path.c_str(), model.error().code.c_str());
      return nullptr;
    }
    return &persons_.emplace(path, *std::move(model)).first->second;
  }

  // Makes a jacket with an open front of a top.
  static void open_front(garment::GarmentModel& model) {
    if (!model.upper) return;
    model.category = garment::Category::kOuter;
    const auto& marks = *model.upper;
    const float half = 0.16F * (marks.armpit[1].x - marks.armpit[0].x);
    const float top = marks.front_neckline[marks.front_neckline.size() / 2].y - half / 2;
    const auto bottom = static_cast<float>(model.alpha.rows);
    const std::vector<std::vector<cv::Point>> gap{
        {cv::Point2f(marks.axis_x - half / 2, top), cv::Point2f(marks.axis_x + half / 2, top),
         cv::Point2f(marks.axis_x + half, bottom), cv::Point2f(marks.axis_x - half, bottom)}};
    cv::fillPoly(model.alpha, gap, 0.0);
  }

  // "outer:PATH" takes the garment for a jacket that hangs open, whatever it looks like.
  const garment::GarmentModel* garment_model(const std::string& name, StageContext& stages) {
    if (const auto found = garments_.find(name); found != garments_.end()) return &found->second;
    constexpr std::string_view kOuter = "outer:";
    const bool is_outer = name.starts_with(kOuter);
    const std::string path = is_outer ? name.substr(kOuter.size()) : name;
    const auto picture = image::decode(read_file(path));
    if (!picture) return nullptr;
    pictures_[name] = *picture;
    auto model = tryon::analyse_garment_photo(*picture, *vision_, stages);
    if (!model) {
      std::printf("%s: %s\n", path.c_str(), model.error().code.c_str());
      return nullptr;
    }
    if (is_outer) open_front(*model);
    return &garments_.emplace(name, *std::move(model)).first->second;
  }

  std::shared_ptr<const vision::Vision> vision_;
  std::filesystem::path out_;
  std::map<std::string, person::PersonModel> persons_;
  std::map<std::string, garment::GarmentModel> garments_;
  std::map<std::string, image::Image> pictures_;
  std::vector<image::Image> rows_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: tryon_sheet MODELS LIST OUT\n");
    return 2;
  }
  image::initialise_codecs();
  auto vision = vision::Vision::open({.models = argv[1]});
  if (!vision) {
    std::fprintf(stderr, "%s\n", vision.error().internal_text.value.c_str());
    return 1;
  }
  std::filesystem::create_directories(argv[3]);
  Sheet sheet(*vision, argv[3]);
  std::ifstream list(argv[2]);
  for (std::string line; std::getline(list, line);) {
    std::istringstream words(line);
    std::string name, person;
    words >> name >> person;
    const std::vector<std::string> garments{std::istream_iterator<std::string>(words), {}};
    if (!garments.empty() && name[0] != '#') sheet.add(name, person, garments);
  }
  sheet.write_sheets();
  return 0;
}
