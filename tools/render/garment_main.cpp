#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "render/cli_options.h"
#include "render/render_garment.h"

int main(int argc, char** argv) {
  using drape::render::GarmentKind;
  static const std::map<std::string, GarmentKind> kKinds{{"tee", GarmentKind::kTee},
                                                         {"long-sleeve", GarmentKind::kLongSleeve},
                                                         {"sleeveless", GarmentKind::kSleeveless},
                                                         {"shirt", GarmentKind::kShirt},
                                                         {"trousers", GarmentKind::kTrousers},
                                                         {"skirt", GarmentKind::kSkirt},
                                                         {"dress", GarmentKind::kDress}};
  CLI::App app{"Draws the product picture of a garment."};
  drape::render::GarmentSpec spec;
  drape::render::PictureSize size;
  std::string out, alpha;
  int threads = 2;
  app.add_option("--out", out, "Picture to write (.png or .jpg)")->required();
  app.add_option("--alpha", alpha, "Silhouette to write (.png, 0..255)");
  app.add_option("--width", size.width, "Pixels")->check(CLI::Range(64, 4096))->capture_default_str();
  app.add_option("--height", size.height, "Pixels")->check(CLI::Range(64, 4096))->capture_default_str();
  app.add_option("--threads", threads)->check(CLI::Range(1, 256))->capture_default_str();
  drape::render::add_choice(app, "--kind", spec.kind, kKinds, "What to draw");
  drape::render::add_fabric(app, "--fabric", spec.fabric, "Cloth");
  CLI11_PARSE(app, argc, argv);

  const drape::render::RenderedGarment garment = drape::render::render_garment(spec, size, threads);
  cv::Mat bgr, silhouette;
  cv::cvtColor(garment.image, bgr, cv::COLOR_RGB2BGR);
  garment.alpha.convertTo(silhouette, CV_8U, 255);
  bool written = cv::imwrite(out, bgr, {cv::IMWRITE_JPEG_QUALITY, 92});
  if (!alpha.empty()) written = cv::imwrite(alpha, silhouette) && written;
  if (!written) std::fprintf(stderr, "drape-render-garment: cannot write the output\n");
  return written ? 0 : 1;
}
