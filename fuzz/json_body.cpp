#include <nlohmann/json.hpp>

#include "http/errors.h"
#include "http/fields.h"
#include "http/json_value.h"
#include "http/text.h"
#include "target.h"

namespace drape::fuzz {
namespace {

using http::JsonValue;

constexpr int kDepthMax = 64;

/// Appends the value as JSON again.
class Writer {
 public:
  void write(const JsonValue& value) {
    std::visit([this](const auto& held) { (*this)(held); }, value.data());
  }
  [[nodiscard]] const std::string& text() const { return text_; }

  void operator()(JsonValue::Null /*null*/) { text_ += "null"; }
  void operator()(bool flag) { text_ += flag ? "true" : "false"; }
  void operator()(std::int64_t integer) { text_ += std::to_string(integer); }
  void operator()(const JsonValue::BigInteger& integer) { text_ += integer.digits; }
  void operator()(double real) { text_ += nlohmann::json(real).dump(); }
  void operator()(const std::string& text) { text_ += nlohmann::json(text).dump(); }
  void operator()(const JsonValue::List& list) {
    text_ += '[';
    for (const JsonValue& item : list) {
      if (&item != &list.front()) text_ += ',';
      write(item);
    }
    text_ += ']';
  }
  void operator()(const JsonValue::Dictionary& members) {
    text_ += '{';
    for (const auto& member : members) {
      if (&member != &members.front()) text_ += ',';
      (*this)(member.first);
      text_ += ':';
      write(member.second);
    }
    text_ += '}';
  }

 private:
  std::string text_;
};

std::string to_json(const JsonValue& value) {
  Writer writer;
  writer.write(value);
  return writer.text();
}

/// The fields that the API's bodies have, read as its handlers read them.
void check_fields(JsonValue value) {
  const bool dictionary = value.as<JsonValue::Dictionary>() != nullptr;
  http::RequestData data = std::move(value);
  http::FieldErrors errors;
  http::FieldReader fields(data, errors);
  require(fields.is_dictionary() == dictionary, "only a dictionary has fields");
  if (dictionary) {
    const auto person = fields.primary_key("tryon_person_image_id");
    require(person.has_value() != errors.has("tryon_person_image_id"), "an id is read or its error told");
    const auto garments = fields.primary_keys("garment_image_ids", 6);
    require(garments || errors.has("garment_image_ids"), "ids are read or their errors told");
    const auto name = fields.text("name", 8);
    require(!name || (http::code_points(*name) <= 8 && !errors.has("name")), "a text keeps to its limit");
    require(fields.file("image") == nullptr && errors.has("image"), "JSON holds no file");
  }
  require(errors.empty() || http::is_valid_utf8(http::to_text(errors.json())), "errors are UTF-8");
}

}  // namespace

void json_body(std::string_view bytes) {
  auto parsed = http::parse_json(bytes, kDepthMax);
  if (!parsed) {
    require(!parsed.error().empty() && http::is_valid_utf8(parsed.error()), "a refusal says why");
    return;
  }
  require(nlohmann::json::accept(bytes), "what is accepted is JSON");
  const std::string text = to_json(*parsed);
  const auto again = http::parse_json(text, kDepthMax);
  require(again.has_value(), "what was accepted can be written and read again");
  require(to_json(*again) == text, "writing and reading changes nothing");
  check_fields(*std::move(parsed));
}

}  // namespace drape::fuzz
