#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "image/image.h"
#include "vision/parser_manifest.h"

namespace drape::vision {

/// What a parser thinks of every pixel, all planes of one size over the whole picture.
struct ParsedBody {
  image::Plane person;  ///< 0..1: a person, of whatever label.
  /// For each label, 0..1: the probability, given that it is the person, of the classes that may have this
  /// label. A class may stand for several labels (a torso is bare or dressed), so that the planes may sum to
  /// more than 1. Empty for the background and for labels that no class has.
  std::array<image::Plane, kLabelCount> labels;
};

/// An optional network that tells body parts apart, with its manifest. All methods are const and thread safe.
class BodyParser {
 public:
  /// Opens the network from the bytes of an ONNX file that was repaired for the runtime, and runs it once.
  /// Fails with kInvalidInput "model_unsupported" when its inputs and outputs are not what the manifest says,
  /// with an internal error when the runtime does not take it. `threads` are those of one inference, at
  /// least 1.
  [[nodiscard]] static Result<BodyParser> load(std::string_view onnx, ParserManifest manifest, int threads);

  [[nodiscard]] const ParserManifest& manifest() const;

  BodyParser(BodyParser&&) noexcept;
  BodyParser& operator=(BodyParser&&) noexcept;
  ~BodyParser();

  /// Looks at a whole picture and answers at `size`, which should be near the picture divided by the
  /// network's stride, or up to four times that: there is no more to see. The result does not depend on the
  /// number of threads. REQUIRES: neither is empty.
  [[nodiscard]] Result<ParsedBody> parse(const image::Image& image, cv::Size size) const;

 private:
  struct Network;
  explicit BodyParser(std::unique_ptr<Network> network);
  std::unique_ptr<Network> network_;
};

}  // namespace drape::vision
