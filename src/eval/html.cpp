#include "eval/html.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace drape::eval {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string number(double value, int decimals) {
  const bool shows_zero = std::abs(value) < 0.5 * std::pow(10.0, -decimals);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, shows_zero ? 0.0 : value);
  return text.data();
}

std::string element(std::string_view name, std::string_view inner, std::string_view attributes) {
  std::string out = "<";
  out += name;
  if (!attributes.empty()) {
    out += ' ';
    out += attributes;
  }
  out += '>';
  out += inner;
  out += "</";
  out += name;
  out += '>';
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  std::string out(name);
  out += "=\"";
  out += escaped(value);
  out += '"';
  return out;
}

}  // namespace drape::eval
