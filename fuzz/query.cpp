#include <charconv>

#include "http/fields.h"
#include "http/handlers.h"
#include "http/pagination.h"
#include "http/router.h"
#include "http/text.h"
#include "target.h"

namespace drape::fuzz {
namespace {

using http::QueryParameters;

http::Response no_answer(http::Call& /*call*/) {
  return {};
}

/// Patterns of every shape that the API has.
const http::Router& router() {
  using http::Method;
  static const std::array kRoutes{
      http::Route{Method::kGet, "/v2/tryon/tasks/", "Tasks", {}, {}, {}, no_answer},
      http::Route{Method::kPost, "/v2/tryon/tasks/", "Tasks", {}, {}, {}, no_answer},
      http::Route{Method::kGet, "/v2/tryon/tasks/{task_id}/", "Task", {}, {}, {}, no_answer},
      http::Route{Method::kGet, "/i/{token}", "Picture", {}, {}, {}, no_answer},
      http::Route{Method::kGet, "/metrics", "Metrics", {}, {}, {}, no_answer}};
  static const http::Router kRouter({kRoutes});
  return kRouter;
}

void check_path(std::string_view path) {
  const http::Router::Match match = router().match(path);
  require(match.parameter.find('/') == std::string::npos, "a path's parameter is one segment");
  require(match.path != nullptr || match.parameter.empty(), "only a known path has a parameter");
}

void check_encoding(std::string_view text) {
  const std::string encoded = http::encode_query_component(text);
  require(encoded.find_first_of("&=# /?\"<>\r\n") == std::string::npos, "an encoded text separates nothing");
  require(http::percent_decode(encoded, true) == text, "decoding undoes encoding");
  require(http::percent_decode(text, true).size() <= text.size(), "decoding does not grow a text");
}

void check_integer(std::string_view text) {
  const http::ParsedInteger parsed = http::parse_integer(text);
  if (parsed.kind != http::IntegerKind::kInRange) return;
  const http::ParsedInteger again = http::parse_integer(std::to_string(parsed.value));
  require(again.kind == parsed.kind && again.value == parsed.value, "a number is read as it is written");
}

void check_page(const QueryParameters& parameters) {
  const http::Limits limits;
  const auto page = http::parse_page(parameters, limits);
  if (!page) return;
  require(page->size >= 1 && page->size <= limits.page_size_max, "a page's size keeps to its limit");
  require(page->number >= 1, "pages are counted from 1");
  const std::string link = http::page_link({"https://host", "/v2/tryon/tasks/", parameters}, 7);
  require(link.starts_with("https://host/v2/tryon/tasks/?"), "a page's link stays on its path");
  const QueryParameters linked(std::string_view(link).substr(link.find('?') + 1));
  require(linked.last("page") == "7", "a page's link leads to the page");
  for (const QueryParameters::Parameter& parameter : parameters.all()) {
    if (parameter.name == "page") continue;
    require(linked.last(parameter.name) == parameters.last(parameter.name), "a page's link keeps the rest");
  }
}

void check_form(const QueryParameters& parameters) {
  http::Form form;
  for (const auto& [name, value] : parameters.all()) form.push_back({name, value, nullptr});
  http::RequestData data = std::move(form);
  http::FieldErrors errors;
  http::FieldReader fields(data, errors);
  require(fields.primary_key("id").has_value() != errors.has("id"), "an id is read or its error told");
  constexpr std::size_t kNameMax = 8;
  const auto name = fields.text("name", kNameMax);
  require(!name || (!errors.has("name") && http::code_points(*name) <= kNameMax),
          "a text keeps to its limit");
  const auto ids = fields.primary_keys("ids", 3);
  require(ids.has_value() || errors.has("ids"), "ids are read or their errors told");
  require(fields.file("image") == nullptr, "an urlencoded form has no file");
  require(http::is_valid_utf8(http::to_text(errors.json())), "errors are UTF-8");
}

}  // namespace

// Input: a line with a path, then a query string.
void query(std::string_view bytes) {
  Input input(bytes);
  check_path(input.line());
  check_encoding(input.rest());
  check_integer(input.rest());
  const QueryParameters parameters(input.rest());
  for (const QueryParameters::Parameter& parameter : parameters.all()) {
    require(http::is_valid_utf8(parameter.name) && http::is_valid_utf8(parameter.value),
            "parameters are UTF-8");
    check_integer(parameter.value);
  }
  check_page(parameters);
  check_form(parameters);
}

}  // namespace drape::fuzz
