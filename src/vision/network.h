#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "base/result.h"
#include "tflite/catalogue.h"

namespace drape::vision {

/// One network, loaded and checked against its catalogue entry. All methods are const and thread safe.
class Network {
 public:
  using Values = std::vector<float>;

  /// Loads NAME.onnx from the folder. Fails with an internal error when the file is missing, broken, or has
  /// other inputs and outputs than the catalogue says. `threads` are those of one inference, at least 1.
  [[nodiscard]] static Result<Network> load(const std::filesystem::path& folder,
                                            const tflite::CatalogueEntry& entry, int threads);

  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;
  ~Network();

  /// Width and height of the square picture that goes in.
  [[nodiscard]] int side() const;

  /// Computes the outputs asked for, by their number in the catalogue entry. REQUIRES: `input` is continuous
  /// and side() x side(). The result does not depend on the number of threads.
  [[nodiscard]] Result<std::vector<Values>> run(const cv::Mat3f& input,
                                                std::initializer_list<std::size_t> outputs) const;

 private:
  struct Session;
  explicit Network(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

}  // namespace drape::vision
