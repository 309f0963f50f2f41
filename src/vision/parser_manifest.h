#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "vision/label.h"

namespace drape::vision {

/// Order of a tensor's dimensions: batch, then height, width, channels, or channels first.
enum class TensorLayout { kChannelsLast, kChannelsFirst };

/// What turns a network's numbers into probabilities.
enum class Activation { kNone, kSigmoid, kSoftmax };

/// Sizes of pictures that a network takes: `fixed`, or any whose sides are `multiple` * n + `plus`; then the
/// picture keeps its proportions and its longer side becomes about `long_side`.
struct InputSizeRule {
  cv::Size fixed;  ///< Empty: the rule below holds.
  int multiple = 1;
  int plus = 0;
  int long_side = 0;

  [[nodiscard]] cv::Size size_for(cv::Size picture) const;
};

struct ParserInput {
  std::string name;
  TensorLayout layout = TensorLayout::kChannelsLast;
  bool blue_first = false;
  /// A channel's value v (0..255) goes in as v * scale + offset; in the order of the network's channels.
  cv::Vec3f scale, offset;
  InputSizeRule size;
};

struct ParserOutput {
  std::string name;
  TensorLayout layout = TensorLayout::kChannelsLast;
  Activation activation = Activation::kNone;
};

/// One class of the network, and which labels its pixels may have.
struct ParserClass {
  std::string name;
  LabelSet labels;
};

/// Everything that has to be known of an optional network that parses bodies (docs/models.md).
struct ParserManifest {
  std::string name;     ///< Letters, digits, '-', '_', '.'; at most 64.
  std::string version;  ///< The same.
  std::string licence;  ///< SPDX identifier.
  std::string source;   ///< Where it comes from; may be empty.
  std::string sha256;   ///< Of the file as its maker publishes it, lower-case hexadecimal.
  ParserInput input;
  int stride = 1;       ///< Pixels of the input for one cell of the outputs.
  ParserOutput person;  ///< One plane: is this a person; without a name: the classes say it themselves.
  ParserOutput parts;   ///< One plane a class.
  std::vector<ParserClass> classes;

  [[nodiscard]] std::vector<std::string> output_names() const;
};

/// Reads a manifest. Fails with kInvalidInput "manifest_invalid" and a sentence that names the member: one
/// that is missing, unknown, of another type or out of its range.
[[nodiscard]] Result<ParserManifest> parse_manifest(std::string_view json);

}  // namespace drape::vision
