#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <variant>
#include <vector>

namespace drape::http {

/// A parsed JSON text that keeps what nlohmann::json drops: integers that do not fit 64 bits keep their
/// digits, because an error message has to repeat them. Of equal names in a dictionary the last one counts.
class JsonValue {
 public:
  struct Null {};
  struct BigInteger {
    std::string digits;
  };
  using List = std::vector<JsonValue>;
  using Dictionary = std::vector<std::pair<std::string, JsonValue>>;
  using Data = std::variant<Null, bool, std::int64_t, BigInteger, double, std::string, List, Dictionary>;

  JsonValue() : data_(Null{}) {}
  explicit JsonValue(Data data) : data_(std::move(data)) {}

  [[nodiscard]] const Data& data() const { return data_; }
  [[nodiscard]] Data& data() { return data_; }
  template <typename T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&data_);
  }
  [[nodiscard]] bool is_null() const { return as<Null>() != nullptr; }

  /// The member of a dictionary, null pointer when there is none or this is no dictionary.
  [[nodiscard]] const JsonValue* member(std::string_view name) const;

  /// Name of the Python type that the value would have ("int", "dict", "NoneType"), as error messages use it.
  [[nodiscard]] std::string_view python_type() const;

 private:
  Data data_;
};

/// Text of a floating-point number as Python's repr() gives it: 1.0, 1.5, 1e+16.
[[nodiscard]] std::string python_repr(double value);

/// Text of a value as Python's str() gives it: True, None, ['a', 1].
[[nodiscard]] std::string python_str(const JsonValue& value);

/// Reads a JSON text. The error is a sentence without the prefix "JSON parse error - ". Nesting over
/// `depth_max` is an error; so are NaN, Infinity and invalid UTF-8. The caller has bounded the size.
[[nodiscard]] tl::expected<JsonValue, std::string> parse_json(std::string_view text, int depth_max);

}  // namespace drape::http
