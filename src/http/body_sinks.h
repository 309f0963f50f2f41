#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "http/exchange.h"
#include "http/fingerprint.h"
#include "http/limits.h"
#include "http/multipart.h"
#include "http/request_data.h"

namespace drape::http {

/// Why a body could not be read.
struct BodyDefect {
  ErrorKind kind = ErrorKind::kInvalidInput;
  std::string detail;         ///< For the client.
  std::string internal_text;  ///< For the log.
};

/// A sink that makes RequestData of a body.
class DataSink : public BodySink {
 public:
  /// After end(), or after take() returned false.
  [[nodiscard]] virtual tl::expected<RequestData, BodyDefect> data() = 0;
  /// Has what the body says added to `fingerprint`, by data() at the latest. REQUIRES: it outlives this.
  void observe(Fingerprint& fingerprint) { fingerprint_ = &fingerprint; }

 protected:
  Fingerprint* fingerprint_ = nullptr;  ///< Null: not wanted.
};

/// Reads a JSON text; an empty one is an empty dictionary.
class JsonSink final : public DataSink {
 public:
  explicit JsonSink(const Limits& limits) : limits_(limits) {}
  [[nodiscard]] bool take(std::string_view piece) override;
  void end() override {}
  [[nodiscard]] bool blocks() const override { return false; }
  [[nodiscard]] tl::expected<RequestData, BodyDefect> data() override;

 private:
  const Limits& limits_;
  std::string text_;
};

/// Reads an urlencoded form.
class UrlencodedSink final : public DataSink {
 public:
  explicit UrlencodedSink(const Limits& limits) : limits_(limits) {}
  [[nodiscard]] bool take(std::string_view piece) override;
  void end() override {}
  [[nodiscard]] bool blocks() const override { return false; }
  [[nodiscard]] tl::expected<RequestData, BodyDefect> data() override;

 private:
  const Limits& limits_;
  std::string text_;
};

/// Reads a multipart form. The file named `file_field` goes to a temporary place while it arrives (the last
/// one when there are several); other files are read away.
class MultipartSink final : public DataSink, private PartSink {
 public:
  struct Options {
    std::string boundary;         ///< REQUIRES: valid.
    std::string_view file_field;  ///< Empty: no file is kept.
    std::uint64_t body_bytes_max = 0;
  };
  /// REQUIRES: `limits` and `uploads` outlive this.
  MultipartSink(const Limits& limits, const service::Uploads& uploads, Options options);

  [[nodiscard]] bool take(std::string_view piece) override;
  void end() override;
  [[nodiscard]] bool blocks() const override { return !options_.file_field.empty(); }
  [[nodiscard]] tl::expected<RequestData, BodyDefect> data() override;

 private:
  [[nodiscard]] bool begin_part(const PartHead& head) override;
  [[nodiscard]] bool part_data(std::string_view data) override;
  [[nodiscard]] bool end_part() override;
  bool stop(ErrorKind kind, std::string detail, std::string internal_text = {});
  bool stop(const Error& error);

  const Limits& limits_;
  const service::Uploads& uploads_;
  const Options options_;
  MultipartParser parser_;
  Form form_;
  std::uint64_t bytes_ = 0;
  std::optional<BodyDefect> defect_;
};

/// "The request body is larger than the limit of 1000000 bytes."
[[nodiscard]] std::string body_too_large(std::uint64_t bytes_max);

}  // namespace drape::http
