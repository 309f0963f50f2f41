#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "http/api.h"
#include "http/openapi_document.h"

namespace drape::http {
namespace {

/// "get /path" for every operation of the document: keys two spaces deep under `paths` are paths, those two
/// spaces deeper are methods.
std::set<std::string> documented() {
  std::set<std::string> operations;
  std::istringstream lines{std::string(openapi_document())};
  std::string path;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == 0) inside = line == "paths:";
    if (!inside || indent == std::string::npos || !line.ends_with(':')) continue;
    const std::string key = line.substr(indent, line.size() - indent - 1);
    if (indent == 2) path = key;
    if (indent == 4) operations.insert(key + " " + path);
  }
  return operations;
}

std::set<std::string> routed() {
  std::set<std::string> operations;
  for (const Route& route : all_routes()) {
    const std::string method = route.method == Method::kGet      ? "get"
                               : route.method == Method::kPost   ? "post"
                               : route.method == Method::kDelete ? "delete"
                                                                 : "another method";
    operations.insert(method + " " + std::string(route.pattern));
  }
  return operations;
}

TEST(Routes, are_exactly_those_of_the_openapi_document) {
  EXPECT_EQ(routed(), documented());
  EXPECT_EQ(routed().size(), all_routes().size());
}

TEST(Routes, those_of_the_api_need_a_key) {
  for (const Route& route : all_routes()) {
    EXPECT_EQ(route.access == Access::kKey, route.pattern.starts_with("/v2/")) << route.pattern;
    EXPECT_NE(route.handler, nullptr) << route.pattern;
  }
}

}  // namespace
}  // namespace drape::http
