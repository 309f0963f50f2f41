// Writes the seeds that are no text: drape-fuzz-seeds fuzz/corpus. Small pictures of every format, ONNX and
// TFLite networks of a few operators.

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vips/vips8>

#include "image/codec.h"
#include "onnx/schema.h"
#include "onnx/wire.h"
#include "tflite/onnx_graph.h"
#include "tflite_writer.h"

namespace {

using vips::VImage;

class Corpus {
 public:
  explicit Corpus(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void add(const std::string& target, const std::string& name, std::string_view bytes) const {
    std::filesystem::create_directories(folder_ / target);
    std::ofstream(folder_ / target / name, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void add_picture(const std::string& name, const VImage& picture, const char* suffix) const {
    void* data = nullptr;
    std::size_t size = 0;
    picture.write_to_buffer(suffix, &data, &size);
    const std::string_view bytes(static_cast<const char*>(data), size);
    add("image_probe", name, bytes);
    g_free(data);
  }

 private:
  std::filesystem::path folder_;
};

void write_pictures(const Corpus& corpus) {
  const VImage ramp = VImage::xyz(12, 9).linear({20, 25}, {0, 0});
  const VImage grey = ramp.extract_band(0)
                          .cast(VIPS_FORMAT_UCHAR)
                          .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_B_W));
  const VImage colour = grey.bandjoin({ramp.extract_band(1), grey})
                            .cast(VIPS_FORMAT_UCHAR)
                            .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
  const VImage with_alpha = colour.bandjoin(128).cast(VIPS_FORMAT_UCHAR);
  corpus.add_picture("colour_jpeg", colour, ".jpg[strip]");
  corpus.add_picture("grey_jpeg", grey, ".jpg[strip]");
  corpus.add_picture("progressive_jpeg", colour, ".jpg[interlace,strip]");
  corpus.add_picture("cmyk_jpeg",
                     with_alpha.copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_CMYK)),
                     ".jpg[strip]");
  VImage turned = colour.copy();
  turned.set("orientation", 6);
  corpus.add_picture("turned_jpeg", turned, ".jpg");
  corpus.add_picture("colour_png", colour, ".png[strip]");
  corpus.add_picture("interlaced_png", colour, ".png[interlace,strip]");
  corpus.add_picture("palette_png", colour, ".png[palette,strip]");
  corpus.add_picture("alpha_png", with_alpha, ".png[strip]");
  corpus.add_picture("deep_png",
                     (grey * 200)
                         .cast(VIPS_FORMAT_USHORT)
                         .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_GREY16)),
                     ".png[strip]");
  corpus.add_picture("lossy_webp", colour, ".webp[strip]");
  corpus.add_picture("lossless_webp", with_alpha, ".webp[lossless,strip]");
  VImage frames = VImage::arrayjoin({colour, colour.invert()}, VImage::option()->set("across", 1));
  frames.set("page-height", colour.height());
  corpus.add_picture("animated_webp", frames, ".webp");
  corpus.add_picture("avif", colour, ".avif[strip]");
}

std::string convolution(const char* padding) {
  using namespace drape::onnx;
  drape::tflite::OnnxGraph graph;
  graph.input("in", {1, 1, 8, 8});
  const std::string weights = graph.floats(std::vector<float>(9, 0.1F), {1, 1, 3, 3});
  graph.node("Relu", {"in"});
  graph.node("Conv", {"in", weights},
             {{"auto_pad", std::string(padding)}, {"dilations", std::vector<std::int64_t>{2, 2}}}, "parts");
  graph.output("parts", {1, 1, 8, 8});
  return graph.encode();
}

void write_onnx(const Corpus& corpus) {
  corpus.add("onnx_repair", "dilated_upper", "parts\n" + convolution("SAME_UPPER"));
  corpus.add("onnx_repair", "dilated_lower", "parts\n" + convolution("SAME_LOWER"));
  corpus.add("onnx_repair", "no_such_output", "other\n" + convolution("NOTSET"));
}

using drape::tflite::TableToWrite;

TableToWrite tensor(std::string_view name, const std::vector<std::int32_t>& shape, std::uint32_t buffer) {
  return TableToWrite().vector(0, shape).scalar<std::int8_t>(1, 0).scalar(2, buffer).text(3, name);
}

/// A network of one operator: tensor 0 and the constant tensor 1 make tensor 2.
std::string one_operator(std::int8_t code, const TableToWrite& options,
                         const std::vector<std::int32_t>& weights) {
  std::size_t count = 1;
  for (const std::int32_t side : weights) count *= static_cast<std::size_t>(side);
  const std::vector<float> values(count, 0.5F);
  std::vector<std::byte> raw(count * sizeof(float));
  std::memcpy(raw.data(), values.data(), raw.size());
  const TableToWrite op = TableToWrite()
                              .scalar<std::uint32_t>(0, 0)
                              .vector<std::int32_t>(1, {0, 1})
                              .vector<std::int32_t>(2, {2})
                              .table(4, options);
  const TableToWrite graph = TableToWrite()
                                 .tables(0, {tensor("in", {1, 4, 4, 2}, 0), tensor("weights", weights, 1),
                                             tensor("out", {1, 4, 4, 2}, 0)})
                                 .vector<std::int32_t>(1, {0})
                                 .vector<std::int32_t>(2, {2})
                                 .tables(3, {op});
  const std::vector<std::byte> file = TableToWrite()
                                          .tables(1, {TableToWrite().scalar(0, code)})
                                          .tables(2, {graph})
                                          .tables(4, {TableToWrite(), TableToWrite().vector(0, raw)})
                                          .file();
  return {reinterpret_cast<const char*>(file.data()), file.size()};
}

void write_tflite(const Corpus& corpus) {
  const TableToWrite steps = TableToWrite().scalar<std::int32_t>(1, 1).scalar<std::int32_t>(2, 1);
  corpus.add("import_tflite", "convolution", one_operator(3, steps, {2, 1, 1, 2}));
  corpus.add("import_tflite", "depthwise",
             one_operator(4, TableToWrite(steps).scalar<std::int32_t>(3, 1), {1, 3, 3, 2}));
  corpus.add("import_tflite", "sum", one_operator(0, {}, {1, 4, 4, 2}));
  corpus.add("import_tflite", "product", one_operator(18, {}, {1, 1, 1, 2}));
  corpus.add("import_tflite", "joined",
             one_operator(2, TableToWrite().scalar<std::int32_t>(0, -1), {1, 4, 4, 2}));
  corpus.add("import_tflite", "slopes", one_operator(54, {}, {1, 1, 2}));
  corpus.add("import_tflite", "not_known", one_operator(7, {}, {1}));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: drape-fuzz-seeds FOLDER\n";
    return 2;
  }
  const Corpus corpus(arguments[1]);
  drape::image::initialise_codecs();
  write_pictures(corpus);
  write_onnx(corpus);
  write_tflite(corpus);
  return 0;
}
