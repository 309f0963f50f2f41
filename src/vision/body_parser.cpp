#include "vision/body_parser.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "vision/onnx_session.h"
#include "vision/sigmoid.h"

namespace drape::vision {

struct BodyParser::Network {
  ParserManifest manifest;
  OnnxSession onnx;
};

namespace {

constexpr std::size_t kBackground = static_cast<std::size_t>(Label::kBackground);
constexpr std::size_t kTensorRank = 4;  // Batch, height, width, channels.
// Sum of the classes' shares under which none of them is meant.
constexpr float kShareMin = 1e-6F;

// Every network is tried on a picture of this size before it is used.
const cv::Size kTrialSize(384, 512);
constexpr unsigned char kTrialGrey = 128;

using Planes = std::vector<image::Plane>;

Error unlike_manifest(const std::string& what) {
  return Error::invalid("model_unsupported", "The network does not fit its manifest: " + what + ".");
}

/// The picture as the network wants it: scaled, its values and its layout as the manifest says.
std::vector<float> encode_input(const image::Image& image, const ParserInput& input, cv::Size size) {
  image::Image scaled;
  const bool smaller = size.area() < image.size().area();
  cv::resize(image, scaled, size, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_LINEAR);
  if (input.blue_first) cv::cvtColor(scaled, scaled, cv::COLOR_RGB2BGR);
  const std::size_t pixels = scaled.total();
  std::vector<float> values(3 * pixels);
  const bool last = input.layout == TensorLayout::kChannelsLast;
  const cv::Vec3b* colours = scaled[0];
  for (std::size_t i = 0; i < pixels; ++i) {
    for (int c = 0; c < 3; ++c) {
      const auto channel = static_cast<std::size_t>(c);
      values[last ? 3 * i + channel : channel * pixels + i] =
          static_cast<float>(colours[i][c]) * input.scale[c] + input.offset[c];
    }
  }
  return values;
}

/// A tensor as one plane a channel. Fails when it has another rank or number of channels, or cells than
/// `expected`.
Result<Planes> decode_output(const Ort::Value& tensor, const ParserOutput& output, std::size_t channels) {
  const auto info = tensor.GetTensorTypeAndShapeInfo();
  const std::vector<std::int64_t> shape = info.GetShape();
  const bool last = output.layout == TensorLayout::kChannelsLast;
  const std::size_t height_at = last ? 1 : 2;
  const std::size_t channels_at = last ? 3 : 1;
  if (info.GetElementType() != ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT || shape.size() != kTensorRank ||
      shape[0] != 1 || shape[channels_at] != static_cast<std::int64_t>(channels)) {
    return fail(unlike_manifest("the output " + output.name + " is not one plane for each of " +
                                std::to_string(channels) + " classes"));
  }
  const cv::Size size(static_cast<int>(shape[height_at + 1]), static_cast<int>(shape[height_at]));
  const float* values = tensor.GetTensorData<float>();
  const auto cells = static_cast<std::size_t>(size.area());
  Planes planes;
  for (std::size_t c = 0; c < channels; ++c) {
    image::Plane plane(size);
    float* cell = plane[0];
    for (std::size_t i = 0; i < cells; ++i) cell[i] = values[last ? i * channels + c : c * cells + i];
    planes.push_back(plane);
  }
  return planes;
}

/// Where the cells lie along one side: the first at `first`, one every `stride` pixels of the input.
struct CellGrid {
  double first = 0;
  int stride = 1;
  bool fits = false;
};

// A network whose sides are stride * n + 1 has cells on its first and its last pixel; one whose sides are
// stride * n has them in the middles of squares.
CellGrid grid_along(int side, int cells, int stride) {
  if (cells == (side - 1) / stride + 1 && (side - 1) % stride == 0) return {0, stride, true};
  return {(stride - 1) / 2.0, stride, cells == (side + stride - 1) / stride};
}

/// Resamples cells to `size` pixels over the whole picture.
class CellSampler {
 public:
  CellSampler(cv::Size input, cv::Size cells, int stride, cv::Size size)
      : x_(grid_along(input.width, cells.width, stride)),
        y_(grid_along(input.height, cells.height, stride)),
        size_(size),
        transform_(axis(input.width, size.width, x_)[0], 0, axis(input.width, size.width, x_)[1], 0,
                   axis(input.height, size.height, y_)[0], axis(input.height, size.height, y_)[1]) {}

  [[nodiscard]] bool fits() const { return x_.fits && y_.fits; }
  [[nodiscard]] image::Plane at_size(const image::Plane& cells) const {
    image::Plane plane;
    cv::warpAffine(cells, plane, transform_, size_, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return plane;
  }

 private:
  // Index of a pixel -> index of a cell, as factor and offset.
  static cv::Vec2d axis(int input, int side, const CellGrid& grid) {
    const double scale = static_cast<double>(input) / side;
    return {scale / grid.stride, (scale / 2 - 0.5 - grid.first) / grid.stride};
  }

  CellGrid x_, y_;
  cv::Size size_;
  cv::Matx23d transform_;
};

float activated(float value, Activation activation) {
  return activation == Activation::kSigmoid ? sigmoid(value) : value;
}

/// Turns one pixel's values of all classes into shares that sum to 1 (or are all 0 when no class is meant).
void normalise(std::vector<float>& values, Activation activation) {
  if (activation == Activation::kSoftmax) {
    const float top = *std::max_element(values.begin(), values.end());
    for (float& value : values) value = std::exp(value - top);
  } else {
    for (float& value : values) value = std::max(activated(value, activation), 0.0F);
  }
  float sum = 0;
  for (const float value : values) sum += value;
  for (float& value : values) value = sum > kShareMin ? value / sum : 0;
}

/// The labels that some class has.
LabelSet known_labels(const ParserManifest& manifest) {
  LabelSet known;
  for (const ParserClass& one : manifest.classes) known |= one.labels;
  return known;
}

ParsedBody to_labels(const ParserManifest& manifest, const Planes& classes, const image::Plane& person) {
  ParsedBody body;
  const cv::Size size = classes.front().size();
  const LabelSet known = known_labels(manifest);
  for (std::size_t label = 0; label < kLabelCount; ++label) {
    if (known[label]) body.labels[label] = image::Plane(size, 0.0F);
  }
  body.person.create(size);
  std::vector<float> shares(classes.size());
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      for (std::size_t c = 0; c < classes.size(); ++c) shares[c] = classes[c](y, x);
      normalise(shares, manifest.parts.activation);
      for (std::size_t c = 0; c < classes.size(); ++c) {
        for (std::size_t label = 0; label < kLabelCount; ++label) {
          if (manifest.classes[c].labels[label]) body.labels[label](y, x) += shares[c];
        }
      }
      body.person(y, x) = person.empty() ? 1 - body.labels[kBackground](y, x)
                                         : activated(person(y, x), manifest.person.activation);
    }
  }
  return body;
}

// Without a plane of its own for the person, the labels' shares are of all pixels: made shares of the
// person's.
void condition_on_person(ParsedBody& body) {
  body.labels[kBackground] = image::Plane();
  for (image::Plane& plane : body.labels) {
    if (!plane.empty()) cv::divide(plane, cv::max(body.person, kShareMin), plane);
  }
}

/// The outputs as planes of the asked size, before they are made probabilities.
struct RawOutputs {
  Planes classes;
  image::Plane person;  ///< Empty when the network has no such output.
};

struct Sizes {
  cv::Size input, result;
};

Result<RawOutputs> decode(const std::vector<Ort::Value>& outputs, const ParserManifest& manifest,
                          const Sizes& sizes) {
  auto classes = decode_output(outputs[0], manifest.parts, manifest.classes.size());
  if (!classes) return fail(classes.error());
  const cv::Size cells = classes->front().size();
  const CellSampler sampler(sizes.input, cells, manifest.stride, sizes.result);
  if (!sampler.fits()) {
    return fail(unlike_manifest("its outputs have another stride than " + std::to_string(manifest.stride)));
  }
  RawOutputs raw;
  for (const image::Plane& plane : *classes) raw.classes.push_back(sampler.at_size(plane));
  if (outputs.size() == 1) return raw;
  const auto person = decode_output(outputs[1], manifest.person, 1);
  if (!person) return fail(person.error());
  if (person->front().size() != cells) return fail(unlike_manifest("its outputs have different sizes"));
  raw.person = sampler.at_size(person->front());
  return raw;
}

}  // namespace

BodyParser::BodyParser(std::unique_ptr<Network> network) : network_(std::move(network)) {}
BodyParser::BodyParser(BodyParser&&) noexcept = default;
BodyParser& BodyParser::operator=(BodyParser&&) noexcept = default;
BodyParser::~BodyParser() = default;

Result<BodyParser> BodyParser::load(std::string_view onnx, ParserManifest manifest, int threads) {
  const std::string name = manifest.name;
  auto parser = guard_onnx(name, [&]() -> Result<BodyParser> {
    OnnxSession session = open_onnx_bytes(onnx, std::max(threads, 1));
    const Ort::AllocatorWithDefaultOptions allocator;
    if (session.session.GetInputCount() != 1 ||
        session.session.GetInputNameAllocated(0, allocator).get() != manifest.input.name) {
      return fail(unlike_manifest("its only input is not called " + manifest.input.name));
    }
    return BodyParser(std::make_unique<Network>(Network{std::move(manifest), std::move(session)}));
  });
  if (!parser) return fail(parser.error());
  const image::Image grey(kTrialSize, cv::Vec3b::all(kTrialGrey));
  if (const auto tried = parser->parse(grey, kTrialSize / parser->manifest().stride); !tried) {
    return fail(tried.error());
  }
  return parser;
}

const ParserManifest& BodyParser::manifest() const {
  return network_->manifest;
}

Result<ParsedBody> BodyParser::parse(const image::Image& image, cv::Size size) const {
  assert(!image.empty() && !size.empty());
  const ParserManifest& manifest = network_->manifest;
  const cv::Size input_size = manifest.input.size.size_for(image.size());
  const std::vector<float> values = encode_input(image, manifest.input, input_size);
  return guard_onnx(manifest.name, [&]() -> Result<ParsedBody> {
    const bool last = manifest.input.layout == TensorLayout::kChannelsLast;
    const std::vector<std::int64_t> shape =
        last ? std::vector<std::int64_t>{1, input_size.height, input_size.width, 3}
             : std::vector<std::int64_t>{1, 3, input_size.height, input_size.width};
    std::vector<const char*> names = {manifest.parts.name.c_str()};
    if (!manifest.person.name.empty()) names.push_back(manifest.person.name.c_str());
    const Ort::Value tensor = float_tensor(values.data(), values.size(), shape);
    const auto outputs = run_onnx(network_->onnx, manifest.input.name.c_str(), tensor, names);
    const auto raw = decode(outputs, manifest, {input_size, size});
    if (!raw) return fail(raw.error());
    ParsedBody body = to_labels(manifest, raw->classes, raw->person);
    if (raw->person.empty()) condition_on_person(body);
    return body;
  });
}

}  // namespace drape::vision
