#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace drape::onnx {

/// One field of an encoded protocol buffer message (https://protobuf.dev/programming-guides/encoding). The
/// views are into the message that was read.
struct Field {
  int number = 0;
  std::uint64_t integer = 0;  ///< Of a varint field, else 0.
  std::string_view
      bytes;  ///< Of a length-delimited field (text, bytes, message, packed numbers), else empty.
  std::string_view encoded;  ///< The whole field with its tag, as it stands in the message.
};

/// All fields in their order. Fails with kInvalidInput "model_broken" when the bytes are no message.
[[nodiscard]] Result<std::vector<Field>> read_fields(std::string_view message);

/// The text of the first field with this number; empty when there is none.
[[nodiscard]] std::string_view text_of(std::span<const Field> fields, int number);

/// The numbers of a repeated integer field, packed or not.
[[nodiscard]] std::vector<std::int64_t> integers_of(std::span<const Field> fields, int number);

/// Encodes fields.
class Message {
 public:
  Message& integer(int field, std::int64_t value);
  Message& bytes(int field, std::string_view value);
  Message& message(int field, const Message& value) { return bytes(field, value.encoded_); }
  /// Fields that are encoded already.
  Message& raw(std::string_view fields) {
    encoded_ += fields;
    return *this;
  }
  [[nodiscard]] const std::string& encoded() const { return encoded_; }

 private:
  void append_varint(std::uint64_t value);

  std::string encoded_;
};

}  // namespace drape::onnx
