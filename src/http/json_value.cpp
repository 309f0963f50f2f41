#include "http/json_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace drape::http {
namespace {

/// Python refuses to read longer integers too; it bounds what an error message can repeat.
constexpr std::size_t kDigitsMax = 4300;

/// Builds a JsonValue from the events of nlohmann's parser. A return of false stops the parser.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(int depth_max) : depth_max_(depth_max) {}

  bool null() override { return add(JsonValue()); }
  bool boolean(bool value) override { return add(JsonValue(value)); }
  bool number_integer(std::int64_t value) override { return add(JsonValue(value)); }
  bool number_unsigned(std::uint64_t value) override {
    if (std::in_range<std::int64_t>(value)) return add(JsonValue(static_cast<std::int64_t>(value)));
    return add(JsonValue(JsonValue::BigInteger{std::to_string(value)}));
  }
  bool number_float(double value, const std::string& token) override {
    const bool integer = token.find_first_of(".eE") == std::string::npos;
    if (!integer) return add(JsonValue(value));
    if (token.size() > kDigitsMax) return stop("The integer has too many digits.");
    return add(JsonValue(JsonValue::BigInteger{token}));
  }
  bool string(std::string& value) override { return add(JsonValue(std::move(value))); }
  bool binary(nlohmann::json::binary_t& /*value*/) override { return stop("Binary data."); }
  bool start_object(std::size_t /*elements*/) override { return open(JsonValue(JsonValue::Dictionary{})); }
  bool key(std::string& name) override {
    std::get<JsonValue::Dictionary>(open_.back().data()).emplace_back().first = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*elements*/) override { return open(JsonValue(JsonValue::List{})); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string& /*last_token*/,
                   const nlohmann::detail::exception& error) override {
    const bool number = error.id == 406;  // out_of_range: a float over what a double holds
    return stop(number ? "Number out of range."
                       : "Invalid JSON near character " + std::to_string(position) + ".");
  }

  [[nodiscard]] const std::string& error() const { return error_; }
  JsonValue take() { return std::move(root_); }

 private:
  bool stop(std::string error) {
    error_ = std::move(error);
    return false;
  }
  bool open(JsonValue value) {
    if (static_cast<int>(open_.size()) >= depth_max_) {
      return stop("Nested deeper than " + std::to_string(depth_max_) + " levels.");
    }
    open_.push_back(std::move(value));
    return true;
  }
  bool close() {
    JsonValue value = std::move(open_.back());
    open_.pop_back();
    return add(std::move(value));
  }
  bool add(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* list = std::get_if<JsonValue::List>(&open_.back().data())) {
      list->push_back(std::move(value));
    } else {
      std::get<JsonValue::Dictionary>(open_.back().data()).back().second = std::move(value);
    }
    return true;
  }

  int depth_max_;
  std::vector<JsonValue> open_;
  JsonValue root_;
  std::string error_;
};

}  // namespace

const JsonValue* JsonValue::member(std::string_view name) const {
  const auto* dictionary = as<Dictionary>();
  if (dictionary == nullptr) return nullptr;
  const auto found = std::find_if(dictionary->rbegin(), dictionary->rend(),
                                  [&](const auto& member) { return member.first == name; });
  return found == dictionary->rend() ? nullptr : &found->second;
}

std::string_view JsonValue::python_type() const {
  constexpr std::array<std::string_view, std::variant_size_v<Data>> kNames{
      "NoneType", "bool", "int", "int", "float", "str", "list", "dict"};
  return kNames[data_.index()];
}

std::string python_repr(double value) {
  std::array<char, 32> buffer{};
  const auto print = [&](std::chars_format format) {
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format);
    return std::string(buffer.data(), result.ptr);
  };
  const double size = value < 0 ? -value : value;
  if (size != 0 && (size < 1e-4 || size >= 1e16)) return print(std::chars_format::scientific);
  std::string text = print(std::chars_format::fixed);
  if (text.find('.') == std::string::npos) text += ".0";
  return text;
}

namespace {

std::string python_quoted(const std::string& text) {
  const bool apostrophes = text.find('\'') != std::string::npos;
  const char quote = apostrophes && text.find('"') == std::string::npos ? '"' : '\'';
  std::string quoted(1, quote);
  for (const char c : text) {
    if (c == quote || c == '\\') quoted += '\\';
    if (c == '\n') {
      quoted += "\\n";
    } else {
      quoted += c;
    }
  }
  return quoted + quote;
}

/// As in a list: texts have quotes.
std::string python_item(const JsonValue& value) {
  const auto* text = value.as<std::string>();
  return text == nullptr ? python_str(value) : python_quoted(*text);
}

}  // namespace

std::string python_str(const JsonValue& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* truth = value.as<bool>()) return *truth ? "True" : "False";
  if (const auto* integer = value.as<std::int64_t>()) return std::to_string(*integer);
  if (const auto* big = value.as<JsonValue::BigInteger>()) return big->digits;
  if (const auto* real = value.as<double>()) return python_repr(*real);
  std::string items;
  if (const auto* list = value.as<JsonValue::List>()) {
    for (const JsonValue& item : *list) items += (items.empty() ? "" : ", ") + python_item(item);
    return "[" + items + "]";
  }
  if (const auto* dictionary = value.as<JsonValue::Dictionary>()) {
    for (const auto& [name, item] : *dictionary) {
      items += (items.empty() ? "" : ", ") + python_quoted(name) + ": " + python_item(item);
    }
    return "{" + items + "}";
  }
  return "None";
}

tl::expected<JsonValue, std::string> parse_json(std::string_view text, int depth_max) {
  // The parser would skip it, and so two programs could read two things.
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) return tl::unexpected(std::string("Unexpected UTF-8 BOM."));
  // The parser would take it for the end and not look at what follows.
  if (const std::size_t null = text.find('\0'); null != std::string_view::npos) {
    return tl::unexpected("Invalid JSON near character " + std::to_string(null + 1) + ".");
  }
  Builder builder(depth_max);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return tl::unexpected(builder.error());
  return builder.take();
}

}  // namespace drape::http
